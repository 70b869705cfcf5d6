"""Who may do what with a question from practice. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from expertise.questions.models import PracticeQuestion
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def asked_question(member: Reader, question: PracticeQuestion | None) -> bool:
    return question is not None and member.is_authenticated and question.asker_id == member.pk


rules.add_perm("expertise.bring_in_question", rules.is_authenticated)
rules.add_perm("expertise.view_practice_question", rules.always_allow)
rules.add_perm("expertise.withdraw_question", asked_question)
# Also when the asker cannot be asked any more: somebody has to take a name out.
rules.add_perm("expertise.black_out_question", asked_question | is_coordinator)
rules.add_perm("expertise.decide_question", is_coordinator)
rules.add_perm("expertise.bundle_questions", is_coordinator)
