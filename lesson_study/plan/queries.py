"""What a plan says, for its own room and for those that observe and discuss with it."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import LessonPhaseRow, LessonPlan, PlanCell, RowComment

# Longer than any lesson: somebody typed something else.
MOST_MINUTES = 999


@dataclass(frozen=True)
class PlanRow:
    """One row as it reads. `key` is the same in every version; `expected` and `look_for` go by the pupil's letter.

    `minutes` is what was typed; `length` the number in it, 0 without one.
    """

    pk: int
    key: uuid.UUID
    position: int
    label: str
    minutes: str
    teacher: str
    pupils: str
    materials: str
    expected: dict[str, str] = field(default_factory=dict)
    look_for: dict[str, str] = field(default_factory=dict)
    is_core: bool = True

    @property
    def length(self) -> int:
        return read_minutes(self.minutes)


def read_minutes(text: str) -> int:
    """The first number of a text, 0 without one: «8», «8 min», «ongeveer 8»."""
    found = re.search(r"[0-9]{1,3}(?![0-9])", text)
    return min(int(found.group()), MOST_MINUTES) if found else 0


def list_rows(plan: LessonPlan) -> list[PlanRow]:
    """The rows that stand in `plan`, in their order. Two queries, whatever their number."""
    rows = list(plan.rows.filter(removed_at=None).order_by("position", "pk"))
    texts = read_texts(row.pk for row in rows)
    return [_read_row(row, texts[row.pk]) for row in rows]


def says_the_same(rows: Iterable[PlanRow], others: Iterable[PlanRow]) -> bool:
    """Whether two versions differ in nothing but their number."""
    return [replace(row, pk=0, position=0) for row in rows] == [replace(row, pk=0, position=0) for row in others]


def bare_places(rows: Iterable[PlanRow]) -> list[int]:
    """The numbers of the rows in which nothing is expected of any case pupil: there one cannot observe."""
    return [place for place, row in enumerate(rows, 1) if not any(text.strip() for text in row.expected.values())]


def read_texts(row_ids: Iterable[int]) -> dict[int, dict[str, dict[str, str]]]:
    """Row → column → letter of the case pupil (nothing for a cell of the row) → text that is not empty. One query."""
    cells = PlanCell.objects.filter(row_id__in=list(row_ids)).exclude(text="").order_by("case_pupil__code")
    found: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row, column, code, text in cells.values_list("row_id", "column", "case_pupil__code", "text"):
        found[row][column][code or ""] = text
    return found


def _read_row(row: LessonPhaseRow, texts: dict[str, dict[str, str]]) -> PlanRow:
    plain = {column: texts.get(column, {}).get("", "") for column in PlanColumn.OF_ROW}
    return PlanRow(
        pk=row.pk,
        key=row.key,
        position=row.position,
        is_core=row.is_core,
        expected=texts.get(PlanColumn.EXPECTED, {}),
        look_for=texts.get(PlanColumn.LOOK_FOR, {}),
        **plain,
    )


def total_minutes(rows: Iterable[PlanRow]) -> int:
    return sum(row.length for row in rows)


def newest_plan(cycle: LessonStudyCycle) -> LessonPlan | None:
    """The version that the team works on, or the last one that was fixed."""
    found: LessonPlan | None = cycle.plans.order_by("-version").first()
    return found


def fixed_plan(cycle: LessonStudyCycle) -> LessonPlan | None:
    """The last version that stands: with it one teaches and observes."""
    found: LessonPlan | None = cycle.plans.filter(fixed_at__isnull=False).order_by("-version").first()
    return found


@dataclass(frozen=True)
class PlanState:
    """What a page that is open asks every few seconds."""

    plan_id: int
    version: int
    revision: int
    is_fixed: bool


def read_state(public_id: str, member: Member) -> PlanState | None:
    """Where the newest version stands, for who is in the team; None for everybody else. One query."""
    in_team = TeamMember.objects.present().filter(cycle=OuterRef("cycle"), member=member)
    plans = LessonPlan.objects.filter(Exists(in_team), cycle__public_id=public_id).order_by("-version")
    found = plans.values_list("pk", "version", "revision", "fixed_at").first()
    return PlanState(found[0], found[1], found[2], found[3] is not None) if found else None


@dataclass(frozen=True)
class ChangedCell:
    place: str
    text: str
    version: int


def changed_cells(plan_id: int, since: int) -> list[ChangedCell]:
    """The cells of a plan that changed after its revision `since`. One query."""
    cells = PlanCell.objects.filter(row__plan=plan_id, changed_in__gt=since, row__removed_at=None)
    found = cells.values_list("row__key", "column", "case_pupil__code", "text", "version")
    return [ChangedCell(f"{key}:{column}:{code or ''}", text, version) for key, column, code, text, version in found]


def read_shape(plan_id: int) -> list[str]:
    """What else an open page shows of a plan: its rows in their order, each with what stands beside it. One query."""
    comments = RowComment.objects.filter(row=OuterRef("pk")).order_by().values("row")
    remarks = comments.annotate(n=Count("pk"), done=Count("resolved_at")).annotate(mark=F("n") * 1000 + F("done"))
    rows = LessonPhaseRow.objects.filter(plan=plan_id, removed_at=None).order_by("position", "pk")
    found = rows.values_list("key", "is_core", Coalesce(Subquery(remarks.values("mark")), 0))
    return [f"{key}:{int(is_core)}:{mark}" for key, is_core, mark in found]


def find_source_studies(cycle: LessonStudyCycle, member: Member) -> list[QuerySet[LessonStudyCycle]]:
    """Finished studies to take rows over from, to page through: the archive, and those of one's own teams."""
    finished = LessonStudyCycle.objects.filter(state=CycleState.FINISHED).exclude(pk=cycle.pk)
    mine = TeamMember.objects.present().filter(member=member).values("cycle")
    return [finished.filter(shared_at__isnull=False), finished.filter(pk__in=mine)]


def find_sources(studies: Iterable[LessonStudyCycle]) -> list[LessonPlan]:
    """The newest fixed plan of each of these studies that has one, in their order. One query."""
    by_key = {study.pk: study for study in studies}
    plans = LessonPlan.objects.filter(cycle__in=by_key, fixed_at__isnull=False).order_by("cycle", "-version")
    newest = {plan.cycle_id: plan for plan in plans.distinct("cycle")}
    for key, plan in newest.items():
        plan.cycle = by_key[key]
    return [newest[key] for key in by_key if key in newest]


def find_source(cycle: LessonStudyCycle, member: Member, public_id: str) -> LessonPlan | None:
    """The plan to take over of one of those studies."""
    sides = find_source_studies(cycle, member)
    studies = (study for side in sides for study in side.filter(public_id=public_id))
    return next(iter(find_sources(studies)), None)
