"""What the pages of questions from practice read beside their rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from expertise.questions.enums import QuestionState
from expertise.questions.models import (
    BundlingRound,
    CardMove,
    CoPCycle,
    IndicativeQuestion,
    PracticeQuestion,
    QuestionCard,
)
from expertise.questions.models.board import ELSEWHERE, NOT_MEANT, QuestionCardQuerySet
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.topics.models import Topic


def find_card(question: PracticeQuestion) -> QuestionCard | None:
    """Where it lies in the newest cycle that took it. One query."""
    rows = QuestionCard.objects.filter(question=question).select_related("cycle", "confirmed_bundle", "confirmed_round")
    return rows.order_by("-cycle__school_year").first()


# What lies on a board, in numbers -------------------------------------------------------------------


@dataclass(frozen=True)
class BoardNumbers:
    """How many cards lie loose, outside and in each bundle (by key); how many elsewhere than the last round says.

    `not_meant`: of so many who asked says that it was meant otherwise. `themes`: slug, name and how many lie loose of
    each main topic; a question about two counts in both.
    """

    loose: int = 0
    outside: int = 0
    changed: int = 0
    not_meant: int = 0
    in_bundle: dict[int, int] = field(default_factory=dict)
    themes: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def placed(self) -> int:
        return sum(self.in_bundle.values())

    @property
    def total(self) -> int:
        return self.loose + self.outside + self.placed


@dataclass(frozen=True)
class BoardStand:
    """What lies on a board in numbers, counted `at`, and the number of the last move before: 0 before the first."""

    numbers: BoardNumbers
    at: dt.datetime
    last_move: int


def read_board_stand(cycle: CoPCycle) -> BoardStand:
    """One query, and three for the numbers: once in five minutes, and anew after a move, a round or a new question."""
    newest = _find_newest(cycle)
    kept = read_counted(_name_kept("board", cycle, newest), lambda: count_board(cycle))
    return BoardStand(kept.found, kept.at, newest[0])


def _find_newest(cycle: CoPCycle) -> list[int]:
    """The last move, the last round and the newest card that lies loose; 0 where there is none. One query."""
    moves = CardMove.objects.filter(card__cycle=OuterRef("pk")).order_by("-pk")
    rounds = BundlingRound.objects.filter(cycle=OuterRef("pk")).order_by("-number")
    cards = QuestionCard.objects.filter(cycle=OuterRef("pk")).loose().order_by("-pk")
    newest = (Subquery(moves.values("pk")[:1]), Subquery(rounds.values("pk")[:1]), Subquery(cards.values("pk")[:1]))
    return [number or 0 for number in CoPCycle.objects.filter(pk=cycle.pk).values_list(*newest).get()]


def _name_kept(what: str, cycle: CoPCycle, newest: list[int]) -> str:
    return ".".join(map(str, ("expertise", what, cycle.pk, *newest)))


def count_board(cycle: CoPCycle) -> BoardNumbers:
    """Three queries, which read every card of the cycle."""
    cards = QuestionCard.objects.on_board().filter(cycle=cycle).order_by()
    outside = Case(When(outside_reason="", then=False), default=Value(True), output_field=BooleanField())
    places = cards.values_list("bundle", outside).annotate(
        count=Count("pk"), elsewhere=Count("pk", filter=ELSEWHERE), objected=Count("pk", filter=NOT_MEANT)
    )
    loose, apart, changed, not_meant, in_bundle = 0, 0, 0, 0, dict[int, int]()
    for bundle, is_outside, count, elsewhere, objected in places:
        changed += elsewhere
        not_meant += objected
        if bundle:
            in_bundle[bundle] = count
        elif is_outside:
            apart = count
        else:
            loose = count
    return BoardNumbers(loose, apart, changed, not_meant, in_bundle, _count_themes(cards.loose()))


def _count_themes(loose: QuestionCardQuerySet) -> list[tuple[str, str, int]]:
    """One query."""
    main = Coalesce("question__topics__parent", "question__topics")
    counts = dict(
        loose.filter(question__topics__isnull=False).values_list(main).annotate(count=Count("pk", distinct=True))
    )
    topics = Topic.objects.filter(pk__in=counts).order_by("name")
    return [(topic.slug, topic.name, counts[topic.pk]) for topic in topics]


# A cycle in numbers --------------------------------------------------------------------------------


@dataclass(frozen=True)
class CycleNumbers:
    """How many questions there are, live on in a bundle and fall outside, as confirmed; and how many bundles."""

    questions: int
    placed: int
    outside: int
    bundles: int


def read_cycle_numbers(cycle: CoPCycle) -> Counted[CycleNumbers]:
    """One query, and two for the numbers: once in five minutes, and anew after a move, a round or a new question."""
    return read_counted(_name_kept("cycle", cycle, _find_newest(cycle)), lambda: count_cycle(cycle))


def count_cycle(cycle: CoPCycle) -> CycleNumbers:
    """Two queries, which read every card of the cycle."""
    counts = (
        QuestionCard.objects.on_board()
        .filter(cycle=cycle)
        .aggregate(
            questions=Count("pk"),
            placed=Count("pk", filter=Q(confirmed_bundle__isnull=False)),
            outside=Count("pk", filter=Q(question__state=QuestionState.NOT_TAKEN_UP)),
        )
    )
    return CycleNumbers(**counts, bundles=IndicativeQuestion.objects.present().filter(cycle=cycle).count())
