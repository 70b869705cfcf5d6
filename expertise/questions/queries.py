"""What the pages of questions from practice read beside their rows."""

from __future__ import annotations

from expertise.questions.models import PracticeQuestion, QuestionCard


def find_card(question: PracticeQuestion) -> QuestionCard | None:
    """Where it lies in the newest cycle that took it. One query."""
    rows = QuestionCard.objects.filter(question=question).select_related("cycle", "confirmed_bundle", "confirmed_round")
    return rows.order_by("-cycle__school_year").first()
