"""Versions of a plan: the first one begun, fixed, followed by the next; and rows taken over from an earlier study."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.plan.actions.rows import MOST_ROWS, standing_rows
from lesson_study.plan.actions.writing import lock_plan, record
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import LessonPhaseRow, LessonPlan, PlanCell, PlanCellText, UnsettledText
from lesson_study.plan.queries import bare_places, list_rows, says_the_same


def starting_rows() -> list[str]:
    """What a lesson begins with when nobody has written anything yet."""
    return [gettext("Start: the problem"), gettext("Middle: thinking and working"), gettext("End: what did we find?")]


@transaction.atomic
def start_plan(*, cycle: LessonStudyCycle, by: Member, with_rows: bool = True) -> LessonPlan:
    """Version 1, with three starting rows or none. The plan that is there already when there is one."""
    LessonStudyCycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    known: LessonPlan | None = cycle.plans.order_by("-version").first()
    if known is not None:
        return known
    plan = LessonPlan.objects.create(cycle=cycle, version=1, revision=1)
    for place, label in enumerate(starting_rows() if with_rows else []):
        row = LessonPhaseRow.objects.create(plan=plan, position=place)
        PlanCell.objects.create(row=row, column=PlanColumn.LABEL, text=label, version=1, changed_in=1, changed_by=by)
    record("plan_started", cycle, by)
    return plan


@transaction.atomic
def fix_plan(*, plan: LessonPlan, by: Member, change_log: str = "", at: dt.datetime | None = None) -> LessonPlan:
    """From now on this version stands: with it one teaches and observes. Twice is once.

    Earlier texts of cells are dropped: nobody writes over them any more.
    """
    locked = lock_plan(plan, even_fixed=True)
    if locked.is_fixed:
        return locked
    rows = list_rows(locked)
    if not rows:
        raise RefusedError(_("Write at least one row first."))
    if bare := bare_places(rows):
        text = _("Write first what you expect of a case pupil in: %(rows)s. You observe with this version.")
        raise RefusedError(text % {"rows": ", ".join(map(str, bare))})
    if UnsettledText.objects.filter(cell__row__plan=locked, cell__row__removed_at=None).exists():
        raise RefusedError(_("Somewhere two texts stand side by side. Choose first what comes to stand."))
    if locked.predecessor is not None and says_the_same(rows, list_rows(locked.predecessor)):
        text = _("This version says the same as version %(version)s. Write into its rows first what you change.")
        raise RefusedError(text % {"version": locked.predecessor.version})
    locked.fixed_at, locked.fixed_by = at or timezone.now(), by
    locked.change_log = change_log or locked.change_log
    locked.save(update_fields=["fixed_at", "fixed_by", "change_log"])
    PlanCellText.objects.filter(cell__row__plan=locked).delete()
    record("plan_fixed", locked.cycle, by, version=locked.version)
    return locked


@transaction.atomic
def start_next_version(*, plan: LessonPlan, by: Member) -> LessonPlan:
    """A copy of a fixed version in which one writes on; rows keep their keys. The one in work when there is one."""
    LessonStudyCycle.objects.select_for_update(of=("self",)).get(pk=plan.cycle_id)
    in_work: LessonPlan | None = LessonPlan.objects.filter(cycle=plan.cycle_id, fixed_at=None).first()
    if in_work is not None:
        return in_work
    newest: LessonPlan = LessonPlan.objects.filter(cycle=plan.cycle_id).order_by("-version").select_related("cycle")[0]
    made = LessonPlan.objects.create(
        cycle=newest.cycle,
        version=newest.version + 1,
        predecessor=newest,
        revision=1,
        no_feedback_reason=newest.no_feedback_reason,
    )
    copies = {
        row.pk: LessonPhaseRow(plan=made, key=row.key, position=row.position, is_core=row.is_core)
        for row in standing_rows(newest)
    }
    LessonPhaseRow.objects.bulk_create(copies.values())
    _copy_cells(copies)
    record("plan_version_started", newest.cycle, by, version=made.version)
    return made


def _copy_cells(copies: Mapping[int, LessonPhaseRow]) -> None:
    """The texts of rows, by their key, into the rows that are made from them."""
    waiting = UnsettledText.objects.filter(cell=OuterRef("pk"))
    cells = list(PlanCell.objects.filter(Q(text__gt="") | Exists(waiting), row__in=copies).order_by("pk"))
    made_cells = [
        PlanCell(
            row=copies[cell.row_id],
            column=cell.column,
            case_pupil_id=cell.case_pupil_id,
            text=cell.text,
            version=1,
            changed_in=1,
            changed_by_id=cell.changed_by_id,
            changed_at=cell.changed_at,
        )
        for cell in cells
    ]
    PlanCell.objects.bulk_create(made_cells)
    # What somebody wrote while the version was being fixed.
    for old, new in zip(cells, made_cells, strict=True):
        UnsettledText.objects.filter(cell=old).update(cell=new)


@transaction.atomic
def take_over_rows(
    *, plan: LessonPlan, source: LessonPlan, keys: Collection[uuid.UUID], by: Member
) -> list[LessonPhaseRow]:
    """Rows of an earlier study at the end of `plan`: what teacher and pupils do, not what its pupils would do."""
    locked = lock_plan(plan)
    chosen = [row for row in standing_rows(source) if row.key in keys]
    standing = standing_rows(locked)
    if len(standing) + len(chosen) > MOST_ROWS:
        raise RefusedError(_("A plan has forty rows at most."))
    copies = {
        row.pk: LessonPhaseRow(plan=locked, position=len(standing) + place, is_core=row.is_core)
        for place, row in enumerate(chosen)
    }
    LessonPhaseRow.objects.bulk_create(copies.values())
    cells = PlanCell.objects.filter(row__in=chosen, column__in=PlanColumn.OF_ROW).exclude(text="").order_by("pk")
    PlanCell.objects.bulk_create(
        PlanCell(
            row=copies[cell.row_id],
            column=cell.column,
            text=cell.text,
            version=1,
            changed_in=locked.revision,
            changed_by=by,
        )
        for cell in cells
    )
    if copies:
        record("plan_rows_taken_over", locked.cycle, by, count=len(copies))
    return list(copies.values())
