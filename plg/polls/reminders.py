"""What is due by itself: polls that reached their end, and asking who did not answer the day before.

| when | what |
|---|---|
| at its end | the poll closes; the group hears the result, who decides is asked to choose the date |
| the day before its end, 9:00 | who did not answer hears that it closes |

A reminder that falls on a day without school moves to the school day before, when that is at most a week earlier.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.notifications.outbox import rhythm
from plg.meetings.reminders import LATEST
from plg.polls.actions.polls import end_due_poll
from plg.polls.actions.telling import remind
from plg.polls.models import Poll
from plg.polls.queries import silent_people

NINE = dt.time(9)
ONE_DAY = dt.timedelta(days=1)


def plan_polls(now: dt.datetime) -> int:
    """End what is due and ask who is due; one query for each when nothing is. Repeating changes nothing more."""
    return _end(now) + _ask(now)


def _end(now: dt.datetime) -> int:
    due = Poll.objects.present().filter(closed_at__isnull=True, closes_at__lte=now).order_by("closes_at", "pk")
    return sum(end_due_poll(poll_id=key, at=now) for key in due.values_list("pk", flat=True))


def _ask(now: dt.datetime) -> int:
    horizon = now + ONE_DAY + rhythm.LONGEST_SHIFT
    polls = list(
        Poll.objects.open(now).filter(closes_at__lt=horizon).select_related("group").order_by("closes_at", "pk")
    )
    if not polls:
        return 0
    calendar = rhythm.school_days(timezone.localdate(now))
    told = 0
    for poll in polls:
        moment = derive_moment(poll.closes_at, calendar)
        # Who was asked after that moment need not be asked at once again.
        if moment <= now < moment + LATEST and poll.made_at <= moment:
            told += remind(poll, silent_people(poll), by=None, day=timezone.localdate(moment), at=now)
    return told


def derive_moment(closes_at: dt.datetime, calendar: rhythm.SchoolDays) -> dt.datetime:
    """The day before at nine, on the clock of the network."""
    day = timezone.localdate(closes_at) - ONE_DAY
    return rhythm.local(rhythm.day_in_time(day, calendar), NINE)
