"""What one learned in passing, beside one's hours."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("What I learned in passing"),
        url_name="plg:my_learning",
        icon="lightbulb",
        order=43,
        place="account",
        shown_to=is_signed_in,
    ),
)
