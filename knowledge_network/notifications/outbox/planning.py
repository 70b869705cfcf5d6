"""Planning mail: the same key plans it once, however often and from wherever this is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from knowledge_network.kit.emails import one_line
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.holding import hold_floods
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.waking import wake_sender_after_commit

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

BATCH = 1000


def plan_mail(**mail: Any) -> None:
    """Plan one mail; the same `key` plans it once. See `make_mail` for its words."""
    plan_mails([make_mail(**mail)])


def plan_many(mails: Iterable[dict[str, Any]]) -> None:
    """Plan mails that one deed sends, each with the words of `make_mail`."""
    plan_mails(make_mail(**mail) for mail in mails)


def make_mail(  # noqa: PLR0913 - a mail has that many sides
    *,
    key: str,
    kind: str,
    address: str,
    subject: str = "",
    text: str = "",
    html: str = "",
    member: Member | None = None,
    language: str = "nl",
    reply_to: str = "",
    bulk: bool = False,
    at: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    params: dict[str, Any] | None = None,
    at_most_once: bool = False,
    batch: str = "",
) -> Delivery:
    """A mail that is not planned yet.

    The key says what the mail is, never which run made it. With `member`, the mail is skipped when that member has left
    or is suspended by the time it is sent; without, it goes to `address` in any case. `bulk` mail waits for mail that
    people wait for. After `expires_at` it is of no use and skipped. For `params`, `at_most_once` and `batch` see
    `plan_mails`.
    """
    return Delivery(
        key=key,
        kind=kind,
        address=address,
        subject=one_line(subject),
        text=text,
        html=html,
        member=member,
        language=language,
        reply_to=reply_to,
        bulk=bulk,
        due_at=at or timezone.now(),
        expires_at=expires_at,
        params=params or {},
        at_most_once=at_most_once,
        batch=batch,
    )


@transaction.atomic
def plan_mails(deliveries: Iterable[Delivery]) -> int:
    """Plan many; how many of them are new.

    A mail without `text` is made by the composer of its kind when it is sent, from `params`. `at_most_once`: rather
    never than twice. A run (`batch`) that plans far more than usual is held: see `holding`.
    """
    new = 0
    runs: set[tuple[str, str]] = set()
    for rows in batched(deliveries, BATCH):
        planned_before = set(Delivery.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        fresh = {row.key: row for row in rows if row.key not in planned_before}
        new += len(fresh)
        runs |= {(row.batch, row.kind) for row in fresh.values() if row.batch}
    hold_floods(runs)
    if new:
        wake_sender_after_commit()
    return new


def cancel_mail(*, key_prefix: str, reason: str) -> int:
    """Skip what is planned under keys that start so and is not sent yet; how many."""
    planned = Delivery.objects.filter(key__startswith=key_prefix, state__in=DeliveryState.STILL_TO_GO)
    return planned.update(state=DeliveryState.SKIPPED, reason=reason, text="", html="")


def cancel_mail_to(*, member: Member, reason: str) -> int:
    """Skip all that did not reach this member yet, also what a sender holds and may offer again; how many."""
    theirs = Q(member=member) | Q(address__iexact=member.email)
    unsent = [DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.HELD]
    waiting = Delivery.objects.filter(theirs, state__in=unsent)
    return waiting.update(
        state=DeliveryState.SKIPPED, reason=reason, text="", html="", leased_until=None, lease_token=None
    )
