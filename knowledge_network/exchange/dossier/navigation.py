"""One's own dossier, in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("My record"),
        url_name="exchange:my_dossier",
        icon="folder",
        order=43,
        place="account",
        shown_to=is_signed_in,
    ),
)
