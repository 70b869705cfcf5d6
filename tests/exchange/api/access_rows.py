"""The description stands open; keys are one's own; the API itself knows no sessions, so every role is a stranger."""

from __future__ import annotations

from typing import Any

from knowledge_network.exchange.api import actions
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.exchange.api.models import ApiKey
from tests.access.table import HIDDEN, Row, everybody, members_only, only
from tests.quality.canaries import token

NO_KEY = {"*": "401"}
OWN = only("group_member", otherwise=HIDDEN)


def objects_of(world: Any) -> dict[str, Any]:
    member = world.people["group_member"]
    made, _key = actions.make_key(by=member, name="Agenda", scopes=[ApiScope.MEETINGS], days=30)
    return {"api_key": made}


def plant(world: Any) -> None:
    ApiKey.objects.filter(pk=world.api_key.pk).update(name=token("sleutel", frozenset({"group_member"})))


CHOSEN = {("exchange.apikey", "scopes"): ["groups:read"]}


def of_key(world: Any) -> dict[str, Any]:
    return {"public_id": world.api_key.public_id}


def makes(world: Any) -> dict[str, Any]:
    return {"name": "Site van school", "scopes": ["products:read"], "term": "90"}


ROWS = [
    Row("exchange:api_help", everybody()),
    Row("exchange:api_description", everybody()),
    Row("exchange:show_key", NO_KEY),
    Row("exchange:list_groups", NO_KEY),
    Row("exchange:show_group", NO_KEY, kwargs=lambda world: {"key": world.group.slug}),
    Row("exchange:list_meetings", NO_KEY),
    Row("exchange:show_meeting", NO_KEY, kwargs=lambda world: {"key": world.meeting.public_id}),
    Row("exchange:list_products", NO_KEY),
    Row("exchange:show_product", NO_KEY, kwargs=lambda world: {"key": world.product.slug}),
    Row("exchange:list_expertise", NO_KEY),
    Row("exchange:list_agreements", NO_KEY),
    Row("exchange:key_list", members_only()),
    Row("exchange:key_list", members_only(), "post", data=makes),
    Row("exchange:key_end", OWN, "post", kwargs=of_key),
]
