"""What the groups offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, is_signed_in, register

PAGES_OF_KINDS = ("plg:plg_list", "plg:project_list", "plg:expert_list", "plg:theme_list")

register(
    Entry(label=_("PLGs"), url_name="plg:plg_list", icon="book-open", order=20, shown_to=anonymous),
    Entry(label=_("Project groups"), url_name="plg:project_list", icon="target", order=21, shown_to=anonymous),
    Entry(label=_("Expert groups"), url_name="plg:expert_list", icon="gem", order=22, shown_to=anonymous),
    Entry(
        label=_("Groups"),
        url_name="plg:group_list",
        icon="users-round",
        order=20,
        shown_to=is_signed_in,
        bottom=2,
        sections=PAGES_OF_KINDS,
    ),
)
