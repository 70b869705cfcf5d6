"""Connections are looked after by who runs the network."""

from __future__ import annotations

from typing import Any

from knowledge_network.exchange.hooks.actions import hooks
from knowledge_network.exchange.hooks.enums import HookEvent, MessageState
from knowledge_network.exchange.hooks.models import Webhook
from tests.access.table import Row, only
from tests.quality.canaries import token

RUNS = only("coordinator")
CHOSEN = {
    ("exchange.webhook", "events"): ["product.published"],
    ("exchange.hookmessage", "state"): MessageState.WAITING,
}


def objects_of(world: Any) -> dict[str, Any]:
    hook = hooks.add_hook(
        by=world.people["coordinator"], name="Site", url="https://school.example/", events=[HookEvent.PRODUCT_SHOWN]
    )
    return {"hook": hook}


def plant(world: Any) -> None:
    Webhook.objects.filter(pk=world.hook.pk).update(name=token("koppeling", frozenset({"coordinator"})))


def of_hook(world: Any) -> dict[str, Any]:
    return {"public_id": world.hook.public_id}


def fills_in(world: Any) -> dict[str, Any]:
    return {"name": "Andere site", "url": "https://elders.example/", "events": ["product.changed"]}


ROWS = [
    Row("exchange:connections", RUNS),
    Row("exchange:hook_add", RUNS),
    Row("exchange:hook_add", RUNS, "post", data=fills_in),
    Row("exchange:hook_detail", RUNS, kwargs=of_hook),
    Row("exchange:hook_change", RUNS, kwargs=of_hook),
    Row("exchange:hook_change", RUNS, "post", kwargs=of_hook, data=fills_in),
    Row("exchange:hook_switch", RUNS, "post", kwargs=of_hook, data=lambda world: {"on": "0"}),
    Row("exchange:hook_secret", RUNS, "post", kwargs=of_hook),
    Row("exchange:hook_try", RUNS, "post", kwargs=of_hook),
    Row("exchange:hook_restore", RUNS, "post"),
    Row("exchange:hook_remove", RUNS, "post", kwargs=of_hook),
]

# Nothing was removed: there is nothing to put back.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {("post", "exchange:hook_restore", ""): ("coordinator",)}
