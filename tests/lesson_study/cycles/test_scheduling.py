"""Days of a team around holidays: what is proposed keeps the rules, and each broken rule is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from knowledge_network.school_year.calendar import SchoolCalendar
from knowledge_network.school_year.counting import school_days_between
from lesson_study.cycles.enums import DayKind
from lesson_study.cycles.scheduling import COVER_AHEAD, ProposedDay, Wishes, check_days, propose_days
from plg.meetings.enums import HalfDay

CALENDAR = SchoolCalendar(
    (
        (dt.date(2026, 7, 4), dt.date(2026, 8, 16), "Zomervakantie"),
        (dt.date(2026, 10, 10), dt.date(2026, 10, 18), "Herfstvakantie"),
        (dt.date(2026, 12, 19), dt.date(2027, 1, 3), "Kerstvakantie"),
        (dt.date(2027, 7, 10), dt.date(2027, 8, 22), "Zomervakantie"),
    )
)
TODAY = dt.date(2026, 9, 1)


def lesson_days(**changes):
    """A lesson with its discussion, and both again a week later; `changes`: kind → day."""
    times = {"half_day": HalfDay.MORNING, "start_time": dt.time(9), "end_time": dt.time(10, 15)}
    after = {"half_day": HalfDay.AFTERNOON, "start_time": dt.time(15, 30), "end_time": dt.time(17)}
    days = {
        DayKind.LESSON: ProposedDay(DayKind.LESSON, dt.date(2026, 10, 28), **times),
        DayKind.DISCUSSION: ProposedDay(DayKind.DISCUSSION, dt.date(2026, 10, 28), **after),
        DayKind.RETEACH: ProposedDay(DayKind.RETEACH, dt.date(2026, 11, 4), **times),
        DayKind.REDISCUSSION: ProposedDay(DayKind.REDISCUSSION, dt.date(2026, 11, 4), **after),
    }
    for kind, day in changes.items():
        days[DayKind(kind)] = replace(days[DayKind(kind)], day=day)
    return list(days.values())


def errors(days, today=TODAY):
    return [str(finding.text) for finding in check_days(days, CALENDAR, today) if finding.is_error]


def warnings(days, today=TODAY):
    return [str(finding.text) for finding in check_days(days, CALENDAR, today) if not finding.is_error]


@pytest.mark.parametrize("weeks", [1, 6, 8, 10, 40])
@pytest.mark.parametrize("weekday", range(5))
@pytest.mark.parametrize(
    "start", [dt.date(2026, 8, 20), dt.date(2026, 9, 8), dt.date(2026, 11, 30), dt.date(2027, 5, 20)]
)
def test_what_is_proposed_breaks_no_rule(weeks, weekday, start):
    proposed = propose_days(Wishes(start, weekday, weeks), CALENDAR, start)
    assert errors(proposed, start) == []
    assert [day.kind for day in proposed] == [
        DayKind.STUDY,
        DayKind.STUDY,
        DayKind.STUDY,
        DayKind.LESSON,
        DayKind.DISCUSSION,
        DayKind.RETEACH,
        DayKind.REDISCUSSION,
        DayKind.REFLECTION,
    ]
    lesson = next(day for day in proposed if day.kind == DayKind.LESSON)
    assert school_days_between(start, lesson.day, CALENDAR) >= COVER_AHEAD
    assert {day.day.weekday() for day in proposed} == {weekday}


def test_good_days_are_fine():
    assert errors(lesson_days()) == []


def test_no_lesson_in_a_holiday_or_a_weekend():
    assert "Herfstvakantie" in errors(lesson_days(lesson=dt.date(2026, 10, 14), discussion=dt.date(2026, 10, 14)))[0]
    assert errors(lesson_days(lesson=dt.date(2026, 10, 24), discussion=dt.date(2026, 10, 24)))


def test_other_days_in_a_holiday_are_warned_of():
    days = [replace(lesson_days()[1], kind=DayKind.STUDY, day=dt.date(2026, 10, 14))]
    assert errors(days) == []
    assert "Herfstvakantie" in warnings(days)[0]


@pytest.mark.parametrize("day", [dt.date(2026, 8, 17), dt.date(2026, 8, 21), dt.date(2027, 7, 5), dt.date(2027, 7, 9)])
def test_no_lesson_in_the_first_or_last_school_week(day):
    assert any("schoolweek" in text for text in errors(lesson_days(reteach=day, rediscussion=day), dt.date(2026, 8, 1)))


def test_cover_wants_fifteen_school_days_and_less_is_warned_of():
    fifteen = dt.date(2026, 10, 5)
    assert school_days_between(fifteen, dt.date(2026, 11, 2), CALENDAR) == 15
    days = lesson_days(lesson=dt.date(2026, 11, 2), discussion=dt.date(2026, 11, 2), reteach=dt.date(2026, 11, 9))
    assert not any("vervanging" in text for text in warnings(days, fifteen))
    assert any("14 schooldagen" in text for text in warnings(days, dt.date(2026, 10, 6)))


def test_the_discussion_is_within_a_day():
    assert errors(lesson_days(discussion=dt.date(2026, 10, 29))) != []
    morning = [replace(day, start_time=dt.time(9)) if day.kind == DayKind.DISCUSSION else day for day in lesson_days()]
    next_morning = [
        replace(day, day=dt.date(2026, 10, 29)) if day.kind == DayKind.DISCUSSION else day for day in morning
    ]
    assert errors(next_morning) == []
    assert any("voorbij" in text for text in errors(morning))
    assert errors([day for day in lesson_days() if day.kind != DayKind.DISCUSSION])


def test_three_school_days_lie_between_discussion_and_second_lesson():
    friday = {"reteach": dt.date(2026, 10, 30), "rediscussion": dt.date(2026, 10, 30)}
    assert any("1 schooldag" in text for text in errors(lesson_days(**friday)))
    tuesday = {"reteach": dt.date(2026, 11, 3), "rediscussion": dt.date(2026, 11, 3)}
    assert errors(lesson_days(**tuesday)) == []
    before = {"reteach": dt.date(2026, 10, 21), "rediscussion": dt.date(2026, 10, 21)}
    assert errors(lesson_days(**before))
