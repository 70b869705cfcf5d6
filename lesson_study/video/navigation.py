"""Looking together in the frame: among what is one's own."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Looking together"),
        url_name="lesson_study:video_list",
        icon="film",
        order=15,
        place="account",
        shown_to=is_signed_in,
    ),
)
