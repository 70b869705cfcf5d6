"""What the outbox tells the rest of the network."""

from django.dispatch import Signal

mail_held = Signal()  # batch=str, kind=str, count=int: a run planned far more than usual and waits for a person
