"""The one search."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register

register(Entry(label=_("Search"), url_name="search:search", icon="search", order=60, place="search"))
