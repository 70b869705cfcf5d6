"""What expertise offers in the frame."""

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
    Entry(
        label=_("My expertise"),
        url_name="expertise:my_expertise",
        icon="badge-check",
        order=12,
        place="account",
        shown_to=signed_in,
    ),
    Entry(
        label=_("Questions"),
        url_name="expertise:help_request_list",
        icon="message-circle-question-mark",
        order=30,
        shown_to=signed_in,
    ),
    Entry(
        label=_("Knowledge base"),
        url_name="expertise:product_list",
        icon="library",
        order=45,
        shown_to=signed_in,
    ),
    Entry(
        label=_("Knowledge base"),
        url_name="expertise:product_list",
        icon="library",
        order=12,
        place="footer",
    ),
)
