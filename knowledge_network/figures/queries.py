"""Reading what was published: the newest snapshot, and its cells for some units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import F, Q

from knowledge_network.figures.bands import Interval
from knowledge_network.figures.models import CountedPlace, PublishedFigure, Snapshot, YearFacts
from knowledge_network.figures.periods import Period, list_periods, same_days, whole

type Unit = int | None


@dataclass(frozen=True)
class Cell:
    """A published figure: of a count its band."""

    least: Decimal
    most: Decimal

    @property
    def middle(self) -> Decimal:
        return (self.least + self.most) / 2

    @property
    def interval(self) -> Interval:
        return Interval(int(self.least), int(self.most))


@dataclass(frozen=True)
class Published:
    """What everybody reads: the cells of one snapshot, by code, unit and last day of the period."""

    until: dt.date | None = None
    published_at: dt.datetime | None = None
    cells: dict[tuple[str, Unit, dt.date], Cell] = field(default_factory=dict)
    # (place, school year) → the cell in which it is counted.
    counted_in: dict[tuple[int, int], Unit] = field(default_factory=dict)

    def told_of(self, code: str, place: int, period: Period) -> Cell | None:
        """What is told of a place: its own cell, or that of the small ones to which it belongs that school year."""
        key = (place, period.year)
        return self.cell(code, self.counted_in[key], period.until) if key in self.counted_in else None

    def cell(self, code: str, unit: Unit, until: dt.date) -> Cell | None:
        return self.cells.get((code, unit, until))

    def period_of(self, year: int) -> Period | None:
        """What is told of a school year: the whole of it, or this one so far."""
        for period in list_periods(self.until) if self.until else ():
            if period.year == year and (period.is_whole or period.until == self.until):
                return period
        return None

    def compared_with(self, period: Period) -> Period:
        """A running year is put beside the same days of the year before, never beside a whole one."""
        return whole(period.year - 1) if period.is_whole else same_days(period, period.year - 1)


def find_cells(places: Collection[int]) -> dict[tuple[int, int], Unit]:
    """(place, school year) → the cell in which it is counted. One query."""
    rows = CountedPlace.objects.filter(place__in=list(places)).values_list("place_id", "school_year", "cell_id")
    return {(place, year): cell for place, year, cell in rows}


def read_of_places(places: Collection[int], codes: Collection[str] | None = None) -> Published:
    """The newest snapshot, as far as it tells of some places: of their cells in each school year. Two queries."""
    counted_in = find_cells(places)
    if not counted_in:
        return _read_nothing()
    units = {*places, *(cell for cell in counted_in.values() if cell is not None)}
    return replace(read_published(units, codes), counted_in=counted_in)


def read_published(units: Collection[int] | None, codes: Collection[str] | None = None) -> Published:
    """The newest snapshot: its cells of `units` and of the network, or of every unit. One query, two when empty.

    A cell belongs to the first snapshot that told it; the newest shows those of its own periods.
    """
    newest = Snapshot.objects.newest().values("until")[:1]
    rows = PublishedFigure.objects.annotate(newest=newest, told_at=F("snapshot__published_at"))
    if units is not None:
        rows = rows.filter(Q(unit__in=list(units)) | Q(unit__isnull=True))
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    found = list(rows.values_list("code", "unit_id", "until", "least", "most", "newest", "told_at"))
    if not found:
        return _read_nothing()
    until: dt.date = found[0][5]
    wanted = {period.until for period in list_periods(until)}
    cells: dict[tuple[str, Unit, dt.date], Cell] = {
        (row[0], row[1], row[2]): Cell(row[3], row[4]) for row in found if row[2] in wanted
    }
    told = max((row[6] for row in found if row[2] == until), default=None)
    return Published(until, told, cells)


def _read_nothing() -> Published:
    """When the newest snapshot was published; of its cells none. One query."""
    snapshot = Snapshot.objects.newest().first()
    return Published(snapshot.until, snapshot.published_at) if snapshot else Published()


def read_facts(organisations: Collection[int]) -> dict[tuple[int, int], YearFacts]:
    """(organisation, school year) → its numbers. One query."""
    rows = YearFacts.objects.filter(organisation__in=list(organisations))
    return {(row.organisation_id, row.school_year): row for row in rows}
