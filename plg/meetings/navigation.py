"""What meetings offer in the frame of all pages, and in that of the closed space."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register
from plg.space.registry import SpaceTab, register_tabs, to_whoever_enters

register(
    Entry(
        label=_("Agenda"),
        url_name="plg:agenda",
        icon="calendar",
        order=40,
        shown_to=is_signed_in,
        bottom=4,
    ),
)

register_tabs(
    SpaceTab(
        name="meetings",
        label=_("Meetings"),
        url_name="meeting_list",
        icon="calendar",
        order=40,
        shown_to=to_whoever_enters,
    ),
)
