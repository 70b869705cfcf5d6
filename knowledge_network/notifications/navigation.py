"""The bell."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register, signed_in

register(
    Entry(
        label=_("Notices"),
        url_name="notifications:notice_list",
        icon="bell",
        order=50,
        place="bell",
        shown_to=signed_in,
        bottom=5,
    ),
)
