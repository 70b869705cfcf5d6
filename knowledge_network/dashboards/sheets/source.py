"""All that is read for the page of one school, once, and what follows from it for a school year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.pieces import YearLink
from knowledge_network.dashboards.sheets.school_counts import (
    PeriodCounts,
    SchoolCounts,
    find_period_before,
    read_school_counts,
)
from knowledge_network.figures.models import Explanation, YearFacts
from knowledge_network.figures.periods import YEARS_SHOWN, Period, whole
from knowledge_network.figures.queries import Cell, Published, read_for_sheet, read_own_facts
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.kept_counts import Counted
from knowledge_network.kit.prepared import Built, PreparedQuery, instance, list_columns
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Board, Organisation
from knowledge_network.school_year.calendar import find_school_year

QUARTERS = 4
# What the exact figures of a school or a board count.
BEHIND = ("deelname", "groepen", "lesson-study", "gedeeld")
BOARD = "governing_board__"


@dataclass(frozen=True)
class Source:
    """All that was read for the sheet of one school. `cell_unit` is whose published figures stand there."""

    school: Organisation
    periods: list[Period]
    facts: dict[tuple[int, int], YearFacts]
    counted: Counted[SchoolCounts]
    published: Published

    @property
    def now(self) -> Period:
        return self.periods[-1]

    @property
    def before(self) -> Period:
        return find_period_before(self.now)

    @property
    def counts(self) -> SchoolCounts:
        return self.counted.found

    @cached_property
    def behind(self) -> dict[str, str]:
        """What a list is of → its address without a year: a page has two dozen of them."""
        return {what: reverse("dashboards:school_behind", args=[self.school.slug, what]) for what in BEHIND}

    def headcount(self, year: int) -> int | None:
        found = self.facts.get((self.school.pk, year))
        return found.headcount if found else None

    def agreed(self, year: int) -> int | None:
        found = self.facts.get((self.school.pk, year))
        return found.agreed_hours if found else None

    def count(self, period: Period) -> PeriodCounts:
        """What is exact: of the periods of the page, and of the days that the last of them is put beside."""
        return self.counts.periods[period]

    def told(self, code: str, year: int, *, of_last_year: bool = False) -> Cell | None:
        """A published cell of the year, or of the same days a year earlier.

        Only where the school was counted as it is in the year of the sheet: its own figure is never put beside that of
        several schools together.
        """
        period = self.published.period_of(year)
        if period is None:
            return None
        if of_last_year:
            period = self.published.compared_with(period)
        if self.is_counted(period.year) and self.cell_unit(period.year) == self.cell_unit(self.now.year):
            return self.published.told_of(code, self.school.pk, period)
        return None

    def is_counted(self, year: int) -> bool:
        return (self.school.pk, year) in self.published.counted_in

    def cell_unit(self, year: int) -> int | None:
        """The cell in which the school is counted: itself, its board of then, or what is left of the network."""
        return self.published.counted_in.get((self.school.pk, year))

    def middle(self, code: str, year: int) -> Cell | None:
        period = self.published.period_of(year)
        return self.published.cell(code, None, period.until) if period else None


# In an address: of a year that is over as many days as the running one has.
SAME_DAYS = {"dagen": "gelijk"}


def is_shown(year: int) -> bool:
    """Whether the pages go back that far."""
    this = find_school_year(timezone.localdate())
    return this - YEARS_SHOWN < year <= this


def years_until(year: int, today: dt.date) -> list[Period]:
    """Three school years up to and with `year`; of the running one as far as today."""
    this = find_school_year(today)
    return [whole(number) if number < this else Period(number, today) for number in range(year - 2, year + 1)]


def _school_query(slug: str, year: int) -> Built:
    # As an expression: a stand-in is no year that the column could hold.
    asked = Value(year, output_field=BigIntegerField())
    words = Explanation.objects.filter(organisation=OuterRef("pk"), school_year=asked).annotate(
        told=JSONObject(
            text=F("text"),
            version=F("version"),
            by=F("written_by__given_name"),
            infix=F("written_by__infix"),
            family=F("written_by__family_name"),
            on=F("written_at"),
        )
    )
    schools = Organisation.objects.filter(kind=OrganisationKind.SITE, slug=slug)
    board = [BOARD + name for name in list_columns(Board)]
    return schools.annotate(words=Subquery(words.values("told"))), [*list_columns(Organisation), "words", *board]


_school = PreparedQuery(_school_query, slug=str, year=int)


def find_school(slug: str, year: int) -> Organisation | None:
    """With its board, and its words of the year as `words`. One query, of which the SQL is kept."""
    for row in _school.rows(slug=slug, year=year):
        school = instance(Organisation, row)
        school.governing_board = instance(Board, row, BOARD) if school.governing_board_id else None
        return school
    return None


def read_source(school: Organisation, year: int, today: dt.date) -> Source:
    """Three queries: numbers, and two for what was published; five more once in five minutes for what is counted."""
    periods = years_until(year, today)
    return Source(
        school=school,
        periods=periods,
        facts=read_own_facts(school.pk),
        counted=read_school_counts(school.pk, periods, today),
        published=read_for_sheet(school.pk),
    )


def year_links(address: str, year: int, this: int) -> list[YearLink]:
    numbers = range(this - YEARS_SHOWN + 1, this + 1)
    return [
        YearLink(f"{n}/{(n + 1) % 100:02d}", address if n == this else f"{address}?schooljaar={n}", n == year)
        for n in numbers
    ]


def say_compared(now: Period) -> str:
    """Which days are counted, and beside which."""
    if now.is_whole:
        return _("The whole school year, beside the year before")
    return _("1 August until %(day)s, beside the same days of last year") % {"day": nice_date(now.until)}


def is_own(source: Source) -> bool:
    return source.cell_unit(source.now.year) == source.school.pk


def about_whom(source: Source) -> str:
    """Of whom the published figures of the sheet are, when a school is too small for ones of its own."""
    year = source.now.year
    if not source.is_counted(year) or is_own(source):
        return ""
    unit, board = source.cell_unit(year), source.school.governing_board
    if unit is None:
        return _("Too few people at this school and its board: of all small schools of the network together.")
    if board is None or board.pk != unit:
        return _("Too few people at this school: of the smaller schools of its board of then together.")
    return _("Too few people at this school: of the smaller schools of %(board)s together.") % {"board": board.name}


def find_people_address(place: Organisation, year: int) -> str:
    """Where those stand by name who take part at a school, or at the office of a board or institute."""
    if place.is_site:
        return reverse("dashboards:school_behind", args=[place.slug, "deelname"], query={"schooljaar": year})
    if place.kind in (OrganisationKind.BOARD, OrganisationKind.INSTITUTE):
        return reverse("dashboards:board_behind", args=[place.slug, "bureau"], query={"schooljaar": year})
    return ""
