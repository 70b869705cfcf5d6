"""Mail that can wait is not handed over in quiet hours either: also what was held, stopped or left lying until then."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.notifications import registry, rhythm
from knowledge_network.notifications.models import Delivery, MailRhythm
from knowledge_network.notifications.preferences import BUNDLE

# An overview comes at the hour that its reader chose, also when that is in the evening; later than this it can wait.
OWN_HOUR = dt.timedelta(hours=1)


class QuietHours:
    """Knows for one run which days are school days: one query, and one more for each mail in the quiet hours."""

    def __init__(self) -> None:
        self._calendar: rhythm.SchoolDays | None = None

    def until(self, delivery: Delivery) -> dt.datetime | None:
        """When the quiet hours of its reader end, or None when the mail may go out now."""
        now = timezone.now()
        if delivery.member is None or not can_wait(delivery, now):
            return None
        if self._calendar is None:
            self._calendar = rhythm.school_days(timezone.localdate(now))
        if not rhythm.is_quiet(now, rhythm.DEFAULT, self._calendar):
            return None
        mine = MailRhythm.objects.filter(member=delivery.member).first() or rhythm.DEFAULT
        opens = rhythm.next_open(now, mine, self._calendar)
        return opens if opens > now else None


def can_wait(delivery: Delivery, now: dt.datetime) -> bool:
    """Not what is urgent, nor what a coordinator sends again, nor an overview at its own hour."""
    if not delivery.bulk or delivery.resent_from_id is not None:
        return False
    if delivery.at_most_once:
        return now - delivery.planned_at > OWN_HOUR
    return delivery.kind == BUNDLE or registry.get(delivery.kind) is not None
