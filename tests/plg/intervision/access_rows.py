"""Intervision: for who has a seat; the others, whoever they are, do not see that it is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from plg.intervision.enums import Method
from plg.intervision.methods import ROUNDS
from plg.intervision.models import IntervisionCase, IntervisionNote, IntervisionSession
from tests.access.table import FORBIDDEN, HIDDEN, Row, members_only, only
from tests.quality.canaries import INSIDE, token

SEATED = only("group_member", "group_lead", otherwise=HIDDEN)
LEADS = SEATED | {"group_member": FORBIDDEN}
BRINGS = SEATED | {"group_lead": FORBIDDEN}
IN_GROUP = only("group_member", "group_lead")
DAY = dt.timedelta(days=1)

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("plg.intervisionsession", "started_at"): None,
    ("plg.intervisionsession", "current"): None,
    ("plg.intervisionsession", "round_started_at"): None,
    ("plg.intervisionsession", "finished_at"): None,
    ("plg.intervisionsession", "cancelled_at"): None,
    ("plg.intervisionround", "name"): "",
    ("plg.intervisionround", "kind"): "sketch",
    ("plg.intervisionround", "minutes"): 5,
}


def _session(world: Any, current: int | None, **fields: Any) -> IntervisionSession:
    """Written as it is stored: nobody is told. The lead of the group leads, the member brings the case."""
    lead, member = world.people["group_lead"], world.people["group_member"]
    now = timezone.now()
    before = now - dt.timedelta(hours=1)
    begun = {"started_at": before, "round_started_at": before, "current": current} if current else {}
    session = IntervisionSession.objects.create(
        group=world.group, method=Method.FIVE_STEPS, starts_at=now + DAY, leader=lead, bringer=member, made_by=lead,
        **begun, **fields,
    )  # fmt: skip
    for person in (lead, member):
        session.seats.create(member=person)
    for position, plan in enumerate(ROUNDS[Method.FIVE_STEPS], start=1):
        session.rounds.create(position=position, kind=plan.kind, minutes=plan.minutes, takes_advice=plan.takes_advice)
    return session


def objects_of(world: Any) -> dict[str, Any]:
    """One to come, one in its fourth round, one in its last, one that is closed."""
    member = world.people["group_member"]
    running = _session(world, 4)
    closed = _session(world, 5, finished_at=timezone.now())
    note = running.notes.create(position=4, text="Wacht een dag.", author=member)
    parked = running.notes.create(position=2, text="Bel de ouders.", author=member, is_parked=True)
    said = running.notes.create(position=4, text="Vraag het hem zelf.", author=world.people["group_lead"])
    IntervisionCase.objects.create(session=closed, text="Het ging over een kring.", written_by=member)
    return {
        "planned_intervision": _session(world, None),
        "intervision": running,
        "last_intervision": _session(world, 5),
        "closed_intervision": closed,
        "intervision_note": note,
        "parked_note": parked,
        "said_note": said,
        "intervision_taken": running.takeaways.create(author=member, text="Eerst vragen."),
    }


def plant(world: Any) -> None:
    """Who has a seat reads the case, what was said and what was taken along; before it begins only who wrote it."""
    member = world.people["group_member"]
    IntervisionCase.objects.create(session=world.intervision, text=token("intervisie-casus", INSIDE), written_by=member)
    IntervisionCase.objects.create(
        session=world.planned_intervision,
        text=token("intervisie-casus-vooraf", frozenset({"group_member"})),
        written_by=member,
    )
    IntervisionNote.objects.filter(pk=world.intervision_note.pk).update(text=token("intervisie-notitie", INSIDE))
    IntervisionNote.objects.filter(pk=world.parked_note.pk).update(text=token("intervisie-geparkeerd", INSIDE))
    taken = world.intervision_taken
    taken.text = token("intervisie-meegenomen", INSIDE)
    taken.save(update_fields=["text"])
    IntervisionSession.objects.filter(pk=world.intervision.pk).update(place=token("intervisie-plek", INSIDE))


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def note(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": world.intervision.public_id, "key": getattr(world, name).uuid}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def when(world: Any) -> dict[str, Any]:
    people = [world.people["group_lead"].public_id, world.people["group_member"].public_id]
    day = (timezone.localdate() + 3 * DAY).isoformat()
    return {"day": day, "time": "15:30", "place": "Lokaal 2", "people": people}


def a_plan(world: Any) -> dict[str, Any]:
    return when(world) | {"method": Method.INCIDENT.value, "group": world.group.slug}


def page(name: str, outcomes: dict[str, str], where: Any = None, data: Any = None, note: str = "") -> Row:
    return Row(f"plg:{name}", outcomes, kwargs=where or (lambda w: {}), data=data or sends(), note=note)


def deed(name: str, outcomes: dict[str, str], where: Any, data: Any = None) -> Row:
    return Row(f"plg:{name}", outcomes, "post", kwargs=where, data=data or sends())


PLANNED, RUNNING, LAST, CLOSED = (
    of("planned_intervision"),
    of("intervision"),
    of("last_intervision"),
    of("closed_intervision"),
)

ROWS = [
    page("intervision_list", members_only()),
    page("intervision_plan", members_only()),
    page("intervision_plan", IN_GROUP, data=lambda w: {"groep": w.group.slug}, note="of a group"),
    deed("intervision_plan", IN_GROUP, lambda w: {}, a_plan),
    page("intervision_detail", SEATED, RUNNING),
    page("intervision_detail", SEATED, PLANNED, note="to come"),
    page("intervision_detail", SEATED, CLOSED, note="closed"),
    page("intervision_live", SEATED, RUNNING),
    page("intervision_change", LEADS, PLANNED),
    deed("intervision_change", LEADS, PLANNED, when),
    page("intervision_cancel", LEADS, PLANNED),
    deed("intervision_cancel", LEADS, PLANNED),
    deed("intervision_start", LEADS, PLANNED),
    deed("intervision_on", LEADS, RUNNING, sends(step=4)),
    deed("intervision_back", LEADS, RUNNING, sends(step=4)),
    deed("intervision_close", LEADS, LAST),
    deed("intervision_lead", LEADS, RUNNING, lambda w: {"member": w.people["group_member"].public_id}),
    page("intervision_case", BRINGS, PLANNED),
    deed("intervision_case", BRINGS, PLANNED, sends(text="Het begon in de gang.")),
    deed("intervision_note_add", SEATED, RUNNING, sends(text="Wat zei hij?", position=4)),
    deed("intervision_note_remove", SEATED, note("intervision_note")),
    deed("intervision_note_take_up", SEATED, note("parked_note")),
    deed("intervision_note_speaks", SEATED, note("said_note"), sends(spreekt="ja")),
    deed("intervision_take_along", SEATED, RUNNING, sends(taken="Eerst tien seconden stil.")),
    deed(
        "intervision_taken_remove",
        SEATED,
        lambda w: {"public_id": w.intervision.public_id, "key": w.intervision_taken.public_id},
    ),
    page("intervision_erase", SEATED, CLOSED),
    deed("intervision_erase", SEATED, CLOSED),
]

# Who is sent on without a deed: it is not theirs, and the page says so.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "plg:intervision_note_remove", ""): ("group_lead",),
    ("post", "plg:intervision_note_speaks", ""): ("group_lead",),
    ("post", "plg:intervision_taken_remove", ""): ("group_lead",),
}
