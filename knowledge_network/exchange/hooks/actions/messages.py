"""Telling other systems what changed: planned with the change, sent until it arrives, at least once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from standardwebhooks import Webhook as Signer

from knowledge_network.exchange.catalogue.signals import Change
from knowledge_network.exchange.hooks.enums import HookEvent, HookState, MessageState
from knowledge_network.exchange.hooks.models import HookMessage, Webhook
from knowledge_network.exchange.hooks.notices import tell_failed
from knowledge_network.exchange.outgoing.client import OutgoingError, ask
from knowledge_network.exchange.outgoing.enums import Trouble
from knowledge_network.members.trail.models import AuditEvent

# After each try that failed; then twice a day, until the system is switched off.
AGAIN_AFTER = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720))
HALF_DAY = dt.timedelta(hours=12)
OFF_AFTER = dt.timedelta(days=3)
# How long nobody else takes up a message that is being sent.
LEASE = dt.timedelta(minutes=2)
IN_ONE_GO = 100
KEPT_FOR = dt.timedelta(days=30)


def plan_messages(*, event: HookEvent, changes: Iterable[Change], at: dt.datetime) -> int:
    """A message for each change and each system that hears of it; in the transaction of the change."""
    if not settings.OUTGOING_REQUESTS:
        return 0
    hooks = list(Webhook.objects.that_are_on().filter(events__contains=[event]))
    rows = [
        HookMessage(hook=hook, event=event, about=change.identifier, address=change.url, happened_at=at, next_try_at=at)
        for change in changes
        for hook in hooks
    ]
    return len(HookMessage.objects.bulk_create(rows))


def send_due(*, now: dt.datetime | None = None) -> int:
    """Send what is due, one after another; how many arrived. Safe to run twice and side by side."""
    moment = now or timezone.now()
    arrived = 0
    for _step in range(IN_ONE_GO):
        message = _claim(moment)
        if message is None:
            break
        arrived += send_one(message, now=moment)
    return arrived


@transaction.atomic
def _claim(now: dt.datetime) -> HookMessage | None:
    """The next message that nobody holds. Who dies with it holds it no longer than the lease."""
    rows = HookMessage.objects.select_for_update(skip_locked=True, of=("self",))
    message: HookMessage | None = rows.due(now).select_related("hook").first()
    if message is not None:
        message.next_try_at = now + LEASE
        message.save(update_fields=["next_try_at"])
    return message


def write_body(message: HookMessage) -> str:
    """Ids and addresses only: who wants to know more reads it with rights of their own."""
    told: dict[str, object] = {
        "type": message.event,
        "timestamp": message.happened_at.astimezone(dt.UTC).isoformat(),
        "data": {"id": message.about, "url": message.address} if message.about else {},
    }
    return json.dumps(told, separators=(",", ":"))


def send_one(message: HookMessage, *, now: dt.datetime) -> bool:
    """Whether it arrived; how it went is written down. Asks another server, so never inside a transaction."""
    body, key = write_body(message), f"msg_{message.message_id.hex}"
    sent_at = timezone.now().astimezone(dt.UTC)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Signer(message.hook.secret).sign(key, sent_at, body),
    }
    try:
        answer = ask(message.hook.url, method="POST", body=body.encode(), headers=headers)
        trouble = "" if answer.is_fine else Trouble.STATUS.write(str(answer.status))
    except OutgoingError as error:
        trouble = error.kept
    note_outcome(message=message, trouble=trouble, now=now)
    return not trouble


@transaction.atomic
def note_outcome(*, message: HookMessage, trouble: str, now: dt.datetime) -> None:
    """Arrived; or once more later, and off when nothing arrived for three days. `trouble` as its enum writes it."""
    hook = Webhook.objects.select_for_update(no_key=True).filter(pk=message.hook_id).first()
    if hook is None:
        return
    message.attempts += 1
    message.trouble = trouble[:200]
    if not trouble:
        message.state, message.arrived_at = MessageState.SENT, now
        hook.last_arrived_at, hook.failing_since, hook.trouble = now, None, ""
    else:
        place = message.attempts - 1
        message.next_try_at = now + (AGAIN_AFTER[place] if place < len(AGAIN_AFTER) else HALF_DAY)
        hook.failing_since, hook.trouble = hook.failing_since or now, trouble[:200]
    message.save(update_fields=["attempts", "trouble", "state", "arrived_at", "next_try_at"])
    hook.save(update_fields=["last_arrived_at", "failing_since", "trouble"])
    if trouble and hook.is_on and hook.failing_since and now - hook.failing_since >= OFF_AFTER:
        _give_up(hook, now)


def _give_up(hook: Webhook, now: dt.datetime) -> None:
    hook.state = HookState.FAILED
    hook.save(update_fields=["state"])
    hook.messages.filter(state=MessageState.WAITING).update(state=MessageState.GIVEN_UP)
    AuditEvent.objects.record("exchange.hook_failed", hook, by=None)
    tell_failed(hook, at=now)


@transaction.atomic
def forget_old_messages(*, now: dt.datetime | None = None) -> int:
    before = (now or timezone.now()) - KEPT_FOR
    rows = HookMessage.objects.filter(happened_at__lt=before).exclude(state=MessageState.WAITING)
    return rows.delete()[0]
