"""Who may do what with what a meeting came to. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from plg.groups.rules import edits_group, group_is_working
from plg.meetings.rules import runs_meeting

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.records.models import ActionItem, ReturnToSchool


@rules.predicate
def owns_action_item(member: Reader, item: ActionItem | None) -> bool:
    return item is not None and member.is_authenticated and item.owner_id == member.pk


@rules.predicate
def keeps_action_item(member: Reader, item: ActionItem | None) -> bool:
    """Edits the group it belongs to, or runs the meeting of the network that it came from."""
    if item is None:
        return False
    if item.group is not None:
        return bool(edits_group(member, item.group) and group_is_working(member, item.group))
    return bool(runs_meeting(member, item.meeting))


@rules.predicate
def is_own_return(member: Reader, row: ReturnToSchool | None) -> bool:
    return row is not None and member.is_authenticated and row.member_id == member.pk


rules.add_perm("plg.change_action_item", owns_action_item | keeps_action_item)
rules.add_perm("plg.change_return", is_own_return)
rules.add_perm("plg.manage_certificates", edits_group)
