"""Who may do what with a meeting. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator
from plg.groups.rules import edits_group, group_is_working, is_in_group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.meetings.models import Meeting

# Meetings: of a group, then who edits the group runs them; of the whole network, then the coordinators do.


@rules.predicate
def runs_meeting(member: Reader, meeting: Meeting | None) -> bool:
    """Leads or edits the group of the meeting, and the group works; or coordinates the network that meets.

    A meeting of a team is run by who planned it, or edits the group, as long as they are in that team.
    """
    if meeting is None:
        return False
    if meeting.group_id is None:
        return bool(is_coordinator(member))
    runs = edits_group(member, meeting.group)
    if meeting.is_of_a_team:
        runs = (runs or meeting.planned_by_id == member.pk) and is_invited(member, meeting)
    return bool(runs and group_is_working(member, meeting.group))


@rules.predicate
def coordinates_group_meeting(member: Reader, meeting: Meeting | None) -> bool:
    """A coordinator may plan and move what a group does; what is said there stays inside."""
    return meeting is not None and is_coordinator(member) and group_is_working(member, meeting.group)


@rules.predicate
def is_invited(member: Reader, meeting: Meeting | None) -> bool:
    """Asked once per meeting object."""
    if meeting is None or not member.is_authenticated:
        return False
    known: dict[int, bool] = meeting.known_invited
    if member.pk not in known:
        known[member.pk] = meeting.invitations.standing().filter(member=member).exists()
    return known[member.pk]


@rules.predicate
def is_inside_meeting(member: Reader, meeting: Meeting | None) -> bool:
    if meeting is None or meeting.group_id is None or meeting.is_of_a_team:
        return False
    return bool(is_in_group(member, meeting.group))


rules.add_perm("plg.view_meeting", rules.always_allow)
# What is on the agenda and what was said: who is in the group, who is invited, who runs it.
rules.add_perm("plg.read_meeting", is_inside_meeting | runs_meeting | is_invited)
rules.add_perm("plg.change_meeting", runs_meeting | coordinates_group_meeting)
rules.add_perm("plg.run_meeting", runs_meeting)
rules.add_perm("plg.view_meetings", is_in_group | is_coordinator)
rules.add_perm("plg.plan_meeting", (edits_group | is_coordinator) & group_is_working)
