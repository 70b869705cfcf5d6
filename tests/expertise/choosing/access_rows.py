"""Choosing: every member has a ballot, who runs the network looks after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from expertise.choosing.enums import ChoosingState
from expertise.choosing.models import Ballot, Choosing, ChoosingOption, OptionPoints, RoleGroupVoice
from expertise.questions.enums import CycleState, RoleGroup
from expertise.questions.models import CoPCycle, IndicativeQuestion
from tests.access.table import HIDDEN, Row, members_only, only

DESK = only("coordinator")
# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("expertise.choosing", "state"): ChoosingState.PREPARING,
    ("expertise.choosing", "closed_at"): None,
    ("expertise.rolegroupvoice", "joins"): "",
    ("expertise.rolegroupvoice", "voters"): None,
}


def _make(year: int, state: str, **fields: Any) -> Choosing:
    cycle = CoPCycle.objects.create(school_year=year, state=CycleState.CHOOSING)
    choosing = Choosing.objects.create(cycle=cycle, state=state, **fields)
    for name in ("Lezen", "Rekenen"):
        bundle = IndicativeQuestion.objects.create(cycle=cycle, name=name, words=f"Hoe zit het met {name.lower()}?")
        ChoosingOption.objects.create(choosing=choosing, bundle=bundle)
    RoleGroupVoice.objects.bulk_create(RoleGroupVoice(choosing=choosing, role_group=one) for one in RoleGroup)
    return choosing


def objects_of(world: Any) -> dict[str, Any]:
    """One that is open, with a ballot of `same_board`; one that is prepared, one that is counted, one that is not."""
    now = timezone.now()
    open_one = _make(2080, ChoosingState.OPEN, closes_at=now + dt.timedelta(days=5), opened_at=now)
    ballot = Ballot.objects.create(choosing=open_one, voter=world.people["same_board"], role_group=RoleGroup.TEACHER)
    ballot.picks.set(open_one.options.all()[:1])
    closed = _make(2082, ChoosingState.CLOSED, closes_at=now, opened_at=now, closed_at=now)
    closed.voices.filter(role_group=RoleGroup.TEACHER).update(voters=6)
    for option in closed.options.all():
        OptionPoints.objects.create(option=option, voice=RoleGroup.TEACHER, points=6)
    return {
        "choosing": open_one,
        "prepared_choosing": _make(2081, ChoosingState.PREPARING),
        "closed_choosing": closed,
        "unchosen_cycle": CoPCycle.objects.create(school_year=2083, state=CycleState.CHOOSING),
    }


def of(name: str) -> Any:
    return lambda world: {"year": getattr(world, name).cycle.name}


def pick(world: Any) -> dict[str, Any]:
    return {"thema-overig": [world.choosing.options.first().bundle.public_id]}


def sends(**data: Any) -> Any:
    return lambda world: dict(data)


def unchosen(world: Any) -> dict[str, Any]:
    return {"year": world.unchosen_cycle.name}


ROWS = [
    Row("expertise:choosing", members_only(), kwargs=of("choosing")),
    Row("expertise:choosing", members_only(), kwargs=of("prepared_choosing"), note="prepared"),
    Row("expertise:choosing", members_only(), kwargs=of("closed_choosing"), note="closed"),
    Row("expertise:choosing", members_only(), kwargs=unchosen, note="nothing yet"),
    Row("expertise:choosing", members_only() | {"*": HIDDEN}, kwargs=lambda w: {"year": "2026"}, note="made up"),
    Row("expertise:choosing", members_only(), "post", kwargs=of("choosing"), data=pick),
    Row("expertise:choosing_begin", DESK, "post", kwargs=unchosen),
    Row("expertise:choosing_prepare", DESK, kwargs=of("prepared_choosing")),
    Row(
        "expertise:choosing_prepare",
        {role: "422" if outcome == "ok" else outcome for role, outcome in DESK.items()},
        "post",
        kwargs=of("prepared_choosing"),
        data=sends(closes_on="2091-01-01"),
        note="too few people of each role",
    ),
    Row("expertise:choosing_open", DESK, "post", kwargs=of("prepared_choosing")),
    Row("expertise:choosing_close", DESK, "post", kwargs=of("choosing")),
    Row("expertise:choosing_remind", DESK, "post", kwargs=of("choosing")),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    # Nobody said until when.
    ("post", "expertise:choosing_open", ""): ("coordinator",),
}
