"""What becomes of a question that is not bundled: every change has a reason, and who asked is told."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.questions import notices
from expertise.questions.actions.board import find_standing_state
from expertise.questions.actions.originals import KIND, lock, record
from expertise.questions.enums import QuestionState
from expertise.questions.models import PracticeQuestion
from expertise.questions.states import may_become
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.search.actions import refresh


def become(
    question: PracticeQuestion, state: str, *, reason: str = "", passed_to: str = "", now: dt.datetime
) -> PracticeQuestion:
    """The locked row in its new state; the search follows. Refused where it cannot go there any more."""
    return _become(lock(question), state, reason=reason, passed_to=passed_to, now=now)


def _become(
    locked: PracticeQuestion, state: str, *, reason: str = "", passed_to: str = "", now: dt.datetime
) -> PracticeQuestion:
    if not may_become(locked.state, state):
        raise RefusedError(_("The question is in another state now. Look again."))
    locked.state, locked.state_since, locked.state_reason, locked.passed_to = state, now, reason[:300], passed_to[:150]
    locked.save(update_fields=["state", "state_since", "state_reason", "passed_to"])
    refresh(KIND, [locked.pk])
    return locked


@transaction.atomic
def decide(
    *,
    question: PracticeQuestion,
    by: Member,
    state: str,
    reason: str,
    passed_to: str = "",
    at: dt.datetime | None = None,
    tell: bool = True,
) -> PracticeQuestion:
    """Answered elsewhere, or not taken up: with the reason, and to whom it was passed on."""
    now = at or timezone.now()
    if state not in QuestionState.DECIDED:
        raise RefusedError(_("The question is in another state now. Look again."))
    locked = become(question, state, reason=reason, passed_to=passed_to, now=now)
    record("expertise.question_decided", locked, by=by, state=str(state))
    if tell:
        notices.tell_state(locked, by=by, now=now)
    return locked


@transaction.atomic
def undo_decision(*, question: PracticeQuestion, by: Member, at: dt.datetime | None = None) -> PracticeQuestion:
    """It is open again; who asked is told, unless the decision did not reach them yet."""
    now, locked = at or timezone.now(), lock(question)
    if not locked.is_decided:
        raise RefusedError(_("The question is in another state now. Look again."))
    former = locked.state
    locked = _become(locked, find_standing_state(question, by=by, now=now), now=now)
    record("expertise.question_decision_undone", locked, by=by)
    notices.tell_state(locked, by=by, now=now, undoes=former)
    return locked


@transaction.atomic
def withdraw(*, question: PracticeQuestion, by: Member, at: dt.datetime | None = None) -> PracticeQuestion:
    """Who asked takes it back; it can be put back."""
    now = at or timezone.now()
    reason = _("Who asked it took it back.")
    locked = become(question, QuestionState.WITHDRAWN, reason=reason, now=now)
    record("expertise.question_withdrawn", locked, by=by)
    return locked


@transaction.atomic
def undo_withdrawal(*, question: PracticeQuestion, by: Member, at: dt.datetime | None = None) -> PracticeQuestion:
    now = at or timezone.now()
    if not lock(question).is_withdrawn:
        raise RefusedError(_("The question is in another state now. Look again."))
    by_name = None if question.is_anonymous else by
    locked = become(question, find_standing_state(question, by=by_name, now=now), now=now)
    record("expertise.question_withdrawal_undone", locked, by=by)
    return locked


@transaction.atomic
def take_pass_on_back(*, question: PracticeQuestion, by: Member, at: dt.datetime | None = None) -> bool:
    """The help request from which it came is open again. What lies in a bundle already lives on there: then nothing."""
    now, locked = at or timezone.now(), lock(question)
    lies_in_bundle = locked.cards.filter(bundle__isnull=False).exists()
    if locked.state != QuestionState.BROUGHT_IN or lies_in_bundle:
        return False
    reason = _("It was passed on from a help request, and that is open again.")
    locked = _become(locked, QuestionState.WITHDRAWN, reason=reason, now=now)
    record("expertise.question_pass_on_taken_back", locked, by=by)
    return True


@transaction.atomic
def pass_on_again(*, question: PracticeQuestion, by: Member, at: dt.datetime | None = None) -> None:
    """The help request from which it came is passed on once more: the same question stands again."""
    now = at or timezone.now()
    if not lock(question).is_withdrawn:
        return
    locked = become(question, find_standing_state(question, by=by, now=now), now=now)
    record("expertise.question_withdrawal_undone", locked, by=by)


@transaction.atomic
def change_passing(
    *, question: PracticeQuestion, by: Member, passed_to: str, at: dt.datetime | None = None
) -> PracticeQuestion:
    """To somebody else, or to nobody any more; why it ended stays. Who asked is told."""
    now, locked = at or timezone.now(), lock(question)
    if not locked.is_decided:
        raise RefusedError(_("The question is in another state now. Look again."))
    to = passed_to.strip()[:150]
    if to == locked.passed_to:
        return locked
    locked.passed_to = to
    locked.save(update_fields=["passed_to"])
    # Where a round of bundling laid it outside, the card says it too: a next round stores what stands there.
    locked.cards.filter(outside_reason__gt="").update(passed_to=to)
    record("expertise.question_pass_on_changed" if to else "expertise.question_pass_on_taken_back", locked, by=by)
    refresh(KIND, [locked.pk])
    notices.tell_passing(locked, by=by, now=now)
    return locked
