"""The description for makers of programs stands below every page."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register

register(Entry(label=_("For makers of programs"), url_name="exchange:api_help", icon="link", order=80, place="footer"))
