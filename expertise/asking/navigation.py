"""What asking offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register, signed_in

register(
    Entry(
        label=_("Questions"),
        url_name="expertise:help_request_list",
        icon="message-circle-question-mark",
        order=30,
        shown_to=signed_in,
    ),
)
