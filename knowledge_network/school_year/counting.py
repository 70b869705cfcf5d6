"""Counting in school days: weekends, school holidays and public holidays do not count. Pure, given a calendar."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

# A calendar without a school day must not make an endless loop.
LONGEST = 400
ONE_DAY = dt.timedelta(days=1)


class SchoolDays(Protocol):
    """Which days are school days."""

    def is_school_day(self, day: dt.date) -> bool: ...


def after_school_days(day: dt.date, count: int, calendar: SchoolDays) -> dt.date:
    """The `count`-th school day after `day`; `day` itself does not count."""
    found = day
    for _step in range(LONGEST):
        if count <= 0:
            break
        found += ONE_DAY
        if calendar.is_school_day(found):
            count -= 1
    return found


def school_days_between(first: dt.date, last: dt.date, calendar: SchoolDays) -> int:
    """How many school days came after `first` up to and with `last`; 0 when `last` is not later."""
    days = min(max(0, (last - first).days), LONGEST * 3)
    return sum(calendar.is_school_day(first + number * ONE_DAY) for number in range(1, days + 1))
