"""Patterns of meetings («elke vierde woensdag, 15:30–17:00, tot juli») and the days they give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.rrule import rrulestr
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from knowledge_network.school_year.calendar import ClosedBecause, SchoolCalendar
from plg.meetings.enums import Repeat

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_MEETINGS = 60
LONGEST = dt.timedelta(days=800)


@dataclass(frozen=True)
class Occasion:
    """A day that the pattern gives; `closed_because` names the holiday for which it is left out by itself."""

    day: dt.date
    closed_because: ClosedBecause | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_because is None


def write_rule(repeat: str, weekday: int) -> str:
    """The pattern as RFC 5545 writes it, without its beginning and end; `weekday` 0 is Monday."""
    day = DAYS[weekday]
    kind, number = repeat[0], int(repeat[1:])
    return f"FREQ=WEEKLY;INTERVAL={number};BYDAY={day}" if kind == "w" else f"FREQ=MONTHLY;BYDAY={number}{day}"


def list_days(rule: str, first: dt.date, last: dt.date, most: int = MOST_MEETINGS) -> list[dt.date]:
    """The days of the pattern from `first` to `last`, both included; at most `most`."""
    last = min(last, first + LONGEST)
    start = dt.datetime.combine(first, dt.time(12))
    pattern = rrulestr(rule, dtstart=start)
    found: list[dt.date] = []
    for moment in pattern:
        if moment.date() > last or len(found) >= most:
            break
        found.append(moment.date())
    return found


def occasions(rule: str, first: dt.date, last: dt.date, calendar: SchoolCalendar) -> list[Occasion]:
    """The days of the pattern with, for days on which schools are closed, why."""
    return [Occasion(day, calendar.closed_because(day)) for day in list_days(rule, first, last)]


def cut_after(found: list[Occasion], count: int) -> list[Occasion]:
    """Up to and including the `count`-th day on which schools are open; holidays between are shown, not counted."""
    kept: list[Occasion] = []
    for occasion in found:
        if sum(one.is_open for one in kept) == count:
            break
        kept.append(occasion)
    return kept


def describe(rule: str) -> str:
    """«every four weeks on Wednesday», in the language of the reader."""
    parts = dict(part.split("=") for part in rule.split(";"))
    weekday = WEEKDAYS[DAYS.index(parts["BYDAY"][-2:])]
    code = f"w{parts['INTERVAL']}" if parts["FREQ"] == "WEEKLY" else f"m{parts['BYDAY'][:-2]}"
    label = dict(Repeat.choices).get(code, rule)
    return _("%(weekday)s: %(repeat)s") % {"weekday": str(weekday).capitalize(), "repeat": label}


def gives_too_many(rule: str, first: dt.date, last: dt.date) -> bool:
    return len(list_days(rule, first, last, MOST_MEETINGS + 1)) > MOST_MEETINGS


def next_school_year(day: dt.date) -> dt.date:
    """The same weekday 52 weeks later."""
    return day + dt.timedelta(weeks=52)
