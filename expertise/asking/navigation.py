"""What asking offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Questions"),
        url_name="expertise:help_request_list",
        icon="message-circle-question-mark",
        order=30,
        shown_to=is_signed_in,
        sections=("expertise:practice_question_list",),
    ),
    Entry(
        label=_("Ask a question"),
        url_name="expertise:help_request_ask",
        icon="message-circle-question-mark",
        order=1,
        place="phone",
        shown_to=is_signed_in,
    ),
)
