"""Value stories stand in one's own menu, beside scans."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Value stories"),
        url_name="insight:story_list",
        icon="sprout",
        order=17,
        place="account",
        shown_to=is_signed_in,
    ),
)
