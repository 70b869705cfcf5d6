"""What is due by itself: choosing that reached its end, and a reminder three days before at nine."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from expertise.choosing.actions.choosing import close_choosing, remind_silent
from expertise.choosing.models import Choosing
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.outbox import rhythm

NINE = dt.time(9)
DAYS_BEFORE = 3
LATEST = dt.timedelta(hours=12)


def plan_choosing(now: dt.datetime) -> int:
    """One query when nothing is open. Repeating changes nothing more."""
    done = 0
    for choosing in Choosing.objects.open().select_related("cycle"):
        if choosing.closes_at is None:
            continue
        try:
            if choosing.closes_at <= now:
                close_choosing(choosing=choosing, by=None, at=now)
                done += 1
            elif _is_due(choosing, now):
                done += remind_silent(choosing=choosing, by=None, at=now)
        except RefusedError:  # somebody else did it meanwhile
            continue
    return done


def _is_due(choosing: Choosing, now: dt.datetime) -> bool:
    """Once, three days before the end or on the school day before that; not when it opened after that moment."""
    if choosing.closes_at is None or choosing.opened_at is None:
        return False
    day = timezone.localdate(choosing.closes_at) - dt.timedelta(days=DAYS_BEFORE)
    moment = rhythm.local(rhythm.day_in_time(day, rhythm.school_days(day)), NINE)
    was_reminded = choosing.reminded_at is not None and choosing.reminded_at >= moment
    return choosing.opened_at <= moment <= now < moment + LATEST and not was_reminded
