"""Keeping the outbox: trying again, sending again, forgetting, and its figures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from knowledge_network.kit.batches import do_in_batches
from knowledge_network.kit.kept_counts import Counted, forget_counted, read_counted
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox import kinds
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.planning import plan_mails
from knowledge_network.notifications.outbox.waking import wake_sender_after_commit

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

TEXTS_KEPT = dt.timedelta(days=30)
ROWS_KEPT = dt.timedelta(days=180)


# Under which name the figures of a day are kept.
FIGURES = "notifications.outbox"


def can_be_sent_again(delivery: Delivery) -> bool:
    """Its text is kept, or can be made anew."""
    finished = delivery.state in {DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED}
    return finished and bool(delivery.text or kinds.get_composer(delivery.kind))


@transaction.atomic
def resend(*, delivery: Delivery, by: Member) -> Delivery | None:
    """Plan the same mail once more, as a new one that says so; None when it cannot. Twice asked is once planned."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not can_be_sent_again(delivery):
        return None
    count = delivery.resent.count()
    waiting = delivery.resent.filter(
        state__in=[DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.HELD]
    ).first()
    if waiting is not None:
        return waiting
    copied = ("kind", "member", "address", "language", "subject", "text", "html", "reply_to", "bulk", "params")
    fields: dict[str, Any] = {name: getattr(delivery, name) for name in copied}
    again = Delivery(key=f"{delivery.key}:again:{count + 1}"[:200], resent_from=delivery, **fields)
    plan_mails([again])
    AuditEvent.objects.record("notifications.mail_resent", delivery.member, by=by, subject=delivery.member)
    return Delivery.objects.get(key=again.key)


def retry_failed() -> int:
    """Put mail that failed back on the first step, for instance after the mail server was away too long; how many."""
    count = (
        Delivery.objects.filter(state=DeliveryState.FAILED)
        .filter(Q(text__gt="") | kinds.composed_kinds())
        .update(
            state=DeliveryState.PLANNED,
            reason="",
            attempts=0,
            lost_senders=0,
            handed_over_at=None,
            due_at=timezone.now(),
        )
    )
    if count:
        wake_sender_after_commit()
    return count


def forget_old() -> int:
    """Empty failed mails after a month and drop the record of any finished mail after half a year; how many dropped."""
    now = timezone.now()
    finished = Delivery.objects.exclude(state__in=[DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.HELD])
    with_text = finished.filter(planned_at__lt=now - TEXTS_KEPT).exclude(text="", html="")
    do_in_batches(with_text, lambda part: part.update(text="", html=""))
    return do_in_batches(finished.filter(planned_at__lt=now - ROWS_KEPT), lambda part: part.delete()[0])


def figures(now: dt.datetime | None = None) -> dict[str, int]:
    """What stands in the outbox: per state how many, sent in the last 24 hours, and for how long the oldest waits.

    `oldest_due_seconds` is how long the mail that should have gone first is late; 0 when none is. One query.
    """
    now = now or timezone.now()
    due = Q(state__in=[DeliveryState.PLANNED, DeliveryState.SENDING], due_at__lte=now)
    row = Delivery.objects.aggregate(
        planned=Count("pk", filter=Q(state=DeliveryState.PLANNED)),
        sending=Count("pk", filter=Q(state=DeliveryState.SENDING)),
        held=Count("pk", filter=Q(state=DeliveryState.HELD)),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
        skipped_today=Count("pk", filter=Q(state=DeliveryState.SKIPPED, planned_at__gte=now - dt.timedelta(days=1))),
        sent_today=Count("pk", filter=Q(state=DeliveryState.SENT, sent_at__gte=now - dt.timedelta(days=1))),
        due=Count("pk", filter=due),
        oldest=Min("due_at", filter=due),
    )
    oldest = row.pop("oldest")
    return {**row, "oldest_due_seconds": max(0, int((now - oldest).total_seconds())) if oldest else 0}


def read_figures(now: dt.datetime | None = None) -> Counted[dict[str, int]]:
    """The same for a page, as it was at most five minutes ago: a day of mail is counted once for all who look."""
    return read_counted(FIGURES, lambda: figures(now))


def forget_figures() -> None:
    """After somebody held mail back, or let it go, it is counted anew."""
    forget_counted(FIGURES)
