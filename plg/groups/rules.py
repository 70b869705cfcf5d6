"""Who may do what with a group, and the predicates that the rooms above share. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator
from plg.groups.enums import GroupRole, GroupState

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.groups.models import Group


def find_role(member: Reader, group: Group | None) -> str | None:
    """The role that `member` has in `group` today; asked once per group object."""
    if not member.is_authenticated or group is None:
        return None
    known: dict[int, str | None] = group.known_roles
    if member.pk not in known:
        row = group.memberships.current().filter(member=member).values_list("role", flat=True).first()
        known[member.pk] = row
    return known[member.pk]


@rules.predicate
def leads_group(member: Reader, group: Group | None) -> bool:
    return find_role(member, group) in GroupRole.LEADING


@rules.predicate
def edits_group(member: Reader, group: Group | None) -> bool:
    return find_role(member, group) in GroupRole.EDITING


@rules.predicate
def is_in_group(member: Reader, group: Group | None) -> bool:
    return find_role(member, group) is not None


@rules.predicate
def takes_part_in_group(member: Reader, group: Group | None) -> bool:
    """In the group and not only reading along."""
    return find_role(member, group) in GroupRole.TAKING_PART


@rules.predicate
def is_contact_person(member: Reader, group: Group | None) -> bool:
    return group is not None and group.contact_person_id == member.pk


@rules.predicate
def group_is_working(member: Reader, group: Group | None) -> bool:
    return group is not None and group.state not in GroupState.OVER


rules.add_perm("plg.view_group", rules.always_allow)
rules.add_perm("plg.enter_group", is_in_group)
# Who runs the network asks who leads a group before reading what is said inside.
rules.add_perm("plg.ask_to_read_along", is_coordinator & ~is_in_group)
rules.add_perm("plg.change_group", edits_group | is_coordinator)
rules.add_perm("plg.manage_members", leads_group | is_coordinator)
rules.add_perm("plg.change_state", leads_group | is_coordinator)
rules.add_perm("plg.decide_application", is_coordinator)
rules.add_perm("plg.hand_over_contact", leads_group | is_contact_person | is_coordinator)
rules.add_perm("plg.view_group_figures", is_in_group | is_coordinator)
rules.add_perm("plg.create_group", rules.is_authenticated)
rules.add_perm("plg.manage_groups", is_coordinator)
