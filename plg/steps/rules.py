"""Who writes in the steps of a theme group, and who takes a step. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator
from plg.groups.rules import edits_group, group_is_working, is_in_group, takes_part_in_group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def wrote_entry(member: Reader, entry: object | None) -> bool:
    return entry is not None and getattr(entry, "by_id", None) == member.pk


@rules.predicate
def edits_its_group(member: Reader, entry: object | None) -> bool:
    walk = getattr(entry, "walk", None)
    return walk is not None and bool(edits_group(member, walk.group))


rules.add_perm("plg.view_steps", is_in_group | is_coordinator)
rules.add_perm("plg.begin_steps", (edits_group | is_coordinator) & group_is_working)
rules.add_perm("plg.write_steps", takes_part_in_group & group_is_working)
rules.add_perm("plg.take_step", edits_group & group_is_working)
rules.add_perm("plg.change_step_entry", wrote_entry | edits_its_group)
