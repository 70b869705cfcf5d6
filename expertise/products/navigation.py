"""What the knowledge base offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Knowledge base"),
        url_name="expertise:product_list",
        icon="library",
        order=45,
        shown_to=is_signed_in,
    ),
    Entry(
        label=_("Knowledge base"),
        url_name="expertise:product_list",
        icon="library",
        order=12,
        place="footer",
    ),
)
