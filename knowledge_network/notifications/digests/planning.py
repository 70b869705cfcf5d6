"""Planning overviews: one per member and slot, a thousand members at a time, and none when there is nothing to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone, translation

from knowledge_network.members.models import Member
from knowledge_network.notifications import rhythm
from knowledge_network.notifications.digests import registry
from knowledge_network.notifications.digests.composing import asks_something, contents, window_of
from knowledge_network.notifications.digests.registry import Digest
from knowledge_network.notifications.models import Channel, Delivery, NoticePreference
from knowledge_network.notifications.outbox import plan_mails
from knowledge_network.notifications.preferences import rhythms_of

PER_BATCH = 1000
# An overview of longer ago is not news; the next one is under way.
LATEST = dt.timedelta(days=3)
NOTHING_TO_DO = "nothing to do"


def plan_digests(now: dt.datetime) -> int:
    """Plan every overview that is due by `now` and was not planned; how many mails."""
    return sum(plan_digest(digest, now) for digest in registry.digests())


def plan_digest(digest: Digest, now: dt.datetime) -> int:
    """A fixed number of queries per thousand members. Who has nothing to do gets a row that says so, and no mail."""
    calendar = rhythm.school_days(timezone.localdate(now))
    planned, last = 0, 0
    while people := list(_candidates(digest, now).filter(pk__gt=last).order_by("pk")[:PER_BATCH]):
        last = people[-1].pk
        planned += _plan_batch(digest, people, calendar, now)
    return planned


def _candidates(digest: Digest, now: dt.datetime) -> Any:
    """Readers who may be due: on the right day of the week, and without this overview in the last days."""
    of_late = Delivery.objects.filter(member=OuterRef("pk"), kind=digest.name, due_at__gt=now - LATEST)
    ended = NoticePreference.objects.filter(member=OuterRef("pk"), kind=digest.name, channel=Channel.APP)
    return digest.readers().filter(digest.narrow(now)).exclude(Exists(of_late)).exclude(Exists(ended))


def _plan_batch(digest: Digest, people: Sequence[Member], calendar: rhythm.SchoolDays, now: dt.datetime) -> int:
    rhythms = rhythms_of([person.pk for person in people])
    slots = {}
    for person in people:
        mine = rhythms.get(person.pk, rhythm.DEFAULT)
        slot = digest.slot(mine, now)
        in_term = calendar.is_school_day(timezone.localdate(slot)) or not mine.quiet_holidays
        if now - LATEST < slot <= now and in_term:
            slots[person.pk] = slot
    due = [person for person in people if person.pk in slots]
    if not due:
        return 0
    sent = previous([person.pk for person in due], digest.name)
    windows = {person.pk: window_of(digest, sent.get(person.pk), now) for person in due}
    with translation.override("nl"):  # only whether there is something; the words are made when it is sent
        found = contents(digest, due, windows)
    rows = [_row(digest, person, slots[person.pk], windows[person.pk].since, now) for person in due]
    worth = [row for row in rows if asks_something(digest, found[row.member_id])]  # type: ignore[index]
    nothing = [row for row in rows if not asks_something(digest, found[row.member_id])]  # type: ignore[index]
    _note_nothing(nothing)
    return plan_mails(worth)


def previous(members: Sequence[int], kind: str) -> dict[int, dt.datetime]:
    """When each member was sent this overview last. One query."""
    rows = Delivery.objects.filter(member__in=members, kind=kind, state=Delivery.State.SENT).values("member")
    return {row["member"]: row["last"] for row in rows.annotate(last=Max("sent_at")).order_by() if row["last"]}


def _row(digest: Digest, person: Member, slot: dt.datetime, since: dt.datetime, now: dt.datetime) -> Delivery:
    day = timezone.localdate(slot)
    return Delivery(
        key=f"{digest.name}:{person.public_id}:{day}",
        kind=digest.name,
        member=person,
        address=person.email,
        language=person.language,
        bulk=True,
        at_most_once=True,
        due_at=slot,
        planned_at=now,
        expires_at=slot + LATEST,
        batch=f"{digest.name}:{day}",
        params={"since": since.isoformat()},
    )


@transaction.atomic
def _note_nothing(rows: Sequence[Delivery]) -> None:
    """So that «Verzonden» can say why somebody got no overview, and nobody is asked again every minute."""
    for row in rows:
        row.state, row.reason = Delivery.State.SKIPPED, NOTHING_TO_DO
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
