"""Workshops: who came in with the code, and who leads; a workshop of others does not exist."""

from __future__ import annotations

from typing import Any

from expertise.questions.models import IndicativeQuestion
from expertise.workshops.enums import WorkshopState
from expertise.workshops.models import Seat, Workshop
from tests.access.table import FORBIDDEN, HIDDEN, Row, members_only, only

# `other_board` is in the team of the cycle, `same_board` came in.
TEAM = only("other_board", "coordinator")
INSIDE = only("same_board", "other_board", "coordinator", otherwise=HIDDEN)
LEADS = only("other_board", "coordinator", otherwise=HIDDEN) | {"same_board": FORBIDDEN}

CHOSEN = {("expertise.workshop", "minutes"): 20}


def _make(world: Any, state: str, code: str) -> Workshop:
    made = Workshop.objects.create(cycle=world.cop_cycle, name="Middag", state=state, code=code)
    made.questions.set(IndicativeQuestion.objects.filter(cycle=world.cop_cycle))
    Seat.objects.create(workshop=made, member=world.people["same_board"], table=None if "G" in code else 1)
    return made


def objects_of(world: Any) -> dict[str, Any]:
    """One to which people come, one at its tables, one where all are together."""
    return {
        "workshop": _make(world, WorkshopState.GATHERING, "BCDFG"),
        "ranking_workshop": _make(world, WorkshopState.RANKING, "RRRRR"),
        "plenary_workshop": _make(world, WorkshopState.PLENARY, "PPPPP"),
    }


def of(name: str) -> Any:
    return lambda world: {"public_id": getattr(world, name).public_id}


def year(world: Any) -> dict[str, Any]:
    return {"year": world.cop_cycle.name}


def sends(**data: Any) -> Any:
    return lambda world: dict(data)


def start(world: Any) -> dict[str, Any]:
    found = world.plenary_workshop.questions.values_list("public_id", flat=True)
    return {"name": "Middag", "minutes": 20, "questions": list(found)}


def sheet(world: Any) -> dict[str, Any]:
    found = world.ranking_workshop.questions.values_list("public_id", flat=True)
    return {key: str(place) for place, key in enumerate(found, 1)}


def change(world: Any) -> dict[str, Any]:
    last = world.plenary_workshop.questions.order_by("-name").first()
    return {"question": last.public_id, "to_place": "1", "reason": "Dit is nu nodig."}


ROWS = [
    Row("expertise:workshop_list", members_only(), kwargs=year),
    Row("expertise:workshop_start", TEAM, kwargs=year),
    Row("expertise:workshop_start", TEAM, "post", kwargs=year, data=start),
    Row("expertise:workshop_join", members_only()),
    Row("expertise:workshop_join", members_only(), "post", data=sends(code="bcdfg")),
    Row("expertise:workshop", INSIDE, kwargs=of("workshop")),
    Row("expertise:workshop", INSIDE, kwargs=of("ranking_workshop"), note="at the tables"),
    Row("expertise:workshop", INSIDE, kwargs=of("plenary_workshop"), note="all together"),
    Row("expertise:workshop_screen", LEADS, kwargs=of("workshop")),
    Row("expertise:workshop_screen", LEADS, kwargs=of("plenary_workshop"), note="all together"),
    Row("expertise:workshop_sheet", INSIDE, kwargs=of("ranking_workshop")),
    Row("expertise:workshop_sheet", INSIDE, "post", kwargs=of("ranking_workshop"), data=sheet),
    Row("expertise:workshop_divide", LEADS, "post", kwargs=of("workshop"), data=sends(tables=1)),
    Row("expertise:workshop_clock", LEADS, "post", kwargs=of("workshop"), data=sends(minutes=10)),
    Row("expertise:workshop_go", LEADS, "post", kwargs=of("plenary_workshop"), data=sends(naar="finished")),
    Row("expertise:workshop_change", LEADS, "post", kwargs=of("plenary_workshop"), data=change),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    # Who sits at no table has no sheet.
    ("get", "expertise:workshop_sheet", ""): ("other_board", "coordinator"),
    ("post", "expertise:workshop_sheet", ""): ("other_board", "coordinator"),
    # Who is in already stays where they are.
    ("post", "expertise:workshop_join", ""): ("same_board",),
    # One person makes no table.
    ("post", "expertise:workshop_divide", ""): ("other_board", "coordinator"),
}
