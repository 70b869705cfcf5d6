"""The tables of a workshop and the order that comes of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from expertise.questions.models import IndicativeQuestion
from expertise.workshops.models import PlenaryChange, Workshop
from expertise.workshops.rule import apply_changes, sum_sheets


@dataclass(frozen=True)
class Ranked:
    """A question in the order of the workshop; `place` after what all together changed, `summed` before that."""

    question: IndicativeQuestion
    place: int
    summed: int
    is_tied: bool
    rank_sum: int
    change: PlenaryChange | None


def read_sheets(workshop: Workshop) -> dict[int, dict[int, int]]:
    """Table → question → rank. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for table, question, rank in workshop.ranks.values_list("table", "question", "rank"):
        found[table][question] = rank
    return dict(found)


def find_order(workshop: Workshop) -> list[Ranked]:
    """Three queries."""
    questions = {one.pk: one for one in workshop.questions.order_by("name")}
    summed = sum_sheets(list(questions), read_sheets(workshop).values())
    changes = list(workshop.changes.order_by("pk"))
    order = apply_changes([one[0] for one in summed], [(one.question_id, one.to_place) for one in changes])
    last = {one.question_id: one for one in changes}
    known = {key: (total, place, is_tied) for key, total, place, is_tied in summed}
    return [
        Ranked(questions[key], number, known[key][1], known[key][2], known[key][0], last.get(key))
        for number, key in enumerate(order, 1)
    ]
