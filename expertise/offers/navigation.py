"""What schools offer each other, in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Offers and working visits"),
        url_name="expertise:offer_list",
        icon="heart-handshake",
        order=16,
        place="account",
        shown_to=is_signed_in,
    ),
)
