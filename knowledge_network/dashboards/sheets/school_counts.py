"""What is counted exactly of one school, kept for some minutes: how many there are, not who or which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_network.dashboards.sheets.trend import count_by_month
from knowledge_network.figures import exact, measures
from knowledge_network.figures.periods import Period, same_days, whole
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.school_year.calendar import SchoolCalendar, first_day

# Of what stands out no more is told.
MOST_POINTS = 3


@dataclass(frozen=True)
class PeriodCounts:
    """The exact figures of a school or a board in a period; `completed` of `studies` reached phase 7."""

    people: int
    groups: int
    studies: int
    completed: int
    shared: int


@dataclass(frozen=True)
class SchoolCounts:
    """By period, and by month for the drawing; of what stands out the first: groups that sleep, studies that go on."""

    periods: dict[Period, PeriodCounts]
    by_month: dict[int, tuple[int, ...]]
    asleep: tuple[exact.GroupStay, ...]
    going_on: tuple[str, ...]


def find_period_before(period: Period) -> Period:
    """What a school year is put beside: the year before, or the same days of it while the year runs."""
    return whole(period.year - 1) if period.is_whole else same_days(period, period.year - 1)


def read_school_counts(school: int, periods: Sequence[Period], today: dt.date) -> Counted[SchoolCounts]:
    """Of `periods`, the oldest first, and of the days that the last is put beside; at most five minutes old."""
    now = periods[-1]
    return read_counted(
        f"dashboards.school.{school}.{now.year}.{now.until}", lambda: count_school(school, periods, today)
    )


def count_school(school: int, periods: Sequence[Period], today: dt.date) -> SchoolCounts:
    """Five queries: people, groups, studies, holidays and products."""
    now = periods[-1]
    people = measures.who_takes_part(list(periods), [school])
    stays, studies = exact.group_stays(school), exact.study_stays(school)
    products = exact.list_shared(school, periods[0].first, now.until)
    calendar = read_calendar(periods)

    def count(period: Period) -> PeriodCounts:
        counted = exact.find_studies_in(studies, period, calendar)
        return PeriodCounts(
            people=len({row.member for row in people if row.year == period.year and row.day <= period.until}),
            groups=len(exact.find_groups_on(stays, period.until)),
            studies=len(counted),
            completed=sum(exact.is_completed(study, period.until) for study in counted),
            shared=sum(period.first <= product.day <= period.until for product in products),
        )

    asleep = [stay for stay in exact.find_groups_on(stays, now.until) if stay.sleeps]
    going_on = [
        study.title for study in exact.find_studies_in(studies, now, calendar) if not exact.is_completed(study, today)
    ]
    return SchoolCounts(
        periods={period: count(period) for period in (*periods, find_period_before(now))},
        by_month=count_by_month(people, periods),
        asleep=tuple(asleep[:MOST_POINTS]),
        going_on=tuple(going_on[:MOST_POINTS]),
    )


def read_calendar(periods: Sequence[Period]) -> SchoolCalendar:
    """The school calendar as far back as a study of these periods can have begun. One query."""
    earliest = first_day(periods[0].year - 1) - dt.timedelta(weeks=60)
    return exact.holidays_through(earliest, periods[-1].until)
