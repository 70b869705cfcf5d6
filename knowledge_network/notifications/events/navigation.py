"""The bell."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Notices"),
        url_name="notifications:notice_list",
        icon="bell",
        order=50,
        place="bell",
        shown_to=is_signed_in,
    ),
    Entry(
        label=_("Mail and notices"),
        url_name="notifications:preferences",
        icon="mail",
        order=25,
        place="account",
        shown_to=is_signed_in,
    ),
)
