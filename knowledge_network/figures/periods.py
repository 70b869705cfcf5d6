"""The days that a figure counts: a school year up to a day, and the same days of the years before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from knowledge_network.school_year.calendar import find_school_year, first_day, last_day

YEARS_SHOWN = 3
ONE_DAY = dt.timedelta(days=1)


def written(year: int) -> str:
    """«2026-2027»."""
    return f"{year}-{year + 1}"


@dataclass(frozen=True)
class Period:
    """From the first day of a school year up to and including `until`."""

    year: int
    until: dt.date

    @property
    def first(self) -> dt.date:
        return first_day(self.year)

    @property
    def after(self) -> dt.date:
        """The first day that no longer counts."""
        return self.until + ONE_DAY

    @property
    def is_whole(self) -> bool:
        return self.until == last_day(self.year)

    @property
    def semester_first(self) -> dt.date:
        """First day of the half year in which `until` lies: August to January, February to July."""
        february = dt.date(self.year + 1, 2, 1)
        return february if self.until >= february else self.first


def period_until(until: dt.date) -> Period:
    return Period(find_school_year(until), until)


def same_days(period: Period, year: int) -> Period:
    """The same part of another school year; the last of February stays the last of February."""
    wanted = period.until.year - period.year + year
    next_day = period.until + ONE_DAY
    if next_day.day == 1:
        moved = dt.date(wanted + (next_day.year - period.until.year), next_day.month, 1) - ONE_DAY
    elif period.until.month == 2 and period.until.day > 28:
        moved = dt.date(wanted, 2, 28)
    else:
        moved = period.until.replace(year=wanted)
    return Period(year, moved)


def whole(year: int) -> Period:
    return Period(year, last_day(year))


@lru_cache(maxsize=64)
def list_periods(until: dt.date) -> tuple[Period, ...]:
    """What one snapshot tells of: this year so far, the same days of the year before, and two whole years."""
    now = period_until(until)
    found = [now, same_days(now, now.year - 1), whole(now.year - 1), whole(now.year - 2)]
    unique = {(period.year, period.until): period for period in found}
    return tuple(unique[key] for key in sorted(unique))


def last_month_end(today: dt.date) -> dt.date:
    return today.replace(day=1) - ONE_DAY
