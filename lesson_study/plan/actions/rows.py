"""Rows of a plan: added, moved, taken away and put back."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from lesson_study.plan.actions.writing import lock_plan, record
from lesson_study.plan.models import LessonPhaseRow, LessonPlan

MOST_ROWS = 40


@transaction.atomic
def add_row(
    *, plan: LessonPlan, by: Member, after: uuid.UUID | None = None, key: uuid.UUID | None = None
) -> LessonPhaseRow:
    """An empty row below `after`, or at the end. The same `key` twice makes one row."""
    locked = lock_plan(plan)
    if key is not None and (known := LessonPhaseRow.objects.filter(plan=locked, key=key).first()):
        return known
    standing = standing_rows(locked)
    if len(standing) >= MOST_ROWS:
        raise RefusedError(_("A plan has forty rows at most."))
    row = LessonPhaseRow(plan=locked, key=key or uuid.uuid4())
    place = _place_of(standing, after)
    standing.insert(len(standing) if place is None else place + 1, row)
    row.position = standing.index(row)
    row.save()
    renumber(standing)
    record("plan_row_added", locked.cycle, by)
    return row


@transaction.atomic
def move_row(*, row: LessonPhaseRow, by: Member, to: int) -> None:
    """Put a row at place `to`, counted from 0 among the rows that stand; too far is the end."""
    locked = lock_plan(row.plan)
    standing = standing_rows(locked)
    here = _place_of(standing, row.key)
    if here is None:
        raise RefusedError(_("This row was taken away meanwhile. Put it back first."))
    moved = standing.pop(here)
    standing.insert(max(0, min(to, len(standing))), moved)
    if renumber(standing):
        record("plan_row_moved", locked.cycle, by)


@transaction.atomic
def remove_row(*, row: LessonPhaseRow, by: Member) -> None:
    """Take a row away; its texts stay, so that it can be put back. Twice is once."""
    locked = lock_plan(row.plan)
    changed = LessonPhaseRow.objects.filter(pk=row.pk, removed_at=None).update(removed_at=timezone.now())
    if changed:
        record("plan_row_removed", locked.cycle, by)


@transaction.atomic
def restore_row(*, row: LessonPhaseRow, by: Member) -> None:
    """Put a row back at the place that it had."""
    locked = lock_plan(row.plan)
    if not LessonPhaseRow.objects.filter(pk=row.pk, removed_at__isnull=False).update(removed_at=None):
        return
    renumber(standing_rows(locked))
    record("plan_row_restored", locked.cycle, by)


@transaction.atomic
def mark_core(*, row: LessonPhaseRow, by: Member, is_core: bool) -> None:
    """Whether the team wants to see every case pupil in this row."""
    locked = lock_plan(row.plan)
    if LessonPhaseRow.objects.filter(pk=row.pk).exclude(is_core=is_core).update(is_core=is_core):
        record("plan_core_marked", locked.cycle, by)


def standing_rows(plan: LessonPlan) -> list[LessonPhaseRow]:
    return list(LessonPhaseRow.objects.filter(plan=plan, removed_at=None).order_by("position", "pk"))


def renumber(rows: list[LessonPhaseRow]) -> bool:
    """Give rows the places in which they stand; whether any changed."""
    changed = []
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
            changed.append(row)
    LessonPhaseRow.objects.bulk_update(changed, ["position"])
    return bool(changed)


def _place_of(rows: list[LessonPhaseRow], key: uuid.UUID | None) -> int | None:
    return next((place for place, row in enumerate(rows) if row.key == key), None)
