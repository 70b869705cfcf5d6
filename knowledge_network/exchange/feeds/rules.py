"""Who plans a meeting decides whether the world may see it. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from plg.meetings.rules import coordinates_group_meeting, runs_meeting

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.meetings.models import Meeting


@rules.predicate
def can_be_public(member: Reader, meeting: Meeting | None) -> bool:
    """Never what only some of a group do, nor a group that strangers do not know of."""
    if meeting is None or meeting.is_of_a_team:
        return False
    return meeting.group is None or meeting.group.is_public


rules.add_perm("exchange.open_meeting", (runs_meeting | coordinates_group_meeting) & can_be_public)
