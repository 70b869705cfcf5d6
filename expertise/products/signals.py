"""What this room tells rooms above it."""

from django.dispatch import Signal

product_published = Signal()  # product=KnowledgeProduct: its readers found it good, it is in view from now on
