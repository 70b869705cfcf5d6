"""What the pages of questions from practice read beside their rows."""

from __future__ import annotations

from expertise.asking.queries.routing import find_topics
from expertise.questions.models import PracticeQuestion, QuestionCard
from knowledge_network.members.people.models import Member
from knowledge_network.search.queries import Hit, search

# What helps most first: an answer, something to take along, a question that somebody has too.
KINDS = ("help_answer", "product", "practice_question", "help_request")
SHORTEST = 8


def find_known(reader: Member, text: str, *, count: int = 5, without: str = "") -> list[Hit]:
    """Answers, products and questions like what somebody types. At most six queries, none for a few signs.

    Where its words find little, what is understood of it is searched: «staartdelingen» finds what is about arithmetic.
    """
    if len(text.strip()) < SHORTEST:
        return []
    hits = [hit for hit in search(reader, text, per_kind=3).hits if hit.kind in KINDS and hit.url != without]
    if len(hits) < count and (topics := find_topics(text)):
        known = {hit.url for hit in hits} | {without}
        about = search(reader, topics[0].name, per_kind=2).hits
        hits += [hit for hit in about if hit.kind in KINDS and hit.url not in known]
    return sorted(hits, key=lambda hit: KINDS.index(hit.kind))[:count]


def find_card(question: PracticeQuestion) -> QuestionCard | None:
    """Where it lies in the newest cycle that took it. One query."""
    rows = QuestionCard.objects.filter(question=question).select_related("cycle", "confirmed_bundle", "confirmed_round")
    return rows.order_by("-cycle__school_year").first()
