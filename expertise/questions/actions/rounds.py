"""Confirming a round of bundling: each asker is told once, and may say that this is not what they meant."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.questions import notices
from expertise.questions.actions.board import lock_cycle, put_loose
from expertise.questions.actions.originals import KIND
from expertise.questions.enums import CycleState, QuestionState
from expertise.questions.models import BundlingRound, CardMove, CoPCycle, PracticeQuestion, QuestionCard
from expertise.questions.signals import round_confirmed
from expertise.questions.states import find_state_of_card
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh


@transaction.atomic
def confirm_round(
    *, cycle: CoPCycle, by: Member, at: dt.datetime | None = None, tell: bool = True, seen: int | None = None
) -> BundlingRound:
    """The team stands by what lies on the board. What changed since the last round becomes the state of its question.

    A bundle without words cannot be told of: refused until it has them. Nothing changed is refused too, and a board on
    which a card was moved after the move `seen`: who confirms stands by what they saw.
    """
    now, locked = at or timezone.now(), lock_cycle(cycle)
    if locked.state not in CycleState.POOLING:
        raise RefusedError(_("The cycle is in another state now. Look again."))
    if seen is not None and CardMove.objects.filter(card__cycle=locked, pk__gt=seen).exists():
        raise RefusedError(_("Somebody moved a card meanwhile. Look again, and confirm what you see."))
    rows = QuestionCard.objects.select_for_update(of=("self", "question")).select_related("question", "bundle")
    cards = list(rows.on_board().filter(cycle=locked).unconfirmed().order_by("pk"))
    if not cards:
        raise RefusedError(_("Nothing changed since the last round."))
    wordless = sorted({card.bundle.name for card in cards if card.bundle is not None and not card.bundle.words})
    if wordless:
        raise RefusedError(
            _("Give these bundles a question in one sentence first: %(names)s.") % {"names": ", ".join(wordless)}
        )
    last = BundlingRound.objects.filter(cycle=locked).aggregate(last=Max("number"))["last"] or 0
    bundling_round = BundlingRound.objects.create(
        cycle=locked, number=last + 1, confirmed_by=by, confirmed_at=now, changed=len(cards)
    )
    for card in cards:
        _confirm(card, bundling_round, now)
    fields = ["confirmed_bundle", "confirmed_outside", "confirmed_round", "objected_at", "objection", "answer"]
    QuestionCard.objects.bulk_update(cards, [*fields, "answered_at", "answered_by"], batch_size=300)
    questions = [card.question for card in cards]
    PracticeQuestion.objects.bulk_update(
        questions, ["state", "state_since", "state_reason", "passed_to"], batch_size=300
    )
    refresh(KIND, [question.pk for question in questions])
    AuditEvent.objects.record("expertise.round_confirmed", locked, by=by, number=last + 1, count=len(cards))
    round_confirmed.send(sender=None, cycle=locked)
    if tell:
        _tell_askers(bundling_round, cards, by=by, now=now)
    return bundling_round


def _confirm(card: QuestionCard, bundling_round: BundlingRound, now: dt.datetime) -> None:
    """An earlier «not what I meant» was about the place before."""
    card.confirmed_bundle, card.confirmed_outside, card.confirmed_round = card.bundle, card.is_outside, bundling_round
    card.objected_at, card.objection = None, ""
    card.answer, card.answered_at, card.answered_by = "", None, None
    question = card.question
    question.state, question.state_since = (
        find_state_of_card(card.bundle_id is not None, is_outside=card.is_outside),
        now,
    )
    question.state_reason, question.passed_to = card.outside_reason, card.passed_to


def _tell_askers(bundling_round: BundlingRound, cards: list[QuestionCard], *, by: Member, now: dt.datetime) -> None:
    """One notice an asker, however many of their questions got a place."""
    of_asker: dict[int, list[QuestionCard]] = defaultdict(list)
    for card in cards:
        if card.question.asker_id is not None:
            of_asker[card.question.asker_id].append(card)
    people = Member.objects.in_bulk(of_asker)
    for pk, mine in of_asker.items():
        notices.tell_round(bundling_round, people[pk], mine, now=now)


@transaction.atomic
def say_not_meant(*, card: QuestionCard, by: Member, words: str = "", at: dt.datetime | None = None) -> QuestionCard:
    """Until choosing opens the card lies loose again at once; later the team is told, and has to answer."""
    now = at or timezone.now()
    cycle = lock_cycle(card.cycle)
    rows = QuestionCard.objects.select_for_update(of=("self", "question")).select_related("question", "cycle")
    locked = rows.get(pk=card.pk)
    if locked.confirmed_round_id is None or locked.objected_at is not None or locked.question.asker_id != by.pk:
        raise RefusedError(_("The question is in another state now. Look again."))
    hidden = None if locked.question.is_anonymous else by
    locked.objected_at, locked.objection = now, words[:500]
    if cycle.state in CycleState.POOLING:
        put_loose(locked, by=hidden, now=now)
        locked.confirmed_bundle, locked.confirmed_outside = None, False
        question = locked.question
        question.state, question.state_since = QuestionState.BROUGHT_IN, now
        question.state_reason = question.passed_to = ""
        question.save(update_fields=["state", "state_since", "state_reason", "passed_to"])
        refresh(KIND, [question.pk])
    locked.save(update_fields=["objected_at", "objection", "confirmed_bundle", "confirmed_outside"])
    AuditEvent.objects.record("expertise.not_meant", cycle, by=hidden)
    notices.tell_team_not_meant(locked, by=by, now=now)
    return locked


@transaction.atomic
def answer_objection(*, card: QuestionCard, by: Member, answer: str, at: dt.datetime | None = None) -> None:
    now = at or timezone.now()
    rows = QuestionCard.objects.select_for_update(of=("self",)).select_related("question__asker", "cycle")
    locked = rows.get(pk=card.pk)
    if not locked.waits_for_answer:
        raise RefusedError(_("This was answered already."))
    locked.answer, locked.answered_by, locked.answered_at = answer[:500], by, now
    locked.save(update_fields=["answer", "answered_by", "answered_at"])
    AuditEvent.objects.record("expertise.not_meant_answered", locked.cycle, by=by)
    notices.tell_answer(locked, by=by, now=now)
