"""Planning overviews: one per member and slot, a thousand members at a time, and none when there is nothing to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone, translation

from knowledge_network.members.people.models import Member
from knowledge_network.notifications.digests import registry
from knowledge_network.notifications.digests.composing import asks_something, choose_window, contents
from knowledge_network.notifications.digests.registry import Digest
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import NoticePreference
from knowledge_network.notifications.events.preferences import read_rhythms
from knowledge_network.notifications.outbox import plan_mails, rhythm
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import BUNDLE
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm

PER_BATCH = 1000
# An overview of longer ago is not news; the next one is under way.
LATEST = dt.timedelta(days=3)
NOTHING_TO_DO = "nothing to do"
MAILED_TODAY = "another mail went out that day"
ON_ITS_WAY_OR_SENT = [
    DeliveryState.HELD,
    DeliveryState.PLANNED,
    DeliveryState.SENDING,
    DeliveryState.SENT,
    DeliveryState.FAILED,
]


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


def _candidates(digest: Digest, now: dt.datetime) -> QuerySet[Member]:
    """Readers who may be due: on the right day of the week, and without this overview in the last days."""
    of_late = Delivery.objects.filter(member=OuterRef("pk"), kind=digest.name, due_at__gt=now - LATEST)
    ended = NoticePreference.objects.filter(member=OuterRef("pk"), kind=digest.name, channel=Channel.APP)
    return digest.readers().filter(digest.narrow(now)).exclude(Exists(of_late)).exclude(Exists(ended))


def _plan_batch(digest: Digest, people: Sequence[Member], calendar: rhythm.SchoolDays, now: dt.datetime) -> int:
    slots = list_slots(digest, people, calendar, now)
    due = [person for person in people if person.pk in slots]
    if not due:
        return 0
    taken = days_with_mail([person.pk for person in due], now)
    due, mailed = _make_way(digest, due, slots, taken, calendar, now)
    sent = previous([person.pk for person in due], digest.name)
    windows = {person.pk: choose_window(digest, sent.get(person.pk), now) for person in due}
    with translation.override("nl"):  # only whether there is something; the words are made when it is sent
        found = contents(digest, due, windows)
    rows = [_row(digest, person, slots[person.pk], windows[person.pk].since, now) for person in due]
    worth = [row for row in rows if asks_something(digest, found[row.member_id])]  # type: ignore[index]
    nothing = [row for row in rows if not asks_something(digest, found[row.member_id])]  # type: ignore[index]
    _note(nothing, NOTHING_TO_DO)
    _note([_row(digest, person, slots[person.pk], now, now) for person in mailed], MAILED_TODAY)
    return plan_mails(worth)


def list_slots(
    digest: Digest, people: Sequence[Member], calendar: rhythm.SchoolDays, now: dt.datetime
) -> dict[int, dt.datetime]:
    """When this overview is due for each of these members, when that was in the last days. One query."""
    rhythms = read_rhythms([person.pk for person in people])
    slots = {}
    for person in people:
        mine = rhythms.get(person.pk, rhythm.DEFAULT)
        slot = choose_slot(digest, mine, calendar, now)
        if now - LATEST < slot <= now and rhythm.comes_on(timezone.localdate(slot), mine, calendar):
            slots[person.pk] = slot
    return slots


def choose_slot(digest: Digest, mine: MailRhythm, calendar: rhythm.SchoolDays, now: dt.datetime) -> dt.datetime:
    """The latest moment at which it is due; on the day of the weekly overview another one comes a school day later."""
    slot = digest.slot(mine, now, calendar)
    if digest.yields and rhythm.has_overview(timezone.localdate(slot), mine, calendar):
        return _a_school_day_later(slot, calendar)
    return slot


def _a_school_day_later(slot: dt.datetime, calendar: rhythm.SchoolDays) -> dt.datetime:
    here = timezone.localtime(slot)
    return rhythm.local(rhythm.next_school_day(here.date() + rhythm.ONE_DAY, calendar), here.time())


def days_with_mail(members: Sequence[int], now: dt.datetime) -> set[tuple[int, dt.date]]:
    """(member, day) on which a mail that can wait went out or is to go out, of the last days and to come. One query."""
    kinds = [BUNDLE, *(digest.name for digest in registry.digests())]
    rows = Delivery.objects.filter(
        member__in=members, kind__in=kinds, state__in=ON_ITS_WAY_OR_SENT, due_at__gt=now - 2 * LATEST
    )
    return {(member, timezone.localdate(due)) for member, due in rows.values_list("member_id", "due_at")}


def _make_way(
    digest: Digest,
    due: Sequence[Member],
    slots: dict[int, dt.datetime],
    taken: set[tuple[int, dt.date]],
    calendar: rhythm.SchoolDays,
    now: dt.datetime,
) -> tuple[list[Member], list[Member]]:
    """Who gets it now, and who had another mail that day: at most one mail a day that can wait.

    An overview that yields comes a school day later; the weekly one only meets such mail when its reader chose another
    day after that mail, and is left out once.
    """
    go: list[Member] = []
    mailed: list[Member] = []
    for person in due:
        slot = slots[person.pk]
        while digest.yields and (person.pk, timezone.localdate(slot)) in taken:
            slot = _a_school_day_later(slot, calendar)
        slots[person.pk] = slot
        if slot > now:
            continue
        (mailed if (person.pk, timezone.localdate(slot)) in taken else go).append(person)
    return go, mailed


def previous(members: Sequence[int], kind: str) -> dict[int, dt.datetime]:
    """When each member was sent this overview last. One query."""
    rows = Delivery.objects.filter(member__in=members, kind=kind, state=DeliveryState.SENT).values("member")
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
def _note(rows: Sequence[Delivery], reason: str) -> None:
    """So that «Verzonden» can say why somebody got no overview, and nobody is asked again every minute."""
    for row in rows:
        row.state, row.reason = DeliveryState.SKIPPED, reason
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
