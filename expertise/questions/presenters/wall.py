"""Every question of a year for on a wall, in its bundle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from expertise.questions.models import CoPCycle, IndicativeQuestion, QuestionCard
from expertise.questions.originals import show_words
from expertise.questions.presenters.cards import name_voice


@dataclass(frozen=True)
class Sheet:
    """A bundle, and of each question in it the words and whose it is."""

    number: int
    name: str
    words: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Wall:
    bundles: list[Sheet]
    loose: list[tuple[str, str]]


def build_wall(cycle: CoPCycle) -> Wall:
    """Two queries, whatever the number of cards."""
    cards = QuestionCard.objects.on_board().filter(cycle=cycle, outside_reason="")
    lying: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for card in cards.select_related("question__board").order_by("pk"):
        lying[card.bundle_id].append((show_words(card.question.text), name_voice(card)))
    bundles = IndicativeQuestion.objects.present().filter(cycle=cycle).order_by("made_at", "pk")
    sheets = [Sheet(number, one.name, one.words, lying[one.pk]) for number, one in enumerate(bundles, 1)]
    return Wall(sheets, lying[None])
