"""The research agenda: every member reads; who runs the network, the team and the group bring a question further."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from expertise.agenda.enums import AgendaState, ExternalState, WishKind
from expertise.agenda.models import AgendaSnapshot, AgendaWish, ExternalQuestion, SnapshotLine
from expertise.questions.enums import CycleState
from expertise.questions.models import CoPCycle, IndicativeQuestion
from tests import factories as f
from tests.access.table import HIDDEN, Row, members_only, only
from tests.quality.canaries import token

# `other_board` is in the team of the cycle.
TEAM = only("other_board", "coordinator")
DRAFT = only("other_board", "coordinator", otherwise=HIDDEN)
DESK = only("coordinator")

CHOSEN = {
    ("expertise.externalquestion", "state"): ExternalState.DRAFT,
    ("expertise.agendawish", "top"): None,
}
FILLED = dict.fromkeys(ExternalQuestion.CHECKLIST, "Ingevuld.")


def objects_of(world: Any) -> dict[str, Any]:
    """A draft and one that was submitted, a theme with a wish, and the agenda as it was settled."""
    cycle = CoPCycle.objects.create(school_year=2085, state=CycleState.THEME_GROUPS)
    cycle.team.add(world.people["other_board"])
    bundle = IndicativeQuestion.objects.create(cycle=cycle, name="Tekenen", words="Helpt tekenen bij rekenen?")
    theme = f.TopicFactory(name="lezen en taal")
    wish = AgendaWish.objects.create(
        cycle=cycle, theme=theme, kind=WishKind.WISH, text="Meer tijd.", by=world.people["same_board"]
    )
    snapshot = AgendaSnapshot.objects.create(cycle=cycle, taken_at=timezone.now())
    SnapshotLine.objects.create(
        snapshot=snapshot, bundle=bundle, words="Hoe redeneert elk kind?", state=AgendaState.OPEN
    )
    draft = ExternalQuestion.objects.create(bundle=bundle, question="Helpt hardop denken?")
    submitted = ExternalQuestion.objects.create(
        bundle=bundle, question="Helpt tekenen?", state=ExternalState.SUBMITTED, **FILLED
    )
    return {
        "agenda_cycle": cycle,
        "agenda_bundle": bundle,
        "agenda_theme": theme,
        "wish": wish,
        "external_draft": draft,
        "external_submitted": submitted,
    }


def plant(world: Any) -> None:
    """Who submitted nothing yet is read by who runs the network and the team."""
    world.external_draft.tried = token("kennisrotonde-concept", frozenset({"other_board", "coordinator"}))
    world.external_draft.save(update_fields=["tried"])


def year(world: Any) -> dict[str, Any]:
    return {"year": world.agenda_cycle.name}


def theme(world: Any) -> dict[str, Any]:
    return {**year(world), "theme": world.agenda_theme.slug}


def of(name: str) -> Any:
    return lambda world: {"public_id": getattr(world, name).public_id}


def sends(**data: Any) -> Any:
    return lambda world: dict(data)


def top(world: Any) -> dict[str, Any]:
    return {"deed": "top", "place-1": world.wish.public_id}


BUNDLE = of("agenda_bundle")
ROWS = [
    Row("expertise:research_agenda", members_only()),
    Row("expertise:agenda_settle", DESK, "post", kwargs=year),
    Row("expertise:agenda_settled", members_only(), kwargs=year),
    Row("expertise:theme_wishes", members_only(), kwargs=theme),
    Row(
        "expertise:theme_wishes",
        members_only(),
        "post",
        kwargs=theme,
        data=sends(deed="wish", kind=WishKind.WISH, text="Meer boeken."),
    ),
    Row("expertise:theme_wishes", DESK, "post", kwargs=theme, data=top, note="the top three"),
    Row("expertise:bundle_further", TEAM, kwargs=BUNDLE),
    Row("expertise:bundle_further", TEAM, "post", kwargs=BUNDLE, data=sends(deed="group", name="Themagroep redeneren")),
    Row("expertise:external_draft", TEAM, kwargs=BUNDLE),
    Row("expertise:external_draft", TEAM, "post", kwargs=BUNDLE, data=sends(question="Helpt hardop denken?")),
    Row("expertise:external_question", DRAFT, kwargs=of("external_draft")),
    Row("expertise:external_question", members_only(), kwargs=of("external_submitted"), note="submitted"),
    Row("expertise:external_change", DRAFT, kwargs=of("external_draft")),
    Row("expertise:external_change", DRAFT, "post", kwargs=of("external_draft"), data=sends(question="Helpt praten?")),
    Row("expertise:external_go", DESK, kwargs=of("external_submitted")),
    Row(
        "expertise:external_go",
        DESK,
        "post",
        kwargs=of("external_submitted"),
        data=lambda w: {"state": ExternalState.IN_PROGRESS, "on": timezone.localdate().isoformat()},
    ),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {}
