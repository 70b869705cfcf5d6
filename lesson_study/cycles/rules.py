"""Who may do what with a cycle, and the predicates that the rooms above share. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from knowledge_network.members.rules import is_coordinator, is_school_leader
from lesson_study.cycles.enums import TeamRole
from plg.groups.rules import group_is_working, is_in_group, leads_group, takes_part_in_group


def find_team_roles(member: Any, cycle: Any) -> frozenset[str] | None:
    """The roles of `member` in the team of `cycle`, None for who is not in it; asked once per cycle object."""
    if cycle is None or not member.is_authenticated:
        return None
    known: dict[int, frozenset[str] | None] = cycle.known_team_roles
    if member.pk not in known:
        roles = cycle.team.present().filter(member=member).values_list("team_roles", flat=True).first()
        known[member.pk] = None if roles is None else frozenset(roles)
    return known[member.pk]


@rules.predicate
def is_in_team(member: Any, cycle: Any) -> bool:
    return find_team_roles(member, cycle) is not None


@rules.predicate
def facilitates(member: Any, cycle: Any) -> bool:
    return TeamRole.FACILITATOR in (find_team_roles(member, cycle) or ())


@rules.predicate
def leads_group_of(member: Any, cycle: Any) -> bool:
    return cycle is not None and leads_group(member, cycle.group)


@rules.predicate
def is_in_group_of(member: Any, cycle: Any) -> bool:
    return cycle is not None and is_in_group(member, cycle.group)


@rules.predicate
def is_knowledgeable_other(member: Any, cycle: Any) -> bool:
    """Asked or taking part as the expert from outside, with an account."""
    if cycle is None or not member.is_authenticated:
        return False
    return bool(cycle.knowledgeable_others.standing().filter(member=member).exists())


@rules.predicate
def cycle_is_open(member: Any, cycle: Any) -> bool:
    return cycle is not None and not cycle.is_over


@rules.predicate
def cycle_is_running(member: Any, cycle: Any) -> bool:
    return cycle is not None and cycle.is_running


rules.add_perm("lesson_study.view_cycle", rules.always_allow)
# Any member of a group starts a cycle in it.
rules.add_perm("lesson_study.start_cycle", takes_part_in_group & group_is_working)
# Goal, study beforehand, plan: what the team makes. The expert reads plan and discussion, never the notes.
rules.add_perm("lesson_study.read_work", is_in_team | is_knowledgeable_other)
# Its agreements also for who arranges the start from outside the team: they lead the group.
rules.add_perm("lesson_study.read_charter", is_in_team | is_knowledgeable_other | leads_group_of)
rules.add_perm("lesson_study.change_work", is_in_team & cycle_is_running)
# Observations and interviews: the team alone.
rules.add_perm("lesson_study.read_notes", is_in_team)
rules.add_perm("lesson_study.take_notes", is_in_team & cycle_is_running)
# Phases, pause, stop, team, days.
rules.add_perm("lesson_study.move_cycle", (facilitates | leads_group_of) & cycle_is_open)
rules.add_perm("lesson_study.reopen_cycle", facilitates | leads_group_of)
rules.add_perm("lesson_study.manage_team", (facilitates | leads_group_of) & cycle_is_open)
rules.add_perm("lesson_study.view_log", is_in_team | is_in_group_of | is_coordinator)
# Leaving class: the team of the cycle asks, who leads the school or runs the network answers.
rules.add_perm("lesson_study.view_cover_desk", is_coordinator | is_school_leader)
rules.add_perm("lesson_study.answer_cover", rules.always_allow)
