"""What finding offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register, signed_in

register(
    Entry(
        label=_("Expertise"),
        url_name="expertise:finder",
        icon="lightbulb",
        order=25,
        shown_to=signed_in,
        bottom=3,
    ),
)
