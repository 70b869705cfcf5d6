"""Who may ask, answer and decide. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from plg.groups.rules import group_is_working, takes_part_in_group
from plg.space.rules import edits_there, takes_part_there


@rules.predicate
def made_poll(member: Any, poll: Any) -> bool:
    return poll is not None and poll.made_by_id == member.pk


rules.add_perm("plg.start_poll", takes_part_in_group & group_is_working)
rules.add_perm("plg.answer_poll", takes_part_there)
# Who made it, and who plans what the group does: a chosen date becomes a meeting.
rules.add_perm("plg.manage_poll", (made_poll & takes_part_there) | edits_there)
