"""School holidays: those that ship with the platform, the official list, and what boards and schools add."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypedDict

from django.db import transaction

from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.school_year.files import Holiday
from knowledge_network.school_year.models import ClosedDay, SchoolHoliday

SHIPPED_HOLIDAYS = Path(__file__).resolve().parent / "data" / "school_holidays.json"
VALUES = ("start", "end", "is_compulsory")


@transaction.atomic
def load_holidays(*, by: Member | None = None, path: Path = SHIPPED_HOLIDAYS) -> int:
    """Add the holidays of `path`, correct those that are known already, and give their number. Safe to repeat."""
    rows = [SchoolHoliday(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    _store(rows)
    AuditEvent.objects.record("school_year.holidays_loaded", by=by, count=len(rows))
    return len(rows)


def _store(rows: Iterable[SchoolHoliday]) -> None:
    SchoolHoliday.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["region", "name", "school_year"],
        update_fields=list(VALUES),
    )


@dataclass(frozen=True)
class Line:
    """What becomes of one holiday of the list: it is new, it is changed (with what it was), or it stays."""

    holiday: Holiday
    is_new: bool = False
    before: tuple[dt.date, dt.date] | None = None

    @property
    def is_changed(self) -> bool:
        return self.before is not None


class Undo(TypedDict):
    """What undoing a list of holidays needs, as plain values: the session keeps it."""

    before: list[dict[str, str | bool]]
    new: list[tuple[str, str, str]]
    count: int


def compare(holidays: Sequence[Holiday]) -> list[Line]:
    """The dry run: the same comparison that storing makes. One query."""
    years = {holiday.school_year for holiday in holidays}
    known = {
        (row.region, row.name, row.school_year): row for row in SchoolHoliday.objects.filter(school_year__in=years)
    }
    lines = []
    for holiday in holidays:
        row = known.get((holiday.region, holiday.name, holiday.school_year))
        if row is None:
            lines.append(Line(holiday, is_new=True))
        elif all(getattr(row, name) == getattr(holiday, name) for name in VALUES):
            lines.append(Line(holiday))
        else:
            lines.append(Line(holiday, before=(row.start, row.end)))
    return lines


@transaction.atomic
def store_holidays(*, holidays: Sequence[Holiday], by: Member) -> Undo:
    """Add and correct; gives what undoing needs (`undo_holidays`), as plain values."""
    lines = [line for line in compare(holidays) if line.is_new or line.is_changed]
    keys = [(line.holiday.region, line.holiday.name, line.holiday.school_year) for line in lines]
    before = [
        {**{name: str(getattr(row, name)) for name in ("region", "name", "school_year", "start", "end")}}
        | {"is_compulsory": row.is_compulsory}
        for row in SchoolHoliday.objects.filter(school_year__in={key[2] for key in keys})
        if (row.region, row.name, row.school_year) in keys
    ]
    _store([SchoolHoliday(**asdict(line.holiday)) for line in lines])
    AuditEvent.objects.record("school_year.holidays_loaded", by=by, count=len(lines))
    new = [key for line, key in zip(lines, keys, strict=True) if line.is_new]
    return Undo(before=before, new=new, count=len(lines))


@transaction.atomic
def undo_holidays(*, undo: Undo, by: Member) -> None:
    """Put back what was there before `store_holidays`."""
    for region, name, school_year in undo["new"]:
        SchoolHoliday.objects.filter(region=region, name=name, school_year=school_year).delete()
    _store([SchoolHoliday(**row) for row in undo["before"]])
    AuditEvent.objects.record("school_year.holidays_undone", by=by, count=undo["count"])


@transaction.atomic
def add_closed_day(*, organisation: Organisation, by: Member | None, **fields: Any) -> ClosedDay:
    """A study day of a school, or days on which a board is closed in its own way."""
    day = ClosedDay(organisation=organisation, added_by=by, **fields)
    day.full_clean()
    day.save()
    AuditEvent.objects.record("school_year.closed_day_added", organisation, by=by)
    return day


@transaction.atomic
def remove_closed_day(*, day: ClosedDay, by: Member) -> None:
    AuditEvent.objects.record("school_year.closed_day_removed", day.organisation, by=by)
    day.delete()
