"""Intervision in the frame: among what is one's own, below one's groups."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("My intervision"),
        url_name="plg:intervision_list",
        icon="users-round",
        order=14,
        place="account",
        shown_to=is_signed_in,
    ),
)
