"""When mail suits people: quiet evenings, weekends and school holidays, in the time of the network."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.notifications.outbox.models import MailRhythm
from knowledge_network.school_year.calendar import school_days_of_network
from knowledge_network.school_year.counting import SchoolDays

MORNING, EVENING = dt.time(7), dt.time(19)
SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)
# The summer holiday and what lies around it; a calendar without a school day must not make an endless loop.
LONGEST_SEARCH = 120
# A holiday can bring a reminder forward by so much.
LONGEST_SHIFT = dt.timedelta(days=7)
DEFAULT = MailRhythm()


def school_days(around: dt.date) -> SchoolDays:
    """The calendar of half a year before and after a day, for a run that asks it often. One query."""
    return school_days_of_network(around - 180 * ONE_DAY, around + 180 * ONE_DAY)


def local(day: dt.date, time: dt.time) -> dt.datetime:
    """That moment on the clock of the network. An hour that the clock skips is the hour after it."""
    moment = timezone.make_aware(dt.datetime.combine(day, time))
    return moment.astimezone(dt.UTC).astimezone(timezone.get_current_timezone())


def is_quiet(moment: dt.datetime, rhythm: MailRhythm, calendar: SchoolDays) -> bool:
    here = timezone.localtime(moment)
    if rhythm.quiet_evenings and not MORNING <= here.time() < EVENING:
        return True
    if here.weekday() >= SATURDAY:
        return rhythm.quiet_weekends
    return rhythm.quiet_holidays and not calendar.is_school_day(here.date())


def has_overview(day: dt.date, mine: MailRhythm, calendar: SchoolDays) -> bool:
    """Whether the weekly overview of this rhythm comes on `day`: all that can wait stands in it then."""
    return mine.digest and day.weekday() == mine.weekday and comes_on(day, mine, calendar)


def comes_on(day: dt.date, mine: MailRhythm, calendar: SchoolDays) -> bool:
    """Whether an overview of somebody's own day comes on `day`: not in holidays; a weekend in term is no holiday."""
    if not mine.quiet_holidays:
        return True
    if day.weekday() < SATURDAY:
        return calendar.is_school_day(day)
    friday = day - (day.weekday() - SATURDAY + 1) * ONE_DAY
    return calendar.is_school_day(friday) or calendar.is_school_day(friday + 3 * ONE_DAY)


def next_open(moment: dt.datetime, rhythm: MailRhythm | None = None, calendar: SchoolDays | None = None) -> dt.datetime:
    """`moment`, or the first moment after it that is not quiet: at seven in the morning of an open day."""
    rhythm = rhythm or DEFAULT
    calendar = calendar or school_days(timezone.localdate(moment))
    if not is_quiet(moment, rhythm, calendar):
        return moment
    day = timezone.localdate(moment)
    if timezone.localtime(moment).time() >= MORNING:
        day += ONE_DAY
    for _day in range(LONGEST_SEARCH):
        candidate = local(day, MORNING if rhythm.quiet_evenings else dt.time(0))
        if candidate >= moment and not is_quiet(candidate, rhythm, calendar):
            return candidate
        day += ONE_DAY
    return moment


def previous_school_day(day: dt.date, calendar: SchoolDays) -> dt.date:
    """`day` or the last school day before it: for what has to be known in time."""
    return _shift(day, calendar, -ONE_DAY)


def day_in_time(day: dt.date, calendar: SchoolDays) -> dt.date:
    """The day of a reminder that is meant for `day`: the school day up to it, unless that is over a week earlier."""
    earlier = previous_school_day(day, calendar)
    return earlier if day - earlier <= LONGEST_SHIFT else day


def next_school_day(day: dt.date, calendar: SchoolDays) -> dt.date:
    """`day` or the first school day after it: for what can wait."""
    return _shift(day, calendar, ONE_DAY)


def _shift(day: dt.date, calendar: SchoolDays, step: dt.timedelta) -> dt.date:
    found = day
    for _day in range(LONGEST_SEARCH):
        if calendar.is_school_day(found):
            return found
        found += step
    return day
