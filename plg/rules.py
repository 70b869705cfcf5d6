"""Who may do what with a group. Imports no model: a group tells a member's role through `plg.groups.queries.role_in`."""

from __future__ import annotations

from typing import Any

import rules

from knowledge_network.members.rules import is_coordinator
from plg.groups.enums import GroupRole, GroupState


def role_of(member: Any, group: Any) -> str | None:
    """The role that `member` has in `group` today; asked once per group object."""
    if not member.is_authenticated or group is None:
        return None
    known: dict[int, str | None] = group.known_roles
    if member.pk not in known:
        row = group.memberships.current().filter(member=member).values_list("role", flat=True).first()
        known[member.pk] = row
    return known[member.pk]


@rules.predicate
def leads_group(member: Any, group: Any) -> bool:
    return role_of(member, group) in GroupRole.LEADING


@rules.predicate
def edits_group(member: Any, group: Any) -> bool:
    return role_of(member, group) in GroupRole.EDITING


@rules.predicate
def is_in_group(member: Any, group: Any) -> bool:
    return role_of(member, group) is not None


@rules.predicate
def takes_part_in_group(member: Any, group: Any) -> bool:
    """In the group and not only reading along."""
    return role_of(member, group) in GroupRole.TAKING_PART


@rules.predicate
def is_contact_person(member: Any, group: Any) -> bool:
    return group is not None and group.contact_person_id == member.pk


@rules.predicate
def group_is_working(member: Any, group: Any) -> bool:
    return group is not None and group.state not in GroupState.OVER


@rules.predicate
def is_author(member: Any, thing: Any) -> bool:
    """Of a post, or who put a file there."""
    return thing is not None and member.pk in (getattr(thing, "author_id", None), getattr(thing, "added_by_id", None))


@rules.predicate
def takes_part_there(member: Any, thing: Any) -> bool:
    group = _group_of(thing)
    return takes_part_in_group(member, group) and group_is_working(member, group)


@rules.predicate
def edits_there(member: Any, thing: Any) -> bool:
    group = _group_of(thing)
    return edits_group(member, group) and group_is_working(member, group)


@rules.predicate
def leads_there(member: Any, thing: Any) -> bool:
    return leads_group(member, _group_of(thing))


def _group_of(thing: Any) -> Any:
    """The group of a conversation, post or file."""
    if thing is None:
        return None
    return thing.group if hasattr(thing, "group") else thing.conversation.group


# Meetings: of a group, then who edits the group runs them; of the whole network, then the coordinators do.


@rules.predicate
def runs_meeting(member: Any, meeting: Any) -> bool:
    """Leads or edits the group of the meeting, and the group works; or coordinates the network that meets."""
    if meeting is None:
        return False
    if meeting.group_id is None:
        return is_coordinator(member)
    return edits_group(member, meeting.group) and group_is_working(member, meeting.group)


@rules.predicate
def coordinates_group_meeting(member: Any, meeting: Any) -> bool:
    """A coordinator may plan and move what a group does; what is said there stays inside."""
    return meeting is not None and is_coordinator(member) and group_is_working(member, meeting.group)


@rules.predicate
def is_invited(member: Any, meeting: Any) -> bool:
    """Asked once per meeting object."""
    if meeting is None or not member.is_authenticated:
        return False
    known: dict[int, bool] = meeting.known_invited
    if member.pk not in known:
        known[member.pk] = meeting.invitations.standing().filter(member=member).exists()
    return known[member.pk]


@rules.predicate
def is_inside_meeting(member: Any, meeting: Any) -> bool:
    return meeting is not None and meeting.group_id is not None and is_in_group(member, meeting.group)


rules.add_perm("plg.view_meeting", rules.always_allow)
# What is on the agenda and what was said: who is in the group, who is invited, who runs it.
rules.add_perm("plg.read_meeting", is_inside_meeting | runs_meeting | is_invited)
rules.add_perm("plg.change_meeting", runs_meeting | coordinates_group_meeting)
rules.add_perm("plg.run_meeting", runs_meeting)

rules.add_perm("plg.view_group", rules.always_allow)
rules.add_perm("plg.enter_group", is_in_group)
rules.add_perm("plg.change_group", edits_group | is_coordinator)
rules.add_perm("plg.manage_members", leads_group | is_coordinator)
rules.add_perm("plg.change_state", leads_group | is_coordinator)
rules.add_perm("plg.decide_application", is_coordinator)
rules.add_perm("plg.hand_over_contact", leads_group | is_contact_person | is_coordinator)
rules.add_perm("plg.post", takes_part_in_group & group_is_working)
rules.add_perm("plg.add_file", takes_part_in_group & group_is_working)
rules.add_perm("plg.moderate", leads_group)
rules.add_perm("plg.edit_post", is_author & takes_part_there)
rules.add_perm("plg.remove_post", (is_author & takes_part_there) | leads_there)
rules.add_perm("plg.change_file", takes_part_there)
rules.add_perm("plg.remove_file", (is_author & takes_part_there) | edits_there)
rules.add_perm("plg.view_meetings", is_in_group | is_coordinator)
rules.add_perm("plg.view_group_figures", is_in_group | is_coordinator)
rules.add_perm("plg.accept_agreement", takes_part_in_group & group_is_working)
rules.add_perm("plg.manage_certificates", edits_group)
rules.add_perm("plg.plan_meeting", (edits_group | is_coordinator) & group_is_working)
rules.add_perm("plg.write_agreement", edits_group & group_is_working)
rules.add_perm("plg.create_group", rules.is_authenticated)
rules.add_perm("plg.manage_groups", is_coordinator)


@rules.predicate
def owns_action_item(member: Any, item: Any) -> bool:
    return item is not None and member.is_authenticated and item.owner_id == member.pk


@rules.predicate
def keeps_action_item(member: Any, item: Any) -> bool:
    """Edits the group it belongs to, or runs the meeting of the network that it came from."""
    if item is None:
        return False
    if item.group is not None:
        return edits_group(member, item.group) and group_is_working(member, item.group)
    return runs_meeting(member, item.meeting)


@rules.predicate
def is_own_return(member: Any, row: Any) -> bool:
    return row is not None and member.is_authenticated and row.member_id == member.pk


rules.add_perm("plg.change_action_item", owns_action_item | keeps_action_item)
rules.add_perm("plg.change_return", is_own_return)
