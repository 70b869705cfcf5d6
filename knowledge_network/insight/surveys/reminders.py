"""What is due by itself.

| when | what |
|---|---|
| after its last day | the round closes, its answers go, who guards it is asked to release it |
| three days before its last day, 9:00 | who did not take part yet hears that it closes |

A reminder that falls on a day without school moves to the school day before, when that is at most a week earlier.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.insight.surveys.actions.telling import remind
from knowledge_network.insight.surveys.actions.waves import end_due_wave
from knowledge_network.insight.surveys.models import Wave
from knowledge_network.insight.surveys.queries import silent_people
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.reminders import LATEST

NINE = dt.time(9)
THREE_DAYS = dt.timedelta(days=3)


def plan_waves(now: dt.datetime) -> int:
    """Close what is due, ask who is due; one query for each when nothing is. Repeating changes nothing more."""
    return _end(now) + _ask(now)


def _end(now: dt.datetime) -> int:
    due = list(Wave.objects.due(timezone.localdate(now)).order_by("closes_on", "pk").values_list("pk", flat=True))
    for key in due:
        end_due_wave(wave_id=key, at=now)
    return len(due)


def _ask(now: dt.datetime) -> int:
    horizon = timezone.localdate(now) + THREE_DAYS + rhythm.LONGEST_SHIFT
    waves = list(Wave.objects.open().filter(closes_on__lte=horizon).select_related("group").order_by("closes_on", "pk"))
    if not waves:
        return 0
    calendar = rhythm.school_days(timezone.localdate(now))
    told = 0
    for wave in waves:
        moment = derive_moment(wave.closes_on, calendar)
        # Who was asked after that moment need not be asked at once again.
        was_open = wave.opened_on is not None and wave.opened_on < timezone.localdate(moment)
        if moment <= now < moment + LATEST and was_open and not _was_asked(wave):
            people = silent_people(wave)
            remind(wave, people, at=now)
            told += len(people)
    return told


def _was_asked(wave: Wave) -> bool:
    return Notice.objects.filter(key__startswith=f"insight.scan_waits:{wave.public_id}:").exists()


def derive_moment(closes_on: dt.date, calendar: rhythm.SchoolDays) -> dt.datetime:
    """Three days before at nine, on the clock of the network."""
    day = closes_on - THREE_DAYS
    return rhythm.local(rhythm.day_in_time(day, calendar), NINE)
