"""Moving cards: several people at once, and nobody loses a move. Moves tell nobody; a confirmed round does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.questions.enums import CycleState, QuestionState
from expertise.questions.models import CardMove, CoPCycle, IndicativeQuestion, PracticeQuestion, QuestionCard
from expertise.questions.states import find_state_of_card
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

MOST_AT_ONCE = 100
NOT_NOW = _("The board is closed: no card can be moved now.")


@dataclass(frozen=True)
class Place:
    """Where a card goes: into a bundle, outside with a reason, or back to what lies loose."""

    bundle: IndicativeQuestion | None = None
    outside_reason: str = ""
    passed_to: str = ""


@dataclass(frozen=True)
class Clash:
    """A card that somebody else moved meanwhile; it stays where they put it."""

    card: QuestionCard
    by: str


@dataclass
class Moved:
    """What came of a move."""

    cards: list[QuestionCard] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def add_to_pool(questions: Collection[int]) -> None:
    """What came in lies on the board of the cycle that takes questions now, if there is one. Two queries."""
    cycle = CoPCycle.objects.pooling().order_by("-school_year").first()
    if cycle is not None:
        _add_cards(cycle, questions)


def _add_cards(cycle: CoPCycle, questions: Collection[int]) -> None:
    cards = [QuestionCard(cycle=cycle, question_id=question) for question in questions]
    QuestionCard.objects.bulk_create(cards, ignore_conflicts=True)


def gather_pool(cycle: CoPCycle) -> None:
    """All that waits, also from a year before: nothing is left behind."""
    waiting = PracticeQuestion.objects.filter(state=QuestionState.BROUGHT_IN)
    _add_cards(cycle, list(waiting.order_by("pk").values_list("pk", flat=True)))


def lock_cycle(cycle: CoPCycle) -> CoPCycle:
    """Moves come after each other, each for a moment: so nobody loses one, and their numbers are in their order."""
    return CoPCycle.objects.select_for_update().get(pk=cycle.pk)


def _refuse_when_closed(cycle: CoPCycle) -> None:
    if lock_cycle(cycle).state not in CycleState.POOLING:
        raise RefusedError(NOT_NOW)


@transaction.atomic
def move_cards(
    *, cycle: CoPCycle, by: Member, seen: Mapping[str, int], to: Place, at: dt.datetime | None = None
) -> Moved:
    """Move the cards of which the mover saw these versions. Every move is logged.

    A card that lies there already is done; one that somebody else moved meanwhile stays, and is told of.
    """
    now, moved = at or timezone.now(), Moved()
    if len(seen) > MOST_AT_ONCE:
        raise RefusedError(_("Move at most a hundred cards at once."))
    _refuse_when_closed(cycle)
    rows = QuestionCard.objects.select_for_update(of=("self",)).select_related("question", "moved_by", "bundle")
    moves: list[CardMove] = []
    for card in rows.on_board().filter(cycle=cycle, public_id__in=seen).order_by("pk"):
        if _lies_there(card, to):
            moved.cards.append(card)
        elif card.version != seen[card.public_id]:
            name = card.moved_by.get_full_name() if card.moved_by and card.moved_by.is_present else _("somebody")
            moved.clashes.append(Clash(card, name))
        else:
            moves.append(_put(card, to, by=by, now=now))
            moved.cards.append(card)
    CardMove.objects.bulk_create(moves)
    if moves:
        AuditEvent.objects.record("expertise.cards_moved", cycle, by=by, count=len(moves))
    return moved


def _lies_there(card: QuestionCard, to: Place) -> bool:
    if to.outside_reason:
        return (card.outside_reason, card.passed_to) == (to.outside_reason, to.passed_to)
    return not card.is_outside and card.bundle_id == (to.bundle.pk if to.bundle else None)


def _put(card: QuestionCard, to: Place, *, by: Member | None, now: dt.datetime) -> CardMove:
    """The caller holds the row, and stores the move."""
    move = CardMove(
        card=card,
        from_bundle=card.bundle,
        to_bundle=to.bundle,
        is_outside=bool(to.outside_reason),
        version=card.version + 1,
        by=by,
        at=now,
    )
    card.bundle, card.outside_reason, card.passed_to = to.bundle, to.outside_reason[:300], to.passed_to[:150]
    card.version, card.moved_by, card.moved_at = card.version + 1, by, now
    card.save(update_fields=["bundle", "outside_reason", "passed_to", "version", "moved_by", "moved_at"])
    return move


def put_loose(card: QuestionCard, *, by: Member | None, now: dt.datetime) -> None:
    """Back to what lies loose, whoever asks; the caller holds the row."""
    if card.bundle_id is not None or card.is_outside:
        _put(card, Place(), by=by, now=now).save()


def find_standing_state(question: PracticeQuestion, *, by: Member | None, now: dt.datetime) -> str:
    """What a question goes back to when its end is taken back; a card that lay outside lies loose again."""
    rows = QuestionCard.objects.select_for_update(of=("self",)).filter(cycle__state__in=CycleState.POOLING)
    card = rows.filter(question=question).first()
    if card is None:
        add_to_pool([question.pk])
        return QuestionState.BROUGHT_IN
    if card.is_outside or card.confirmed_outside:
        put_loose(card, by=by, now=now)
        card.confirmed_outside = False
        card.save(update_fields=["confirmed_outside"])
    return find_state_of_card(card.confirmed_bundle_id is not None, is_outside=False)


@transaction.atomic
def make_bundle(
    *,
    cycle: CoPCycle,
    by: Member,
    name: str,
    words: str = "",
    rationale: str = "",
    seen: Mapping[str, int] | None = None,
    at: dt.datetime | None = None,
) -> tuple[IndicativeQuestion, Moved]:
    """A new bundle, with the cards that lie in it from the beginning."""
    now = at or timezone.now()
    _refuse_when_closed(cycle)
    bundle = IndicativeQuestion.objects.create(
        cycle=cycle, name=name, words=words, rationale=rationale, made_by=by, made_at=now
    )
    AuditEvent.objects.record("expertise.bundle_made", bundle, by=by)
    moved = move_cards(cycle=cycle, by=by, seen=seen, to=Place(bundle), at=now) if seen else Moved()
    return bundle, moved


@transaction.atomic
def change_bundle(*, bundle: IndicativeQuestion, by: Member) -> None:
    """Store what a form filled in: the words of the team, never those of who asked."""
    bundle.save(update_fields=["name", "words", "rationale"])
    AuditEvent.objects.record("expertise.bundle_changed", bundle, by=by)


@transaction.atomic
def check_evidence(*, bundle: IndicativeQuestion, by: Member, at: dt.datetime | None = None) -> None:
    """Store where was looked, what was found, and what the team makes of it."""
    bundle.checked_by, bundle.checked_at = by, at or timezone.now()
    bundle.save(update_fields=["searched_where", "found", "verdict", "checked_by", "checked_at"])
    AuditEvent.objects.record("expertise.bundle_checked", bundle, by=by, verdict=str(bundle.verdict))


@transaction.atomic
def remove_bundle(*, bundle: IndicativeQuestion, by: Member, at: dt.datetime | None = None) -> int:
    """Its cards lie loose again, logged one by one; how many."""
    now = at or timezone.now()
    _refuse_when_closed(bundle.cycle)
    cards = list(QuestionCard.objects.select_for_update(of=("self",)).filter(bundle=bundle).order_by("pk"))
    CardMove.objects.bulk_create([_put(card, Place(), by=by, now=now) for card in cards])
    bundle.removed_at = now
    bundle.save(update_fields=["removed_at"])
    AuditEvent.objects.record("expertise.bundle_removed", bundle, by=by, count=len(cards))
    return len(cards)
