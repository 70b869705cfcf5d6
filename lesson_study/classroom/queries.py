"""A plan as those who observe read it, and what of it was seen."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from lesson_study.classroom.models import Observation, ResearchLesson
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import LessonPhaseRow, LessonPlan, PlanCell


@dataclass
class RowOfPlan:
    """One row; `expected` and `look_for` by the id of a case pupil."""

    pk: int
    key: uuid.UUID
    number: int
    is_core: bool
    texts: dict[str, str] = field(default_factory=dict)
    expected: dict[int, str] = field(default_factory=dict)
    look_for: dict[int, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        name = self.texts.get(PlanColumn.LABEL, "")
        return f"{self.number}. {name}" if name else f"{self.number}."


def rows_of_plan(plan: LessonPlan) -> list[RowOfPlan]:
    """In their order, without those that were taken out. Two queries."""
    rows = LessonPhaseRow.objects.filter(plan=plan, removed_at__isnull=True).order_by("position", "pk")
    found = {
        row.pk: RowOfPlan(row.pk, row.key, number, is_core=row.is_core) for number, row in enumerate(rows, start=1)
    }
    cells = PlanCell.objects.filter(row__in=list(found)).values_list("row", "column", "case_pupil", "text")
    for row, column, pupil, text in cells:
        if column == PlanColumn.EXPECTED:
            found[row].expected[pupil] = text
        elif column == PlanColumn.LOOK_FOR:
            found[row].look_for[pupil] = text
        else:
            found[row].texts[column] = text
    return list(found.values())


def seen_pairs(lesson: ResearchLesson) -> set[tuple[int, int]]:
    """(row, case pupil) of which there is a note."""
    notes = Observation.objects.filter(lesson=lesson, row__isnull=False, case_pupil__isnull=False)
    return set(notes.values_list("row_id", "case_pupil_id").distinct())
