"""When mail must wait for a person: a flood, and the kill switch.

A run (`batch`) that plans more mail of one kind than `max(200, 5 × usual)` is held, where usual is the mean number per
run of that kind over the last 28 days; without such runs, and for what has its own time (invitations), the limit is at
least the number of members: once to everybody is no flood, a loop gone wrong is. Log-in mail and urgent news (a
meeting is cancelled) are never held, and a run that a coordinator let go is not held again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import Avg, Count
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import ALWAYS, Urgency, get_urgency
from knowledge_network.notifications.outbox.models import Delivery, MailStop
from knowledge_network.notifications.outbox.waking import wake_sender_after_commit
from knowledge_network.notifications.signals import mail_held

LOOK_BACK = dt.timedelta(days=28)
TIMES_USUAL = 5
NEVER_HELD = 200
FLOOD = "flood"
DROPPED = "dropped by a coordinator"
RELEASED = "notifications.batch_released"
# Held by hand, one by one; a flood waits as a run.
BY_HAND = "held back by a coordinator"


def derive_limit(kind: str, *, besides: str) -> int:
    """How many mails of this kind one run may plan, by the runs before the run `besides`."""
    rows = Delivery.objects.filter(kind=kind, planned_at__gte=timezone.now() - LOOK_BACK, batch__gt="")
    runs = (
        rows.exclude(batch=besides)
        .exclude(state=DeliveryState.HELD)
        .exclude(reason=DROPPED)
        .values("batch")
        .annotate(n=Count("pk"))
        .order_by()
    )
    usual = runs.aggregate(mean=Avg("n"))["mean"]
    limit = max(NEVER_HELD, int(TIMES_USUAL * usual) if usual is not None else 0)
    if usual is None or has_own_time(kind):
        limit = max(limit, Member.objects.active().count())
    return limit


def has_own_time(kind: str) -> bool:
    """An invitation or tomorrow's reminder: for a meeting of the whole network it goes to everybody, once."""
    return get_urgency(kind) is Urgency.PROMPT


def never_held(kind: str) -> bool:
    return kind.startswith(ALWAYS) or get_urgency(kind) is Urgency.URGENT


def hold_floods(runs: set[tuple[str, str]]) -> None:
    """Hold what the runs (batch, kind) planned when it is more than their limit."""
    for batch, kind in sorted(runs):
        if never_held(kind):
            continue
        mine = Delivery.objects.filter(batch=batch, kind=kind)
        count = mine.count()
        if count <= NEVER_HELD or count <= derive_limit(kind, besides=batch):
            continue
        if AuditEvent.objects.filter(verb=RELEASED, data__batch=batch).exists():
            continue
        held_before = mine.filter(state=DeliveryState.HELD).exists()
        mine.filter(state=DeliveryState.PLANNED).update(state=DeliveryState.HELD, reason=FLOOD)
        if held_before:
            continue
        mail_held.send(sender=Delivery, batch=batch, kind=kind, count=count)


@transaction.atomic
def release_batch(*, batch: str, by: Member) -> int:
    """Let a held run go after all; how many mails."""
    held = Delivery.objects.filter(batch=batch, state=DeliveryState.HELD)
    count = held.update(state=DeliveryState.PLANNED, reason="")
    if count:
        AuditEvent.objects.record(RELEASED, by=by, count=count, batch=batch)
        wake_sender_after_commit()
    return count


@transaction.atomic
def drop_batch(*, batch: str, by: Member) -> int:
    """Never send a held run; how many mails."""
    held = Delivery.objects.filter(batch=batch, state=DeliveryState.HELD)
    count = held.update(state=DeliveryState.SKIPPED, reason=DROPPED, text="", html="")
    if count:
        AuditEvent.objects.record("notifications.batch_dropped", by=by, count=count, batch=batch)
    return count


@transaction.atomic
def hold_mails(*, public_ids: Collection[str], by: Member) -> list[str]:
    """Hold mails that still wait to be sent, until somebody lets them go; which. Those to log in with always go."""
    waiting = Delivery.objects.filter(public_id__in=public_ids, state=DeliveryState.PLANNED).select_for_update()
    held = [mail.public_id for mail in waiting.only("pk", "public_id", "kind") if not mail.kind.startswith(ALWAYS)]
    Delivery.objects.filter(public_id__in=held).update(state=DeliveryState.HELD, reason=BY_HAND)
    if held:
        AuditEvent.objects.record("notifications.mails_held", by=by, count=len(held))
    return [str(public_id) for public_id in held]


@transaction.atomic
def release_mails(*, public_ids: Collection[str], by: Member) -> int:
    """Let mails go that were held, one by one or as a run; how many."""
    held = Delivery.objects.filter(public_id__in=public_ids, state=DeliveryState.HELD)
    count = held.update(state=DeliveryState.PLANNED, reason="")
    if count:
        AuditEvent.objects.record("notifications.mails_released", by=by, count=count)
        wake_sender_after_commit()
    return count


# The kill switch ------------------------------------------------------------------------------


def standing_stop() -> MailStop | None:
    return MailStop.objects.filter(lifted_at__isnull=True).select_related("stopped_by").first()


@transaction.atomic
def stop_all_mail(*, by: Member | None, reason: str) -> MailStop:
    """From now on nothing goes out but what lets people log in. Stopping twice is stopping once."""
    if stop := standing_stop():
        return stop
    try:
        with transaction.atomic():
            stop = MailStop.objects.create(stopped_by=by, reason=reason)
    except IntegrityError:  # somebody else was first
        return MailStop.objects.get(lifted_at__isnull=True)
    AuditEvent.objects.record("notifications.mail_stopped", by=by, reason=reason)
    return stop


@transaction.atomic
def lift_stop(*, by: Member | None) -> bool:
    """Let mail go out again; False when it was not stopped."""
    changed = MailStop.objects.filter(lifted_at__isnull=True).update(lifted_at=timezone.now(), lifted_by=by)
    if changed:
        AuditEvent.objects.record("notifications.mail_resumed", by=by)
        wake_sender_after_commit()
    return bool(changed)
