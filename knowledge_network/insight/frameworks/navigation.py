"""Frameworks and profiles stand in one's own menu, beside value stories."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Frameworks and profiles"),
        url_name="insight:framework_list",
        icon="list-checks",
        order=18,
        place="account",
        shown_to=is_signed_in,
    ),
)
