"""Who sees gaps, and who may do something about them. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.people.enums import Function
from knowledge_network.members.rules import is_coordinator, is_liaison_officer, is_school_leader

if TYPE_CHECKING:
    from expertise.gaps.models import GapAction
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def is_board_member(member: Reader) -> bool:
    """A director («bestuurder») of a board or institute today."""
    return member.is_authenticated and any(job.function == Function.BOARD_MEMBER for job in member.current_appointments)


# Figures per topic are class A of DOMAIN §9: who leads a school or board gets them, a teacher does not.
rules.add_perm("expertise.view_gaps", is_coordinator | is_liaison_officer | is_school_leader | is_board_member)
# The people, the ties and the questions behind a figure; a liaison officer sees names in the own scope only.
rules.add_perm("expertise.view_gap_people", is_coordinator | is_liaison_officer)
rules.add_perm("expertise.note_gap_step", is_coordinator | is_liaison_officer)
rules.add_perm("expertise.act_on_gap", is_coordinator)


@rules.predicate
def took_step(member: Reader, step: GapAction | None) -> bool:
    return step is not None and step.by_id == member.pk


rules.add_perm("expertise.take_back_gap_step", is_coordinator | (is_liaison_officer & took_step))
