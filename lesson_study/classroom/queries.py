"""A plan as those who observe read it, and what of it was seen."""

from __future__ import annotations

from dataclasses import dataclass

from lesson_study.classroom.models import Observation, ResearchLesson
from lesson_study.plan.models import LessonPlan
from lesson_study.plan.queries import PlanRow, list_rows


@dataclass(frozen=True)
class NumberedRow:
    """A row of the plan with the number by which a team speaks of it."""

    number: int
    row: PlanRow

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def label(self) -> str:
        return f"{self.number}. {self.row.label}" if self.row.label else f"{self.number}."


def numbered_rows(plan: LessonPlan) -> list[NumberedRow]:
    """In their order, without those that were taken out. Two queries."""
    return [NumberedRow(number, row) for number, row in enumerate(list_rows(plan), start=1)]


def seen_pairs(lesson: ResearchLesson) -> set[tuple[int, int]]:
    """(row, case pupil) of which there is a note."""
    notes = Observation.objects.filter(lesson=lesson, row__isnull=False, case_pupil__isnull=False)
    return set(notes.values_list("row_id", "case_pupil_id").distinct())
