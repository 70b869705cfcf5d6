"""What finding offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Expertise"),
        url_name="expertise:finder",
        icon="lightbulb",
        order=25,
        shown_to=is_signed_in,
        bottom=3,
    ),
)
