"""«Jouw week in het kennisnetwerk»: the overview that every member gets on their own day and hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.models import Member
from knowledge_network.notifications.digests.composing import register_digest
from knowledge_network.notifications.digests.registry import (
    Digest,
    Item,
    Place,
    Section,
    Window,
)
from knowledge_network.notifications.events import waiting as queries
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.notifications.outbox.models import MailRhythm

if TYPE_CHECKING:
    from django.db.models import QuerySet

WEEKLY = "notifications.digest"
MOST_NEWS = 10


def weekly_readers() -> QuerySet[Member]:
    readers: QuerySet[Member] = Member.objects.active().exclude(mail_rhythm__digest=False)
    return readers


def on_weekdays_until(now: dt.datetime) -> Q:
    """Members whose own day of the week was in the last three days; who chose nothing has the default day."""
    today = timezone.localdate(now)
    days = {(today - dt.timedelta(days=back)).weekday() for back in range(4)}
    chosen = Q(mail_rhythm__weekday__in=days)
    return chosen | Q(mail_rhythm__isnull=True) if rhythm.DEFAULT.weekday in days else chosen


def weekly_slot(mine: MailRhythm, now: dt.datetime, _calendar: rhythm.SchoolDays) -> dt.datetime:
    """The latest moment until `now` that is on the member's own day and hour, on the clock of the network."""
    today = timezone.localdate(now)
    day = today - dt.timedelta(days=(today.weekday() - mine.weekday) % 7)
    slot = rhythm.local(day, mine.at_time)
    return slot if slot <= now else rhythm.local(day - dt.timedelta(days=7), mine.at_time)


def news(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """What nobody read or mailed yet, from the rows that the bell reads too. Two queries."""
    until = max((window.until for window in windows.values()), default=timezone.now())
    told = queries.waiting_for_digest(members, until)
    return {
        key: [
            Item(
                text=str(kind.text(notice.params)),
                url=notice.url or reverse("notifications:notice_list"),
                why=str(kind.why),
                notice=notice.key,
                once=kind.has_section,
            )
            for notice, kind in rows[:MOST_NEWS]
        ]
        for key, rows in told.items()
    }


register_digest(
    Digest(
        name=WEEKLY,
        label=_("the weekly overview"),
        subject=_("Your week in the knowledge network"),
        why=_("You get this overview once a week, on the day that you chose."),
        readers=weekly_readers,
        slot=weekly_slot,
        button=_("Go to my start"),
        url_name="dashboards:start",
        narrow=on_weekdays_until,
        yields=False,
        sections=[Section("news", _("News of your groups"), news, order=Place.NEWS)],
    )
)
