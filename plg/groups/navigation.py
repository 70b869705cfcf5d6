"""What the groups offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, register, signed_in

PAGES_OF_KINDS = ("/plgs/", "/projectgroepen/", "/expertgroepen/", "/themagroepen/")

register(
    Entry(label=_("PLGs"), url_name="plg:plg_list", icon="book-open", order=20, shown_to=anonymous),
    Entry(label=_("Project groups"), url_name="plg:project_list", icon="target", order=21, shown_to=anonymous),
    Entry(label=_("Expert groups"), url_name="plg:expert_list", icon="gem", order=22, shown_to=anonymous),
    Entry(
        label=_("Groups"),
        url_name="plg:group_list",
        icon="users-round",
        order=20,
        shown_to=signed_in,
        bottom=2,
        sections=PAGES_OF_KINDS,
    ),
    Entry(
        label=_("Agenda"),
        url_name="plg:agenda",
        icon="calendar",
        order=40,
        shown_to=signed_in,
        bottom=4,
    ),
    Entry(label=_("My hours"), url_name="plg:my_hours", icon="clock", order=40, place="account", shown_to=signed_in),
    Entry(
        label=_("My action points"),
        url_name="plg:my_action_items",
        icon="list-checks",
        order=41,
        place="account",
        shown_to=signed_in,
    ),
    Entry(
        label=_("What I took back"),
        url_name="plg:my_returns",
        icon="sprout",
        order=42,
        place="account",
        shown_to=signed_in,
    ),
)
