"""A plan as it is drawn: the grid in which one writes, and for reading; and what differs between versions."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge_network.kit.diff import as_html
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.pupil_names import find_possible_names
from lesson_study.plan.actions.cells import LONGEST, Choice, texts_side_by_side
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.forms import field_name
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan, PlanCell, RowComment, UnsettledText
from lesson_study.plan.queries import PlanRow, list_rows, read_minutes


@dataclass(frozen=True)
class SideBySide:
    """Two texts that met, each with what it changed marked."""

    row: uuid.UUID
    field: str
    version: int
    place: str
    mine: SafeString
    theirs: SafeString
    together: SafeString
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Cell:
    """`place` is how scripts call it: «key:column:letter». `names` are what looks like a child's own."""

    name: str
    place: str
    label: str
    text: str
    version: int
    names: list[str] = field(default_factory=list)
    longest: int = LONGEST

    @property
    def says_names(self) -> str:
        return ", ".join(self.names)


@dataclass(frozen=True)
class Remark:
    public_id: str
    who: str
    author: Member | None
    at: dt.datetime
    text: str
    is_resolved: bool


@dataclass(frozen=True)
class PupilCells:
    code: str
    expected: Cell
    look_for: Cell


@dataclass(frozen=True)
class GridRow:
    key: uuid.UUID
    number: int
    is_core: bool
    is_first: bool
    is_last: bool
    label: Cell
    minutes: Cell
    teacher: Cell
    materials: Cell
    pupils: Cell
    of_pupils: list[PupilCells]
    versions: str
    remarks: list[Remark]
    conflicts: list[SideBySide]
    is_removed: bool = False

    @property
    def anchor(self) -> str:
        return f"rij-{self.key}"

    @property
    def open_remarks(self) -> int:
        return sum(not remark.is_resolved for remark in self.remarks)


@dataclass(frozen=True)
class Grid:
    plan: LessonPlan
    pupils: list[CasePupil]
    rows: list[GridRow]
    removed: list[GridRow]
    minutes: int

    @property
    def columns(self) -> int:
        return 3 + len(self.pupils)


# (key of the row, name of the field) → what was typed and could not be stored.
Typed = dict[tuple[str, str], str]


def present_grid(plan: LessonPlan, reader: Member, typed: Typed | None = None) -> Grid:
    """The plan in which `reader` writes. Six queries, whatever its size; one more where a text may hold a name."""
    pupils = list(plan.cycle.case_pupils.all())
    rows = list(plan.rows.order_by("position", "pk"))
    cells = {(cell.row_id, cell.column, cell.case_pupil_id): cell for cell in _cells(plan)}
    remarks = present_remarks(plan)
    conflicts = present_conflicts(plan, reader)
    names = set(find_possible_names("\n".join(cell.text for cell in cells.values() if cell.text)))
    read = _Read(pupils, cells, names, remarks, conflicts, typed or {})
    standing = [row for row in rows if row.removed_at is None]
    drawn = [_draw_row(row, number, len(standing), read) for number, row in enumerate(standing, 1)]
    gone = [_draw_row(row, 0, 0, read) for row in rows if row.removed_at is not None]
    return Grid(plan, pupils, drawn, gone, sum(read_minutes(row.minutes.text) for row in drawn))


def _cells(plan: LessonPlan) -> list[PlanCell]:
    return list(PlanCell.objects.filter(row__plan=plan).only("row", "column", "case_pupil", "text", "version"))


@dataclass(frozen=True)
class _Read:
    """What was read once, for all rows."""

    pupils: list[CasePupil]
    cells: dict[tuple[int, str, int | None], PlanCell]
    names: set[str]
    remarks: dict[uuid.UUID, list[Remark]]
    conflicts: dict[uuid.UUID, list[SideBySide]]
    typed: Typed

    def cell(self, row: LessonPhaseRow, number: int, column: PlanColumn, pupil: CasePupil | None = None) -> Cell:
        code = pupil.code if pupil is not None else ""
        stored = self.cells.get((row.pk, column, pupil.pk if pupil is not None else None))
        name = field_name(column, code)
        text = self.typed.get((str(row.key), name), stored.text if stored is not None else "")
        found = sorted(word for word in self.names if word in text)
        version = stored.version if stored is not None else 0
        return Cell(name, f"{row.key}:{column}:{code}", describe_cell(column, pupil, number), text, version, found)


