"""Planning the one non-urgent mail a day.

Who wants mail «at once» gets it ten minutes after the first thing, so that what is read meanwhile is not mailed; who
wants it once a day, at their own hour. On the day of somebody's weekly overview everything waits for that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.notifications.digests.planning import choose_slot
from knowledge_network.notifications.digests.registry import Digest, digests
from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.mails import MAILED
from knowledge_network.notifications.events.models import WORTH_TELLING, Notice, NoticePreference
from knowledge_network.notifications.events.preferences import read_rhythms
from knowledge_network.notifications.outbox import plan_mails, rhythm
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import BUNDLE
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm

GRACE = dt.timedelta(minutes=10)
PER_BATCH = 1000


def plan_bundles(now: dt.datetime) -> int:
    """Plan a mail for each member for whom something waits; six queries per thousand members."""
    planned, last = 0, 0
    calendar = rhythm.school_days(timezone.localdate(now))
    while people := list(_waiting(now).filter(pk__gt=last).order_by("pk")[:PER_BATCH]):
        last = people[-1].pk
        rhythms = read_rhythms([person.pk for person in people])
        others = other_overviews([person.pk for person in people])
        rows = [_row(person, rhythms.get(person.pk, rhythm.DEFAULT), calendar, others, now) for person in people]
        planned += plan_mails([row for row in rows if row is not None])
    return planned


def _waiting(now: dt.datetime) -> QuerySet[Member]:
    """Members for whom something waits, without such a mail on its way or of today. `wants_now`: not only daily."""
    today = rhythm.local(timezone.localdate(now), dt.time(0))
    notices = Notice.objects.filter(
        member=OuterRef("pk"),
        channel__in=MAILED,
        read_at__isnull=True,
        mailed_at__isnull=True,
        created_at__gt=now - WORTH_TELLING,
        created_at__lte=now - GRACE,
    )
    # The others that go «at once» have a mail of their own.
    together = [kind.name for kind in registry.kinds() if kind.urgency is registry.Urgency.NORMAL]
    notices = notices.filter(Q(channel=Channel.DAILY) | Q(kind__in=together))
    bundle = Delivery.objects.filter(member=OuterRef("pk"), kind=BUNDLE)
    on_its_way = bundle.filter(state__in=[DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.HELD])
    # One that was late was sent today, though it was due before.
    of_today = bundle.filter(Q(due_at__gte=today, due_at__lt=today + dt.timedelta(days=1)) | Q(sent_at__gte=today))
    ended = NoticePreference.objects.filter(member=OuterRef("pk"), kind=BUNDLE, channel=Channel.APP)
    people: QuerySet[Member] = (
        Member.objects.active()
        .filter(Exists(notices))
        .exclude(Exists(on_its_way))
        .exclude(Exists(of_today))
        .exclude(Exists(ended))
        .annotate(wants_now=Exists(notices.filter(channel=Channel.NOW)))
    )
    return people


Others = list[tuple[Digest, set[int]]]


def other_overviews(members: Sequence[int]) -> Others:
    """The overviews besides the weekly one, with who of these members gets them. One query for each."""
    return [
        (digest, set(digest.readers().filter(pk__in=members).order_by().values_list("pk", flat=True)))
        for digest in digests()
        if digest.yields
    ]


def _has_other_overview(
    person: Member, day: dt.date, mine: MailRhythm, calendar: rhythm.SchoolDays, others: Others
) -> bool:
    end = rhythm.local(day, dt.time(23, 59))
    return any(
        person.pk in readers and timezone.localdate(choose_slot(digest, mine, calendar, end)) == day
        for digest, readers in others
    )


def _row(
    person: Member, mine: MailRhythm, calendar: rhythm.SchoolDays, others: Others, now: dt.datetime
) -> Delivery | None:
    """The mail for one member, or None while it is not the moment."""
    today = timezone.localdate(now)
    if not person.wants_now and now < rhythm.local(today, mine.at_time):  # type: ignore[attr-defined]
        return None
    due_at = rhythm.next_open(now, mine, calendar)
    day = timezone.localdate(due_at)
    if rhythm.has_overview(day, mine, calendar):
        return None  # stands in the overview of that day
    if _has_other_overview(person, day, mine, calendar, others):
        return None  # one mail a day that can wait
    return Delivery(
        key=f"bundle:{person.public_id}:{day}",
        kind=BUNDLE,
        member=person,
        address=person.email,
        language=person.language,
        bulk=True,
        due_at=due_at,
        expires_at=due_at + dt.timedelta(days=3),
        batch=f"bundle:{now:%Y%m%dT%H%M}",
    )
