"""Mail that can wait: not in quiet hours and not a second one on a day, also what was held, stopped or left lying."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.notifications.outbox import kinds, rhythm
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm

# An overview comes at the hour that its reader chose, also when that is in the evening; later than this it can wait.
OWN_HOUR = dt.timedelta(hours=1)


class QuietHours:
    """Knows for one run which days are school days: one query, and one more for each mail in the quiet hours."""

    def __init__(self) -> None:
        self._calendar: rhythm.SchoolDays | None = None

    def until(self, delivery: Delivery) -> dt.datetime | None:
        """When its reader wants it, or None when the mail may go out now."""
        now = timezone.now()
        if delivery.member is None or not delivery.bulk or delivery.resent_from_id is not None:
            return None  # urgent, or sent again by a coordinator
        if had_one_today(delivery, now):
            return self._opens(delivery, rhythm.local(timezone.localdate(now) + rhythm.ONE_DAY, rhythm.MORNING))
        if not is_bound(delivery, now) or not rhythm.is_quiet(now, rhythm.DEFAULT, self._days(now)):
            return None
        opens = self._opens(delivery, now)
        return opens if opens > now else None

    def _opens(self, delivery: Delivery, moment: dt.datetime) -> dt.datetime:
        mine = MailRhythm.objects.filter(member=delivery.member).first() or rhythm.DEFAULT
        return rhythm.next_open(moment, mine, self._days(moment))

    def _days(self, moment: dt.datetime) -> rhythm.SchoolDays:
        if self._calendar is None:
            self._calendar = rhythm.school_days(timezone.localdate(moment))
        return self._calendar


def had_one_today(delivery: Delivery, now: dt.datetime) -> bool:
    """Whether its reader was sent another mail today of those that come once a day at most. One query."""
    if not comes_once_a_day(delivery.kind):
        return False
    today = rhythm.local(timezone.localdate(now), dt.time(0))
    sent = Delivery.objects.filter(member=delivery.member, state=DeliveryState.SENT, sent_at__gte=today)
    others = sent.filter(resent_from__isnull=True).exclude(pk=delivery.pk)
    return any(comes_once_a_day(kind) for kind in others.values_list("kind", flat=True))


def comes_once_a_day(kind: str) -> bool:
    """The mail of the day and the overviews."""
    return kind in kinds.ONCE_A_DAY


def is_bound(delivery: Delivery, now: dt.datetime) -> bool:
    """Whether quiet hours count for it: not for an overview at the hour that its reader chose."""
    if delivery.at_most_once:
        # An hour chosen for three in the afternoon is no leave to come at night, when a planner that slept wakes up.
        return now - min(delivery.planned_at, delivery.due_at) > OWN_HOUR
    return delivery.kind == kinds.BUNDLE or kinds.get_urgency(delivery.kind) is not None