def _draw_row(row: LessonPhaseRow, number: int, count: int, read: _Read) -> GridRow:
    plain = {column: read.cell(row, number, PlanColumn(column)) for column in PlanColumn.OF_ROW}
    of_pupils = [
        PupilCells(
            pupil.code,
            read.cell(row, number, PlanColumn.EXPECTED, pupil),
            read.cell(row, number, PlanColumn.LOOK_FOR, pupil),
        )
        for pupil in read.pupils
    ]
    cells = [*plain.values(), *(cell for pupil in of_pupils for cell in (pupil.expected, pupil.look_for))]
    return GridRow(
        key=row.key,
        number=number,
        is_core=row.is_core,
        is_first=number == 1,
        is_last=number == count,
        of_pupils=of_pupils,
        versions=json.dumps({cell.name: cell.version for cell in cells}),
        remarks=read.remarks.get(row.key, []),
        conflicts=read.conflicts.get(row.key, []),
        is_removed=row.removed_at is not None,
        **plain,
    )


def describe_cell(column: PlanColumn, pupil: CasePupil | None, number: int) -> str:
    """How a cell is called for who does not see where it stands: «Row 2, B «Noor»: what we expect»."""
    words = f"{pupil}: {column.label}" if pupil is not None else str(column.label)
    return _("Row %(number)s, %(what)s") % {"number": number, "what": words} if number else words


def present_remarks(plan: LessonPlan) -> dict[uuid.UUID, list[Remark]]:
    """Row → its remarks, oldest first: those of this version, and of earlier ones what is still open."""
    found = RowComment.objects.filter(row__plan__cycle=plan.cycle_id, row__plan__version__lte=plan.version)
    by_row: dict[uuid.UUID, list[Remark]] = defaultdict(list)
    for comment in found.select_related("row", "author").order_by("at", "pk"):
        if comment.row.plan_id != plan.pk and comment.resolved_at is not None:
            continue
        who = comment.author.get_full_name() if comment.author is not None else comment.guest_name
        by_row[comment.row.key].append(
            Remark(
                comment.public_id,
                who or _("former member"),
                comment.author,
                comment.at,
                comment.text,
                comment.resolved_at is not None,
            )
        )
    return by_row


def present_conflicts(plan: LessonPlan, reader: Member) -> dict[uuid.UUID, list[SideBySide]]:
    """Row → the texts of `reader` that met others' in it."""
    found = UnsettledText.objects.filter(cell__row__plan=plan, by=reader).order_by("at")
    by_row: dict[uuid.UUID, list[SideBySide]] = defaultdict(list)
    for unsettled in found.select_related("cell__row", "cell__changed_by", "cell__case_pupil"):
        cell, pupil = unsettled.cell, unsettled.cell.case_pupil
        texts = texts_side_by_side(unsettled)
        by_row[cell.row.key].append(
            SideBySide(
                row=cell.row.key,
                field=field_name(cell.column, pupil.code if pupil is not None else ""),
                version=cell.version,
                place=describe_cell(PlanColumn(cell.column), pupil, 0),
                mine=as_html(unsettled.base, texts[Choice.MINE]),
                theirs=as_html(unsettled.base, texts[Choice.THEIRS]),
                together=as_html(unsettled.base, texts[Choice.TOGETHER]),
                by=cell.changed_by.get_short_name() if cell.changed_by is not None else _("somebody else"),
                at=unsettled.at,
            )
        )
    return by_row


# Reading ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadCell:
    code: str
    expected: str
    look_for: str


