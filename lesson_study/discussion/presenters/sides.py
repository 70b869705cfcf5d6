"""Lesson 1 beside lesson 2: the same row of the plan and the same pupil, twice."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from lesson_study.classroom.enums import Match
from lesson_study.discussion.logic.report import counted
from lesson_study.discussion.presenters.matrix import (
    Chosen,
    Mark,
    Matrix,
    NoteCard,
    PupilHead,
    count_marks,
    present_matrix,
    pupil_heads,
)
from lesson_study.discussion.queries import SeenLesson
from lesson_study.plan.models import CasePupil

NOTES_EACH = 1


@dataclass(frozen=True)
class Side:
    """One lesson in one cell."""

    number: int
    marks: list[Mark]
    told: str
    notes: list[NoteCard]


@dataclass(frozen=True)
class Piece:
    match: str
    start: int
    count: int


@dataclass(frozen=True)
class Bar:
    """How often it was as expected in a row, all pupils together."""

    number: int
    pieces: list[Piece]
    expected: int
    total: int


@dataclass(frozen=True)
class PairCell:
    code: str
    sides: list[Side]


@dataclass(frozen=True)
class PairRow:
    """`places` are the numbers of this row in plan 1 and plan 2; 0 where it does not stand in it."""

    label: str
    places: list[tuple[int, int]]
    bars: list[Bar]
    cells: list[PairCell]
    is_new: bool
    is_gone: bool


@dataclass(frozen=True)
class SideBySide:
    pupils: list[PupilHead]
    rows: list[PairRow]


def present_sides(first: SeenLesson, second: SeenLesson, pupils: list[CasePupil], *, shows_notes: bool) -> SideBySide:
    """Rows go by their key, in the order of the later plan; what it dropped comes last."""
    both = [first, second]
    grids = [present_matrix(one, pupils, shows_notes=shows_notes, revisions=[], chosen=Chosen()) for one in both]
    places = [{row.key: number for number, row in enumerate(one.rows, start=1)} for one in both]
    labels = {row.key: row.label for one in both for row in one.rows}
    keys = [*places[1], *(key for key in places[0] if key not in places[1])]
    heads = pupil_heads(pupils, with_class=False)
    rows = [
        PairRow(
            label=labels[key],
            places=[(one.lesson.number, place.get(key, 0)) for one, place in zip(both, places, strict=True)],
            bars=[_bar(one, key) for one in both],
            cells=[_pair(both, grids, places, key, head) for head in heads],
            is_new=key not in places[0],
            is_gone=key not in places[1],
        )
        for key in keys
    ]
    return SideBySide(heads, rows)


def _bar(seen: SeenLesson, key: uuid.UUID) -> Bar:
    counter = seen.of_row(key)
    del counter[""]
    pieces: list[Piece] = []
    for mark in count_marks(counter):
        start = pieces[-1].start + pieces[-1].count if pieces else 0
        pieces.append(Piece(mark.match, start, mark.count))
    return Bar(seen.lesson.number, pieces, counter[Match.EXPECTED], sum(counter.values()))


def _pair(
    both: list[SeenLesson],
    grids: list[Matrix],
    places: list[dict[uuid.UUID, int]],
    key: uuid.UUID,
    head: PupilHead,
) -> PairCell:
    sides = []
    for seen, grid, place in zip(both, grids, places, strict=True):
        counter = seen.counts.get((key, head.code), Counter())
        found = place.get(key, 0)
        cells = [cell for row in grid.rows if found and row.number == found for cell in row.cells]
        notes = [note for cell in cells if cell.code == head.code for note in cell.notes]
        sides.append(Side(seen.lesson.number, count_marks(counter), counted(counter), notes[:NOTES_EACH]))
    return PairCell(head.code, sides)
