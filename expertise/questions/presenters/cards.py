"""A card of the board as it is shown: the words of who asked, whose they are, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from expertise.questions.enums import Verdict
from expertise.questions.models import QuestionCard
from expertise.questions.originals import show_words

TONES = {Verdict.OPEN.value: "wait", Verdict.PARTLY.value: "info", Verdict.ANSWERED.value: "ok"}


@dataclass(frozen=True)
class Likely:
    """«lijkt op»: a bundle, and the words that are the same."""

    bundle: str
    name: str
    words: str


@dataclass(frozen=True)
class Card:
    """`version` is what a mover saw.

    `meant`: what who asks says beside «dit is niet wat ik bedoelde», for the team; `answer_url` while it waits.
    """

    public_id: str
    url: str
    text: str
    of: str
    role: str
    version: int
    outside: str
    likely: Likely | None
    is_not_meant: bool
    meant: str = ""
    answer_url: str = ""


def name_voice(card: QuestionCard) -> str:
    """«leraren · Stichting KOE»; of who asked without a name only the role."""
    question = card.question
    role = str(question.get_role_group_display())
    return f"{role} · {question.shown_board}" if question.shown_board else role


def build_card(card: QuestionCard, likely: Likely | None = None) -> Card:
    return Card(
        public_id=card.public_id,
        url=card.question.get_absolute_url(),
        text=show_words(card.question.text),
        of=name_voice(card),
        role=card.question.role_group,
        version=card.version,
        outside=card.outside_reason,
        likely=likely,
        is_not_meant=card.objected_at is not None,
        meant=card.objection,
        answer_url=reverse("expertise:bundle_objection", args=[card.public_id]) if card.waits_for_answer else "",
    )
