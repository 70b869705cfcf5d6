"""One's own network stands in one's own menu; the picture of the network has its place beside the scans."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("My network"),
        url_name="insight:own_network",
        icon="waypoints",
        order=17,
        place="account",
        shown_to=is_signed_in,
        sections=("insight:network_picture",),
    ),
)
