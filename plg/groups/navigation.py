"""What the groups offer in the frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, is_signed_in, register
from knowledge_network.kit.network import read_network
from plg.groups.enums import GroupKind

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


def are_visitors_where(kind: str) -> Callable[[Reader], bool]:
    """Strangers, where the network works with groups of this kind."""
    return lambda user: anonymous(user) and read_network().uses_kind(kind)


PAGES_OF_KINDS = ("plg:plg_list", "plg:project_list", "plg:expert_list", "plg:theme_list")

register(
    Entry(
        label=_("PLGs"), url_name="plg:plg_list", icon="book-open", order=20, shown_to=are_visitors_where(GroupKind.PLG)
    ),
    Entry(
        label=_("Project groups"),
        url_name="plg:project_list",
        icon="target",
        order=21,
        shown_to=are_visitors_where(GroupKind.PROJECT),
    ),
    Entry(
        label=_("Expert groups"),
        url_name="plg:expert_list",
        icon="gem",
        order=22,
        shown_to=are_visitors_where(GroupKind.EXPERT),
    ),
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
