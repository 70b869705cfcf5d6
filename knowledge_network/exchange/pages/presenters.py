"""How each connection stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from knowledge_network.exchange.api.models import ApiKey
from knowledge_network.exchange.catalogue.harvest import read_last_harvest
from knowledge_network.exchange.catalogue.queries import read_state
from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.exchange.hooks.models import Webhook
from knowledge_network.exchange.hooks.presenters import HookRow, present_hook

USED_WITHIN = dt.timedelta(days=30)


@dataclass(frozen=True)
class Overview:
    """What is on, and what asks for attention; of keys only how many there are, never whose."""

    records: int
    records_gone: int
    last_harvest: dt.datetime | None
    meetings: int
    keys: int
    keys_used: int
    hooks: list[HookRow]
    failing: int
    may_ask: bool


def build_overview() -> Overview:
    state, today = read_state(), timezone.localdate()
    keys = ApiKey.objects.holding(today)
    hooks = [present_hook(hook) for hook in Webhook.objects.order_by("name", "pk")]
    return Overview(
        records=state.living,
        records_gone=state.deleted,
        last_harvest=read_last_harvest(),
        meetings=PublicMeeting.objects.upcoming().count(),
        keys=keys.count(),
        keys_used=keys.filter(last_used_on__gte=today - USED_WITHIN).count(),
        hooks=hooks,
        failing=sum(bool(hook.trouble) for hook in hooks),
        may_ask=settings.OUTGOING_REQUESTS,
    )
