"""One's own badges, in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("My badges"),
        url_name="exchange:my_badges",
        icon="award",
        order=44,
        place="account",
        shown_to=is_signed_in,
    ),
)
