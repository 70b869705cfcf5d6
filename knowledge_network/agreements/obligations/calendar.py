"""When obligations are due, for which school years they are made, and when who owes one is reminded."""

from __future__ import annotations

import calendar
import datetime as dt

from knowledge_network.agreements.obligations.models import ObligationRule
from knowledge_network.school_year.calendar import find_school_year

AUGUST = 8
# From this month on the next school year is in sight: its plan and its budget are due in May and July.
NEXT_YEAR_FROM = 2
MONTH_BEFORE, WEEK_BEFORE = 30, 7
WEEK = 7


def years_in_sight(today: dt.date) -> tuple[int, ...]:
    """The school years for which obligations are there: this one, and from February on the next."""
    this = find_school_year(today)
    return (this, this + 1) if NEXT_YEAR_FROM <= today.month < AUGUST else (this,)


def due_day(rule: ObligationRule, year: int) -> dt.date | None:
    """The day on which `rule` is due for the school year `year`; None for once in another year.

    A day that a month does not have (31 June) is its last one.
    """
    if not rule.is_yearly:
        due = rule.due_on
        return due if due is not None and find_school_year(due) + int(rule.before_year) == year else None
    month, day = rule.due_month or AUGUST, rule.due_day or 1
    in_year = year if month >= AUGUST else year + 1
    if rule.before_year:
        in_year -= 1
    return dt.date(in_year, month, min(day, calendar.monthrange(in_year, month)[1]))


def choose_reminder(due_on: dt.date, today: dt.date) -> str:
    """Which reminder is due by today: a name that is the same on every run, or nothing yet.

    T-30, T-7, the day after, then one every week.
    """
    days = (today - due_on).days
    if days < -MONTH_BEFORE:
        return ""
    if days < -WEEK_BEFORE:
        return f"T-{MONTH_BEFORE}"
    if days <= 0:
        return f"T-{WEEK_BEFORE}"
    weeks = (days - 1) // WEEK
    return f"T+{1 + weeks * WEEK}"
