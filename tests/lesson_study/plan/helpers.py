"""What tests of the lesson plan have in common."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lesson_study.plan.models import LessonPhaseRow, LessonPlan, PlanCell


def page_of(name: str, plan: LessonPlan, *args: Any) -> str:
    return reverse(f"lesson_study:{name}", args=[plan.cycle.public_id, *args])


def cell_of(row: LessonPhaseRow, column: str, code: str = "") -> PlanCell:
    pupil = {"case_pupil__code": code} if code else {"case_pupil": None}
    found: PlanCell = row.cells.get(column=column, **pupil)
    return found


def text_of(row: LessonPhaseRow, column: str, code: str = "") -> str:
    return str(cell_of(row, column, code).text)


def standing(plan: LessonPlan) -> list[str]:
    """The labels of the rows that stand, in their order."""
    rows = plan.rows.filter(removed_at=None).order_by("position")
    return [text_of(row, "label") for row in rows]
