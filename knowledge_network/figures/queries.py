"""Reading what was published: the newest snapshot, and its cells for some units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from knowledge_network.figures.bands import Interval
from knowledge_network.figures.models import CountedPlace, PublishedFigure, Snapshot, YearFacts
from knowledge_network.figures.periods import Period, list_periods, same_days, whole
from knowledge_network.kit.prepared import Built, PreparedQuery, instance, list_columns

type Unit = int | None
# What stands on the page of a school.
SHEET_CODES = (
    "P1.attended", "H1.quarters", "H1.median", "T1.attended", "T1.returned", "T3.used", "E3.claims", "E3.answered",
    "P2.middle", "H2.middle", "G.middle", "L1.middle", "S.middle",
)  # fmt: skip


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
    rows = _told_cells(codes)
    if units is not None:
        rows = rows.filter(Q(unit__in=list(units)) | Q(unit__isnull=True))
    return _as_published(list(rows.values(*TOLD)))


TOLD = ("code", "unit_id", "until", "least", "most", "newest", "told_at")


def _told_cells(codes: Collection[str] | None) -> QuerySet[PublishedFigure]:
    newest = Snapshot.objects.newest().values("until")[:1]
    rows = PublishedFigure.objects.annotate(newest=newest, told_at=F("snapshot__published_at"))
    return rows if codes is None else rows.filter(code__in=list(codes))


def _as_published(found: list[dict[str, Any]]) -> Published:
    if not found:
        return _read_nothing()
    until: dt.date = found[0]["newest"]
    wanted = {period.until for period in list_periods(until)}
    cells: dict[tuple[str, Unit, dt.date], Cell] = {
        (row["code"], row["unit_id"], row["until"]): Cell(row["least"], row["most"])
        for row in found
        if row["until"] in wanted
    }
    told = max((row["told_at"] for row in found if row["until"] == until), default=None)
    return Published(until, told, cells)


def _place_query(place: int) -> Built:
    return CountedPlace.objects.filter(place=place), ("school_year", "cell_id")


def _sheet_query(place: int) -> Built:
    # Of the place, of the cells in which it was counted, and of the network.
    cells = CountedPlace.objects.filter(place=place, cell__isnull=False).values("cell")
    return _told_cells(SHEET_CODES).filter(Q(unit=place) | Q(unit__in=cells) | Q(unit__isnull=True)), TOLD


_place, _sheet = PreparedQuery(_place_query, place=int), PreparedQuery(_sheet_query, place=int)


def read_for_sheet(place: int) -> Published:
    """What `read_of_places` reads of one place with the codes of its page. Two queries, of which the SQL is kept."""
    counted_in = {(place, row["school_year"]): row["cell_id"] for row in _place.rows(place=place)}
    return replace(_as_published(_sheet.rows(place=place)), counted_in=counted_in) if counted_in else _read_nothing()


def _read_nothing() -> Published:
    """When the newest snapshot was published; of its cells none. One query."""
    snapshot = Snapshot.objects.newest().first()
    return Published(snapshot.until, snapshot.published_at) if snapshot else Published()


def read_facts(organisations: Collection[int]) -> dict[tuple[int, int], YearFacts]:
    """(organisation, school year) → its numbers. One query."""
    rows = YearFacts.objects.filter(organisation__in=list(organisations))
    return {(row.organisation_id, row.school_year): row for row in rows}


def _facts_query(organisation: int) -> Built:
    return YearFacts.objects.filter(organisation=organisation), list_columns(YearFacts)


_facts = PreparedQuery(_facts_query, organisation=int)


def read_own_facts(organisation: int) -> dict[tuple[int, int], YearFacts]:
    """The same of one organisation. One query, of which the SQL is kept."""
    rows = _facts.rows(organisation=organisation)
    return {(organisation, row["school_year"]): instance(YearFacts, row) for row in rows}
