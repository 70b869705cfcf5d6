"""Feeds stand open to everybody; who plans a meeting says whether it stands in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from knowledge_network.exchange.feeds import actions
from tests.access.table import HIDDEN, Row, everybody, only

RUNS = only("group_lead", "coordinator", otherwise=HIDDEN) | {"group_member": "403"}


def objects_of(world: Any) -> dict[str, Any]:
    actions.open_meeting(meeting=world.meeting, by=world.people["group_lead"])
    return {}


def of_meeting(world: Any) -> dict[str, Any]:
    return {"public_id": world.meeting.public_id}


ROWS = [
    Row("exchange:product_feed", everybody()),
    Row("exchange:agenda_feed", everybody()),
    Row("exchange:agenda_calendar", everybody()),
    Row("exchange:site_map", everybody()),
    Row("exchange:site_map_part", everybody(), kwargs=lambda world: {"sort": "producten", "number": 1}),
    Row(
        "exchange:oembed",
        everybody(),
        data=lambda world: {"url": f"{settings.PUBLIC_URL}{world.product.get_absolute_url()}"},
    ),
    Row("exchange:share_image", everybody(), kwargs=lambda world: {"slug": world.product.slug}),
    Row("exchange:public_agenda", everybody()),
    Row("exchange:agenda_widget", everybody()),
    Row("exchange:meeting_open", RUNS, kwargs=of_meeting),
    Row("exchange:meeting_open", RUNS, "post", kwargs=of_meeting, data=lambda world: {"public": "0"}),
]
