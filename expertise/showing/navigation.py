"""Show and share in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Show and share"),
        url_name="expertise:show_day_list",
        icon="presentation",
        order=15,
        place="account",
        shown_to=is_signed_in,
    ),
)
