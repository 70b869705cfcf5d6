"""What privacy offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("My data"),
        url_name="members:my_data",
        icon="shield-check",
        order=20,
        place="account",
        shown_to=is_signed_in,
    ),
)
