"""What meetings offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register, signed_in

register(
    Entry(
        label=_("Agenda"),
        url_name="plg:agenda",
        icon="calendar",
        order=40,
        shown_to=signed_in,
        bottom=4,
    ),
)
