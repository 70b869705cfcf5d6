"""What claims offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("My expertise"),
        url_name="expertise:my_expertise",
        icon="badge-check",
        order=12,
        place="account",
        shown_to=is_signed_in,
    ),
)
