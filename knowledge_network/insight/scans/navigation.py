"""Scans stand in one's own menu; what else is learned together has its place there too."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Scans"),
        url_name="insight:scan_list",
        icon="radar",
        order=16,
        place="account",
        shown_to=is_signed_in,
    ),
)
