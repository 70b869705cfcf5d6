"""The true counts, by the organisation at which they are counted. Nothing here is shown: `figures.actions` bands it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import connection
from django.db.models import Count, Q

from knowledge_network.figures import statements
from knowledge_network.figures.periods import Period
from knowledge_network.figures.tables import BY_CODE, FEWEST_PEOPLE
from knowledge_network.insight.stories.enums import ValueKind
from knowledge_network.insight.stories.models import StoryPart, ValueStory
from knowledge_network.members.people.enums import Function
from knowledge_network.school_year.calendar import first_day, home_region, school_calendar
from lesson_study.cycles.enums import CycleState
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Insight
from plg.groups.enums import GroupState
from plg.groups.models import Group
from plg.records.hours import QUARTERS_A_DAY

IN_TIME_SCHOOL_DAYS = 20
TAKES_PART_FROM_DAYS = 90
ONE_DAY = dt.timedelta(days=1)

STATEMENTS = {
    "P1.attended": statements.ATTENDED + statements.PEOPLE,
    "P1.students": statements.ATTENDED + statements.PEOPLE,
    "P3.invited": statements.INVITED + statements.TIMES,
    "P3.attended": statements.PRESENT + statements.TIMES,
    "P4.before": statements.BEFORE + statements.PEOPLE,
    "P4.stayed": statements.STAYED + statements.PEOPLE,
    "H1.quarters": statements.QUARTERS + statements.TIMES,
    "H1.students": statements.QUARTERS + statements.TIMES,
    "T1.attended": statements.ATTENDED_SEMESTER + statements.PEOPLE,
    "T1.returned": statements.RETURNED_SEMESTER + statements.PEOPLE,
    "T2.returned": statements.BROUGHT_BACK + statements.TIMES,
    "T2.applied": statements.APPLIED + statements.TIMES,
    "T3.used": statements.USED + statements.PEOPLE,
    "E3.claims": statements.CLAIMS + statements.TIMES,
    "E3.answered": statements.HELPED + statements.TIMES,
    "E4.asked": statements.ASKED + statements.TIMES,
    "E4.in_time": statements.IN_TIME + statements.TIMES,
}


def count_by_place(code: str, period: Period) -> dict[int, int]:
    """Organisation → count of the table `code`. One query."""
    values = _values(period, students=BY_CODE[code].students)
    if code == "E4.in_time":
        values |= build_deadlines(period)
    return dict(_rows(STATEMENTS[code], values))


def people_at_work(period: Period, *, students: bool) -> dict[int, int]:
    """Organisation → how many different people worked there at some time of the period. One query."""
    return dict(_rows(statements.AT_WORK, _values(period, students=students)))


def hours_by_place(period: Period) -> dict[int, list[int]]:
    """Organisation → the quarter hours of each person of the staff who was there. One query."""
    found: dict[int, list[int]] = {}
    for place, _member, quarters in _rows(statements.PEOPLES_QUARTERS, _values(period, students=False)):
        found.setdefault(place, []).append(quarters)
    return found


def find_middle(quarters: list[int]) -> int | None:
    """The median in whole hours, of five people or more."""
    return round(median(quarters) / 4) if len(quarters) >= FEWEST_PEOPLE else None


def take_part_by_place(period: Period) -> dict[int, int]:
    """P2: organisation → people of the staff who take part. One query."""
    return dict(_rows(statements.TAKE_PART_BY_PLACE, takes_part_values([period])))


@dataclass(frozen=True)
class TakesPart:
    """Somebody who takes part, from which day on, in which school year and where they worked that day."""

    year: int
    day: dt.date
    member: int
    unit: int


def who_takes_part(periods: list[Period], units: Iterable[int]) -> list[TakesPart]:
    """P2 of some organisations in some school years, by day. One query."""
    rows = _rows(statements.TAKE_PART_OF_UNITS, takes_part_values(periods) | {"units": list(units)})
    return [TakesPart(first.year, day, member, unit) for first, day, member, unit in rows]


def takes_part_values(periods: list[Period]) -> dict[str, Any]:
    return {
        "firsts": [period.first for period in periods],
        "untils": [period.until for period in periods],
        "days": TAKES_PART_FROM_DAYS,
        "student": Function.STUDENT_TEACHER.value,
    }


@dataclass(frozen=True)
class Ties:
    """X1 of a board: external minus internal ties, divided by all; and what it would be by chance."""

    index: float
    chance: float


def ties_by_board(period: Period) -> dict[int, Ties]:
    """Board or institute → its ties, of five people or more. Two queries."""
    values = _values(period, students=False)
    groups: dict[int, Counter[int]] = {}
    for group, board, people in _rows(statements.GROUP_BOARDS, values):
        groups.setdefault(group, Counter())[board] = people
    size = dict(_rows(statements.BOARD_PEOPLE, values))
    outside: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    for boards in groups.values():
        together = sum(boards.values())
        for board, people in boards.items():
            outside[board] += people * (together - people)
            inside[board] += people * (people - 1)
    everybody = sum(size.values())
    found = {}
    for board, people in size.items():
        ties = outside[board] + inside[board]
        if people >= FEWEST_PEOPLE and ties and everybody > 1:
            chance = (everybody - people - (people - 1)) / (everybody - 1)
            found[board] = Ties(round((outside[board] - inside[board]) / ties, 1), round(chance, 1))
    return found


def insights_by_level(period: Period) -> dict[str, int]:
    """F1, of the whole network: insights of studies that were finished in the period. One query."""
    rows = Insight.objects.filter(
        cycle__state=CycleState.FINISHED,
        cycle__finished_at__date__gte=period.first,
        cycle__finished_at__date__lte=period.until,
    )
    counted = rows.order_by().values("level").annotate(n=Count("pk"))
    found = {row["level"]: row["n"] for row in counted}
    return {
        "F1.pupil": found.get(InsightLevel.PUPIL, 0),
        "F1.teacher": found.get(InsightLevel.TEACHER, 0),
        "F1.school": found.get(InsightLevel.SCHOOL, 0),
    }


def count_told(period: Period) -> dict[str, int]:
    """F1, of the whole network: what value stories tell that were shared in the period. Two queries.

    A story that its teller keeps for themselves counts nowhere.
    """
    told = ValueStory.objects.shared().filter(shared_on__gte=period.first, shared_on__lte=period.until)
    parts = StoryPart.objects.filter(story__in=told.values("pk"))
    counted = parts.order_by().values("kind", "level").annotate(n=Count("pk"))
    found = {(row["kind"], row["level"]): row["n"] for row in counted}
    return {
        "F1.tellers": told.order_by().values("author").distinct().count(),
        "F1.told_applied": found.get((ValueKind.APPLIED, ""), 0),
        "F1.told_pupil": found.get((ValueKind.REALISED, InsightLevel.PUPIL), 0),
        "F1.told_teacher": found.get((ValueKind.REALISED, InsightLevel.TEACHER), 0),
        "F1.told_school": found.get((ValueKind.REALISED, InsightLevel.SCHOOL), 0),
    }


def grown_groups(period: Period) -> int:
    """Groups that were closed in the period, or are a year old on its last day. One query."""
    closed = Q(state__in=GroupState.ENDED, closed_on__gte=period.first, closed_on__lte=period.until)
    goes_on = Q(state__in=GroupState.RUNNING) | Q(state__in=GroupState.ENDED, closed_on__gt=period.until)
    old = goes_on & Q(started_on__lte=period.until - relativedelta(years=1))
    return Group.objects.filter(closed | old).count()


def build_deadlines(period: Period) -> dict[str, Any]:
    """Each day of the period, and the last day that is within twenty school days after it. One or two queries."""
    last = period.until + dt.timedelta(days=120)
    calendar = school_calendar(home_region(), first=period.first, last=last)
    days = [period.first + n * ONE_DAY for n in range((last - period.first).days + 1)]
    school_days = [day for day in days if calendar.is_school_day(day)]
    asked = [day for day in days if day <= period.until]
    found, ahead = [], 0
    for day in asked:
        while ahead < len(school_days) and school_days[ahead] <= day:
            ahead += 1
        late = ahead + IN_TIME_SCHOOL_DAYS
        found.append(school_days[late] - ONE_DAY if late < len(school_days) else last)
    return {"days": asked, "deadlines": found}


def _values(period: Period, *, students: bool) -> dict[str, Any]:
    return {
        "first": period.first,
        "until": period.until,
        "after": period.after,
        "semester": period.semester_first,
        "year_before": first_day(period.year - 1),
        "student": Function.STUDENT_TEACHER.value,
        "students": students,
        "most_a_day": QUARTERS_A_DAY,
    }


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
