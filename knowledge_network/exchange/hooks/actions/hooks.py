"""Adding a system that hears of changes, changing, switching, trying and removing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.exchange.hooks.actions.messages import send_one
from knowledge_network.exchange.hooks.enums import HookEvent, HookState, MessageState
from knowledge_network.exchange.hooks.models import HookMessage, Webhook
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

MOST_HOOKS = 20


def _lock(hook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(no_key=True).get(pk=hook.pk)


@transaction.atomic
def add_hook(*, by: Member, name: str, url: str, events: Iterable[str]) -> Webhook:
    if Webhook.objects.count() >= MOST_HOOKS:
        raise RefusedError(_("Twenty systems hear of changes already. Remove one first."))
    hook = Webhook.objects.create(name=name, url=url, events=sorted(set(events)), added_by=by)
    AuditEvent.objects.record("exchange.hook_added", hook, by=by)
    return hook


@transaction.atomic
def change_hook(*, hook: Webhook, by: Member, name: str, url: str, events: Iterable[str]) -> None:
    """Another address is another system: it gets a secret of its own, and its three days from the start."""
    locked = _lock(hook)
    if locked.url != url:
        locked.secret_number += 1
        locked.failing_since, locked.trouble = None, ""
    locked.name, locked.url, locked.events = name, url, sorted(set(events))
    locked.save(update_fields=["name", "url", "events", "secret_number", "failing_since", "trouble"])
    AuditEvent.objects.record("exchange.hook_changed", locked, by=by)


@transaction.atomic
def switch_hook(*, hook: Webhook, by: Member, on: bool) -> None:
    """On: from now on; what was not told while it was off is not told afterwards."""
    locked = _lock(hook)
    wanted = HookState.ON if on else HookState.OFF
    if locked.state == wanted:
        return
    locked.state, locked.failing_since, locked.trouble = wanted, None, ""
    locked.save(update_fields=["state", "failing_since", "trouble"])
    locked.messages.filter(state=MessageState.WAITING).update(state=MessageState.GIVEN_UP)
    AuditEvent.objects.record("exchange.hook_on" if on else "exchange.hook_off", locked, by=by)


@transaction.atomic
def renew_secret(*, hook: Webhook, by: Member) -> None:
    locked = _lock(hook)
    locked.secret_number += 1
    locked.save(update_fields=["secret_number"])
    AuditEvent.objects.record("exchange.hook_secret", locked, by=by)


@transaction.atomic
def remove_hook(*, hook: Webhook, by: Member) -> None:
    AuditEvent.objects.record("exchange.hook_removed", hook, by=by)
    hook.delete()


@transaction.atomic
def restore_hook(*, by: Member, removed: dict[str, Any]) -> Webhook:
    """Put back what `by` removed a moment ago, off, with the secret that it had. Twice is once."""
    known = Webhook.objects.filter(public_id=removed["public_id"]).first()
    if known is not None:
        return known
    if Webhook.objects.count() >= MOST_HOOKS:
        raise RefusedError(_("Twenty systems hear of changes already. Remove one first."))
    hook = Webhook.objects.create(**removed, state=HookState.OFF, added_by=by)
    AuditEvent.objects.record("exchange.hook_restored", hook, by=by)
    return hook


def try_hook(*, hook: Webhook, by: Member) -> HookMessage:
    """Send a message that says it is a try, at once; the message tells how that went. Asks another server."""
    with transaction.atomic():
        message = HookMessage.objects.create(
            hook=hook, event=HookEvent.TRIED, next_try_at=timezone.now(), state=MessageState.GIVEN_UP
        )
        AuditEvent.objects.record("exchange.hook_tried", hook, by=by)
    send_one(message, now=timezone.now())
    message.refresh_from_db()
    return message
