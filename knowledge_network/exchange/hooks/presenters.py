"""A system that hears of changes, as who looks after it sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise

from knowledge_network.exchange.hooks.enums import HookEvent, HookState, MessageState
from knowledge_network.exchange.hooks.models import HookMessage, Webhook
from knowledge_network.exchange.outgoing.enums import Trouble

STATE_CHIPS: dict[str, str] = {HookState.ON: "ok", HookState.OFF: "self", HookState.FAILED: "wait"}
EVENT_LABELS = dict(HookEvent.choices)


@dataclass(frozen=True)
class HookRow:
    """`chip` is the style of its state; `trouble` is empty while messages arrive."""

    public_id: str
    name: str
    url: str
    state: str | Promise
    chip: str
    hears: list[str | Promise]
    last_arrived_at: dt.datetime | None
    failing_since: dt.datetime | None
    trouble: str


def present_hook(hook: Webhook) -> HookRow:
    is_failing = hook.is_on and hook.failing_since is not None
    return HookRow(
        public_id=hook.public_id,
        name=hook.name,
        url=hook.url,
        state=hook.get_state_display(),
        chip="wait" if is_failing else STATE_CHIPS[hook.state],
        hears=[EVENT_LABELS[event] for event in hook.events if event in EVENT_LABELS],
        last_arrived_at=hook.last_arrived_at,
        failing_since=hook.failing_since,
        trouble=Trouble.read(hook.trouble),
    )


@dataclass(frozen=True)
class MessageRow:
    """What was sent, and how that went."""

    event: str | Promise
    happened_at: dt.datetime
    state: str | Promise
    chip: str
    trouble: str
    attempts: int


def present_message(message: HookMessage) -> MessageRow:
    chips: dict[str, str] = {MessageState.SENT: "ok", MessageState.WAITING: "self", MessageState.GIVEN_UP: "wait"}
    return MessageRow(
        event=message.get_event_display(),
        happened_at=message.happened_at,
        state=message.get_state_display(),
        chip=chips[message.state],
        trouble=Trouble.read(message.trouble),
        attempts=message.attempts,
    )
