"""Holidays and closed days: coordinators keep them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from knowledge_network.school_year.models import ClosedDay
from tests.access.table import MEMBERS, Row, only
from tests.access.world import World

COORDINATOR = only("coordinator")
INCOMPLETE = {**COORDINATOR, "coordinator": "422"}


def objects_of(world: World) -> dict[str, Any]:
    day = timezone.localdate()
    return {"closed_day": ClosedDay.objects.create(organisation=world.board, name="Studiedag", start=day, end=day)}


def closed_day(world: World) -> dict[str, Any]:
    return {"public_id": world.closed_day.public_id}


ROWS = [
    Row("school_year:holiday_list", COORDINATOR),
    Row("school_year:holiday_import", INCOMPLETE, method="post"),
    Row("school_year:holiday_undo", COORDINATOR, method="post"),
    Row("school_year:closed_day_add", INCOMPLETE, method="post"),
    Row("school_year:closed_day_remove", COORDINATOR, method="post", kwargs=closed_day),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "school_year:holiday_undo", ""): MEMBERS,
}
