"""Quiet hours are those of the clock on the wall, in both nights of the clock change too."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.notifications.outbox import rhythm
from knowledge_network.notifications.outbox.models import MailRhythm
from tests.notifications.calendars import Weekdays

pytestmark = pytest.mark.clock

WEEKDAYS = Weekdays()
LOUD = {"quiet_evenings": False, "quiet_weekends": False, "quiet_holidays": False}


class Closed:
    """Schools are closed on these days and in weekends."""

    def __init__(self, *days: dt.date) -> None:
        self.days = days

    def is_school_day(self, day: dt.date) -> bool:
        return day.weekday() < rhythm.SATURDAY and day not in self.days


def at(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T18:59", "2026-11-24T18:59"),
        ("2026-11-24T19:00", "2026-11-25T07:00"),
        ("2026-11-24T06:59", "2026-11-24T07:00"),
        ("2026-11-24T07:00", "2026-11-24T07:00"),
        ("2026-11-27T20:00", "2026-11-30T07:00"),  # a Friday evening
        ("2026-11-28T12:00", "2026-11-30T07:00"),
        # The clock goes forward on 29 March and back on 25 October.
        ("2026-03-28T23:30", "2026-03-30T07:00"),
        ("2026-10-25T02:30", "2026-10-26T07:00"),
    ],
)
def test_mail_that_can_wait_waits_for_the_morning_of_a_working_day(moment, expected):
    assert rhythm.next_open(at(moment), rhythm.DEFAULT, WEEKDAYS) == at(expected)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_seven_is_seven_on_the_wall_after_the_clock_change(night):
    mine = MailRhythm(quiet_weekends=False, quiet_holidays=False)
    moment = at(f"{night}T00:30")
    opened = timezone.localtime(rhythm.next_open(moment, mine, WEEKDAYS))
    assert (opened.date().isoformat(), opened.time()) == (night, dt.time(7))


def test_a_holiday_is_waited_out():
    closed = Closed(*[dt.date(2026, 12, 21) + dt.timedelta(days=n) for n in range(14)])
    assert rhythm.next_open(at("2026-12-22T10:00"), rhythm.DEFAULT, closed) == at("2027-01-04T07:00")
    awake = MailRhythm(quiet_holidays=False)
    assert rhythm.next_open(at("2026-12-22T10:00"), awake, closed) == at("2026-12-22T10:00")


def test_who_wants_no_quiet_gets_mail_at_any_hour():
    moment = at("2026-11-28T23:30")
    assert rhythm.next_open(moment, MailRhythm(**LOUD), WEEKDAYS) == moment


def test_a_calendar_without_a_school_day_ends_the_search():
    class Never:
        def is_school_day(self, day: dt.date) -> bool:
            return False

    moment = at("2026-11-24T10:00")
    assert rhythm.next_open(moment, rhythm.DEFAULT, Never()) == moment
    assert rhythm.next_school_day(moment.date(), Never()) == moment.date()


def test_what_must_be_known_in_time_moves_back_and_what_can_wait_moves_on():
    closed = Closed(dt.date(2026, 11, 27))
    sunday = dt.date(2026, 11, 29)
    assert rhythm.previous_school_day(sunday, closed) == dt.date(2026, 11, 26)
    assert rhythm.next_school_day(sunday, closed) == dt.date(2026, 11, 30)
    assert rhythm.next_school_day(dt.date(2026, 11, 26), closed) == dt.date(2026, 11, 26)


def test_a_reminder_comes_forward_by_a_week_at_most():
    christmas = Closed(*(dt.date(2026, 12, 21) + dt.timedelta(days=days) for days in range(12)))
    assert rhythm.day_in_time(dt.date(2026, 12, 24), christmas) == dt.date(2026, 12, 18)
    assert rhythm.day_in_time(dt.date(2026, 12, 30), christmas) == dt.date(2026, 12, 30), "days early is no reminder"
