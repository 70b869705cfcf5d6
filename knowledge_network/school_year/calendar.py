"""When schools are closed: school holidays per region, public holidays, and what that means for counting weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.network import read_network
from knowledge_network.members.organisations.enums import HolidayRegion
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.school_year.models import SchoolHoliday

if TYPE_CHECKING:
    from django.utils.functional import Promise


# A wrong row in the table (a holiday of ten years) must not make a loop that never ends.
LONGEST_LOOK_BACK_WEEKS = 104
FRIDAY = 4
ONE_DAY = dt.timedelta(days=1)
ONE_WEEK = dt.timedelta(weeks=1)


def school_year_start(day: dt.date) -> dt.date:
    """School years run from 1 August."""
    return dt.date(day.year if day.month >= 8 else day.year - 1, 8, 1)


def find_school_year(day: dt.date) -> int:
    """The school year of a day, named by the year in which it begins."""
    return school_year_start(day).year


def first_day(year: int) -> dt.date:
    return dt.date(year, 8, 1)


def last_day(year: int) -> dt.date:
    return dt.date(year + 1, 7, 31)


# The name of the holiday for which schools are closed.
type ClosedBecause = str | Promise


@dataclass(frozen=True)
class SchoolCalendar:
    """The holidays of one region as (first day, last day, name), fetched once and asked often."""

    holidays: tuple[tuple[dt.date, dt.date, str], ...] = ()

    def closed_because(self, day: dt.date) -> ClosedBecause | None:
        """The name of the school holiday or public holiday on `day`, or None."""
        for start, end, name in self.holidays:
            if start <= day <= end:
                return name
        return public_holidays(day.year).get(day)

    def is_school_day(self, day: dt.date) -> bool:
        return day.weekday() <= FRIDAY and self.closed_because(day) is None

    def is_school_week(self, monday: dt.date) -> bool:
        """Whether at least one day from `monday` to Friday is a school day."""
        return any(self.is_school_day(monday + offset * ONE_DAY) for offset in range(FRIDAY + 1))

    @lru_cache(maxsize=256)  # noqa: B019 - a calendar is a value, and few are asked often
    def school_weeks_back(self, today: dt.date, count: int) -> dt.date:
        """The Monday of the `count`-th school week before the week of `today`."""
        monday = oldest = find_monday(today)
        for _step in range(LONGEST_LOOK_BACK_WEEKS):
            if count == 0:
                break
            monday -= ONE_WEEK
            if self.is_school_week(monday):
                oldest = monday
                count -= 1
        return oldest


def find_monday(day: dt.date) -> dt.date:
    return day - day.weekday() * ONE_DAY


def school_calendar(region: str, *, first: dt.date, last: dt.date) -> SchoolCalendar:
    """The calendar of `region`: one query for the holidays that touch `first` to `last`."""
    rows = SchoolHoliday.objects.filter(region=region, start__lte=last, end__gte=first).order_by("start")
    return SchoolCalendar(tuple(rows.values_list("start", "end", "name")))


def school_days_of_network(first: dt.date, last: dt.date) -> SchoolCalendar:
    """For the quiet hours of mail: the calendar of the network's own region."""
    return school_calendar(home_region(), first=first, last=last)


def knows_holidays() -> bool:
    """Whether there are school holidays to leave out: a new network may have none yet."""
    return SchoolHoliday.objects.filter(region=HOME_REGION).exists()


def home_region() -> str:
    """The holiday region of the network."""
    region = Partnership.objects.order_by("pk").values_list("holiday_region", flat=True).first()
    return region or HolidayRegion.NORTH


# The same inside another query.
HOME_REGION = Coalesce(
    Subquery(Partnership.objects.order_by("pk").values("holiday_region")[:1]),
    Value(HolidayRegion.NORTH.value),
)


def dormancy_threshold(today: dt.date, region: str | None = None) -> dt.date:
    """The Monday some school weeks (ten by default) before this one: who has not met since, and plans nothing, sleeps.

    A week without a single school day is not counted. Never moves back when `today` moves on.
    """
    oldest = find_monday(today) - LONGEST_LOOK_BACK_WEEKS * ONE_WEEK
    calendar = school_calendar(region or home_region(), first=oldest, last=today)
    return calendar.school_weeks_back(today, read_network().thresholds.dormant_school_weeks)


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)


@lru_cache(maxsize=32)
def public_holidays(year: int) -> dict[dt.date, Promise]:
    """Days on which Dutch schools are closed by law or custom, with their names."""
    sunday = easter(year)
    kings_day = dt.date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day -= ONE_DAY
    return {
        dt.date(year, 1, 1): _("New Year's Day"),
        sunday - 2 * ONE_DAY: _("Good Friday"),
        sunday: _("Easter Sunday"),
        sunday + ONE_DAY: _("Easter Monday"),
        kings_day: _("King's Day"),
        dt.date(year, 5, 5): _("Liberation Day"),
        sunday + 39 * ONE_DAY: _("Ascension Day"),
        sunday + 49 * ONE_DAY: _("Whit Sunday"),
        sunday + 50 * ONE_DAY: _("Whit Monday"),
        dt.date(year, 12, 25): _("Christmas Day"),
        dt.date(year, 12, 26): _("Boxing Day"),
    }
