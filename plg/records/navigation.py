"""What is kept of meetings, in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(label=_("My hours"), url_name="plg:my_hours", icon="clock", order=40, place="account", shown_to=is_signed_in),
    Entry(
        label=_("My action points"),
        url_name="plg:my_action_items",
        icon="list-checks",
        order=41,
        place="account",
        shown_to=is_signed_in,
    ),
    Entry(
        label=_("What I took back"),
        url_name="plg:my_returns",
        icon="sprout",
        order=42,
        place="account",
        shown_to=is_signed_in,
    ),
)
