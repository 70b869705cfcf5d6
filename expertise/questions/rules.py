"""Who may do what with a question from practice. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from expertise.questions.enums import CycleState
from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from expertise.questions.models import CoPCycle, PracticeQuestion
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def asked_question(member: Reader, question: PracticeQuestion | None) -> bool:
    return question is not None and member.is_authenticated and question.asker_id == member.pk


@rules.predicate
def is_in_cycle_team(member: Reader, cycle: CoPCycle | None) -> bool:
    """Asked once an object and reader."""
    if cycle is None or not member.is_authenticated or member.pk is None:
        return False
    return cycle.is_in_team(member)


@rules.predicate
def is_in_team_that_bundles(member: Reader) -> bool:
    """Of a cycle of which the cards may be moved now. One query."""
    if not member.is_authenticated or member.pk is None:
        return False
    return member.cop_cycles.filter(state__in=CycleState.POOLING).exists()


rules.add_perm("expertise.bring_in_question", rules.is_authenticated)
rules.add_perm("expertise.view_practice_question", rules.always_allow)
rules.add_perm("expertise.withdraw_question", asked_question)
# Also when the asker cannot be asked any more: somebody has to take a name out.
rules.add_perm("expertise.black_out_question", asked_question | is_coordinator)
rules.add_perm("expertise.decide_question", is_coordinator)
rules.add_perm("expertise.bundle_questions", is_coordinator)
rules.add_perm("expertise.open_board", is_coordinator | is_in_team_that_bundles)
rules.add_perm("expertise.manage_cycles", is_coordinator)
# Cards, bundles and rounds: who runs the network, and who is in the team of that year.
rules.add_perm("expertise.bundle_in_cycle", is_coordinator | is_in_cycle_team)
