"""The tables of questions from practice."""

from expertise.questions.models.board import BundlingRound, CardMove, IndicativeQuestion, QuestionCard
from expertise.questions.models.cycle import CoPCycle
from expertise.questions.models.question import LONGEST_QUESTION, PracticeQuestion

__all__ = [
    "LONGEST_QUESTION",
    "BundlingRound",
    "CardMove",
    "CoPCycle",
    "IndicativeQuestion",
    "PracticeQuestion",
    "QuestionCard",
]
