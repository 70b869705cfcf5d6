"""The tables of questions from practice."""

from expertise.questions.models.question import LONGEST_QUESTION, PracticeQuestion

__all__ = ["LONGEST_QUESTION", "PracticeQuestion"]