@dataclass(frozen=True)
class ReadRow:
    """A row for who reads: with its number, and a cell for each case pupil."""

    row: PlanRow
    number: int
    of_pupils: list[ReadCell]
    remarks: list[Remark]

    @property
    def open_remarks(self) -> int:
        return sum(not remark.is_resolved for remark in self.remarks)


@dataclass(frozen=True)
class ReadPlan:
    plan: LessonPlan
    pupils: list[CasePupil]
    rows: list[ReadRow]
    minutes: int

    @property
    def columns(self) -> int:
        return 3 + len(self.pupils)


def read_plan(plan: LessonPlan, *, with_remarks: bool = True) -> ReadPlan:
    """A version for who reads it. Three queries, and one for remarks."""
    pupils = list(plan.cycle.case_pupils.all())
    remarks = present_remarks(plan) if with_remarks else {}
    rows = list_rows(plan)
    drawn = [
        ReadRow(
            row,
            number,
            [ReadCell(p.code, row.expected.get(p.code, ""), row.look_for.get(p.code, "")) for p in pupils],
            remarks.get(row.key, []),
        )
        for number, row in enumerate(rows, 1)
    ]
    return ReadPlan(plan, pupils, drawn, sum(row.length for row in rows))


# Versions -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CellChange:
    label: str
    change: SafeString


@dataclass(frozen=True)
class RowChange:
    """`kind`: added, removed, moved or changed; `before` and `now` are places, 0 for none."""

    label: str
    kind: str
    before: int
    now: int
    cells: list[CellChange]


def changes_between(old: LessonPlan, new: LessonPlan) -> list[RowChange]:
    """What differs, row by row in the order of `new`, with what was taken away at the end."""
    before, now = list_rows(old), list_rows(new)
    was = {row.key: (place, row) for place, row in enumerate(before, 1)}
    kept = {row.key for row in now}
    moved = _moved([row.key for row in before if row.key in kept], [row.key for row in now if row.key in was])
    found = []
    for place, row in enumerate(now, 1):
        if row.key not in was:
            found.append(RowChange(row.label, "added", 0, place, _cell_changes(None, row)))
            continue
        cells = _cell_changes(was[row.key][1], row)
        if row.key in moved:
            found.append(RowChange(row.label, "moved", was[row.key][0], place, cells))
        elif cells:
            found.append(RowChange(row.label, "changed", was[row.key][0], place, cells))
    gone = [row for row in before if row.key not in kept]
    return found + [RowChange(row.label, "removed", was[row.key][0], 0, _cell_changes(row, None)) for row in gone]


def _moved(before: list[uuid.UUID], now: list[uuid.UUID]) -> set[uuid.UUID]:
    """The fewest rows that had to be moved to come from one order to the other."""
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    stayed = {key for block in blocks for key in before[block.a : block.a + block.size]}
    return set(now) - stayed


def _cell_changes(old: PlanRow | None, new: PlanRow | None) -> list[CellChange]:
    before, now = _texts(old), _texts(new)
    names = list(dict.fromkeys([*now, *before]))
    return [
        CellChange(name, as_html(before.get(name, ""), now.get(name, "")))
        for name in names
        if before.get(name, "") != now.get(name, "")
    ]


def _texts(row: PlanRow | None) -> dict[str, str]:
    """Label of a cell → its text."""
    if row is None:
        return {}
    plain = {str(PlanColumn(column).label): str(getattr(row, column)) for column in PlanColumn.OF_ROW}
    expected = {f"{code}: {PlanColumn.EXPECTED.label}": text for code, text in row.expected.items()}
    look_for = {f"{code}: {PlanColumn.LOOK_FOR.label}": text for code, text in row.look_for.items()}
    return {name: text for name, text in (plain | expected | look_for).items() if text}


# Taking over --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """The plan of an earlier study, of which rows can be taken over."""

    plan: LessonPlan
    cycle: LessonStudyCycle
    rows: list[PlanRow]
