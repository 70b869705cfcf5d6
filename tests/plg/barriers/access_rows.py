"""Barriers: every member reads the inventory; the group brings in, who runs the network asks, the addressee answers."""

from __future__ import annotations

from typing import Any

from plg.barriers import actions
from plg.barriers.enums import BarrierState
from plg.barriers.models import BarrierTurn
from plg.steps.enums import Addressee, EntryKind, ThemeStep
from plg.steps.models import StepEntry, ThemeWalk
from tests import factories as f
from tests.access.table import Row, members_only, only
from tests.quality.canaries import token

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {("plg.barrierturn", "state"): BarrierState.STAYS}
INSIDE = frozenset({"group_member", "group_lead", "coordinator"})


def objects_of(world: Any) -> dict[str, Any]:
    """A theme group with a barrier that it keeps, one that nobody was asked about, and one that a board answers."""
    lead, member = world.people["group_lead"], world.people["group_member"]
    group = f.GroupFactory(kind="theme", name="Themagroep toetsen", contact_person=lead)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    f.GroupMembershipFactory(group=group, member=member)
    walk = ThemeWalk.objects.create(group=group, step=ThemeStep.CASES)
    kept, brought, put = (
        StepEntry.objects.create(
            walk=walk, kind=EntryKind.BARRIER, title=title, first="Geef ons tijd.", addressee=Addressee.BOARD, by=lead
        )
        for title in ("Geen tijd", "Geen ruimte", "Geen vervanging")
    )
    asked = actions.bring_barrier(entry=put, by=lead)
    board = world.people["board_director"].primary_appointment.organisation
    # Put there by hand: the world of a test has no agreement that says which boards take part.
    asked.organisation, asked.state = board, BarrierState.ASKED
    asked.save(update_fields=["organisation", "state"])
    BarrierTurn.objects.create(barrier=asked, state=BarrierState.ASKED, organisation=board)
    return {
        "kept_barrier": kept,
        "open_barrier": actions.bring_barrier(entry=brought, by=lead),
        "asked_barrier": asked,
        "partner_board": board,
    }


def plant(world: Any) -> None:
    """What a group keeps inside is read by that group and who runs the network."""
    entry = world.kept_barrier
    entry.title = token("belemmering-binnen", INSIDE)
    entry.first = token("belemmering-vraag", INSIDE)
    entry.save(update_fields=["title", "first"])


def one(name: str) -> Any:
    return lambda world: {"public_id": getattr(world, name).public_id}


def kept(world: Any) -> dict[str, Any]:
    return {"slug": world.kept_barrier.walk.group.slug, "public_id": world.kept_barrier.public_id}


OPEN, ASKED = one("open_barrier"), one("asked_barrier")
ANSWER = {"state": "partly", "text": "Vanaf januari is er vervanging.", "said_by": "het bestuur"}
RUNS, ANSWERS = only("coordinator"), only("board_director", "coordinator")

ROWS = [
    Row("plg:barrier_list", members_only()),
    Row("plg:barrier_detail", members_only(), kwargs=OPEN),
    Row("plg:barrier_detail", members_only(), kwargs=ASKED, note="with somebody"),
    Row("plg:barrier_bring", only("group_lead"), "post", kwargs=kept),
    Row("plg:barrier_put", RUNS, kwargs=OPEN),
    Row(
        "plg:barrier_put",
        RUNS,
        "post",
        kwargs=OPEN,
        data=lambda w: {"organisation": w.partner_board.slug, "note": "Antwoord graag voor januari."},
    ),
    Row("plg:barrier_answer", ANSWERS, kwargs=ASKED),
    Row("plg:barrier_answer", ANSWERS, "post", kwargs=ASKED, data=lambda w: dict(ANSWER)),
    Row("plg:barrier_take_back", only("group_lead", "coordinator"), "post", kwargs=OPEN),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {}
