"""Who sees the figures of which unit, and who enters numbers and words. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator, is_school_leader

if TYPE_CHECKING:
    from knowledge_network.members.organisations.models import Organisation
    from knowledge_network.members.people.models import Member


@rules.predicate
def leads(member: Member, unit: Organisation | None) -> bool:
    return unit is not None and unit.pk in member.led_organisations


@rules.predicate
def directs(member: Member, unit: Organisation | None) -> bool:
    """The director of the board, or of the board of a school."""
    return unit is not None and bool({unit.pk, unit.governing_board_id} & member.directed_organisations)


@rules.predicate
def is_working_at(member: Member, unit: Organisation | None) -> bool:
    return unit is not None and any(job.organisation_id == unit.pk for job in member.current_appointments)


# Teachers see the same page of their school as their leader.
rules.add_perm("figures.view_school", is_coordinator | leads | is_working_at | directs)
rules.add_perm("figures.view_board", is_coordinator | directs)
rules.add_perm("figures.view_network", is_coordinator)
rules.add_perm("figures.explain", leads)
rules.add_perm("figures.enter_facts", is_coordinator | is_school_leader)
rules.add_perm("figures.enter_facts_of", is_coordinator | leads)
