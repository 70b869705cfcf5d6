"""The ten steps of a theme group: for who is in it; who runs the network reads along."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from plg.steps.enums import Addressee, EntryKind, ThemeStep
from plg.steps.models import StepEntry, ThemeWalk
from tests import factories as f
from tests.access.table import HIDDEN, Row, only
from tests.quality.canaries import token

INSIDE = only("group_member", "group_lead")
READS = only("group_member", "group_lead", "coordinator")
LEAD = only("group_lead")
READERS = frozenset({"group_member", "group_lead", "coordinator"})

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("plg.themewalk", "step"): 1,
    ("plg.stepentry", "addressee"): Addressee.BOARD,
    ("plg.stepentry", "held_on"): dt.date(2026, 3, 3),
    ("plg.stepmove", "from_step"): 1,
    ("plg.stepmove", "to_step"): 2,
}


def _group(world: Any, name: str) -> Any:
    group = f.GroupFactory(kind="theme", name=name, contact_person=world.people["group_lead"])
    f.GroupMembershipFactory(group=group, member=world.people["group_lead"], role="lead")
    f.GroupMembershipFactory(group=group, member=world.people["group_member"])
    return group


def objects_of(world: Any) -> dict[str, Any]:
    """A theme group that asks itself a question, and one that did not begin."""
    walk = ThemeWalk.objects.create(
        group=_group(world, "Themagroep lezen"), step=ThemeStep.PRACTICES, central_question="Wat helpt lezers?"
    )
    entry = StepEntry.objects.create(
        walk=walk, kind=EntryKind.PRACTICE, title="Een school", by=world.people["group_lead"]
    )
    return {"walk": walk, "step_entry": entry, "theme_group": _group(world, "Themagroep rekenen")}


def plant(world: Any) -> None:
    world.walk.sub_questions = token("stappen-deelvraag", READERS)
    world.walk.save(update_fields=["sub_questions"])
    StepEntry.objects.create(
        walk=world.walk,
        kind=EntryKind.TALK,
        title="Team bovenbouw",
        held_on=timezone.localdate(),
        second=token("stappen-teamgesprek", READERS),
        by=world.people["group_member"],
    )


def here(world: Any) -> dict[str, Any]:
    return {"slug": world.walk.group.slug}


def there(world: Any) -> dict[str, Any]:
    return {"slug": world.theme_group.slug}


def step(number: int) -> Any:
    return lambda world: {**here(world), "step": number}


def kind(word: str) -> Any:
    return lambda world: {**here(world), "kind": word}


def entry(world: Any) -> dict[str, Any]:
    return {**here(world), "public_id": world.step_entry.public_id}


def sends(**data: Any) -> Any:
    return lambda world: dict(data)


def hidden(outcomes: dict[str, str]) -> dict[str, str]:
    return {role: HIDDEN if outcome == "ok" else outcome for role, outcome in outcomes.items()}


PRACTICE = sends(title="De Esch", contact="Directeur", first="Elke dag voorlezen")
ROWS = [
    Row("plg:steps", READS, kwargs=here),
    Row("plg:steps", READS, kwargs=there, note="not begun"),
    Row("plg:steps", hidden(READS), kwargs=lambda w: {"slug": w.group.slug}, note="no theme group"),
    Row("plg:steps_start", only("group_lead", "coordinator"), "post", kwargs=there),
    Row("plg:steps_write", INSIDE, kwargs=step(4)),
    Row("plg:steps_write", hidden(INSIDE), kwargs=step(5), note="nothing to write once"),
    Row("plg:steps_write", INSIDE, "post", kwargs=step(4), data=sends(central_question="Wat helpt lezers?")),
    Row("plg:step_entry_add", INSIDE, kwargs=kind("praktijk")),
    Row("plg:step_entry_add", INSIDE, kwargs=kind("teamgesprek"), note="a talk"),
    Row("plg:step_entry_add", hidden(INSIDE), kwargs=kind("iets"), note="made up"),
    Row("plg:step_entry_add", INSIDE, "post", kwargs=kind("praktijk"), data=PRACTICE),
    Row("plg:step_entry_change", LEAD, kwargs=entry),
    Row("plg:step_entry_change", LEAD, "post", kwargs=entry, data=PRACTICE),
    Row("plg:step_entry_remove", LEAD, "post", kwargs=entry),
    Row("plg:steps_approve", INSIDE, "post", kwargs=here, data=sends(vraag="Wat helpt lezers?")),
    Row("plg:steps_go", LEAD, "post", kwargs=here, data=sends(stand="5", to="4", reason="We misten iets.")),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {}
