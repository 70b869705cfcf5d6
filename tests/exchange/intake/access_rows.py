"""Products of others are brought in by who runs the network."""

from __future__ import annotations

from typing import Any

from expertise.products.enums import ProductKind, ProductLicence
from knowledge_network.exchange.intake import actions
from knowledge_network.exchange.intake.candidates import Found
from knowledge_network.exchange.intake.models import Intake, IntakeRow
from tests.access.table import Row, only, shown_again
from tests.quality.canaries import token

RUNS = only("coordinator")
RUNS_ONLY = frozenset({"coordinator"})


def objects_of(world: Any) -> dict[str, Any]:
    found = [
        Found(1, "zuid:1", "Rekenen met munten", "Een spel.", "https://zuid.example/munten", licence="CC BY 4.0"),
        Found(2, "zuid:2", "Zonder licentie", link="https://zuid.example/zonder"),
    ]
    by = world.people["coordinator"]
    offered = {"by": by, "source": "Netwerk Zuid", "found": found, "kind": ProductKind.LESSON_MATERIAL}
    return {"intake": actions.offer_list(**offered)}


def plant(world: Any) -> None:
    Intake.objects.filter(pk=world.intake.pk).update(source=token("bron", RUNS_ONLY))
    IntakeRow.objects.filter(intake=world.intake, number=2).update(title=token("product-elders", RUNS_ONLY))


CHOSEN = {
    ("exchange.intake", "licence"): ProductLicence.CC_BY,
    ("exchange.intake", "kind"): ProductKind.LESSON_MATERIAL,
}


def of_intake(world: Any) -> dict[str, Any]:
    return {"public_id": world.intake.public_id}


def asks(world: Any) -> dict[str, Any]:
    return {"source": "Netwerk Zuid", "url": "https://zuid.example/oai", "kind": ProductKind.LESSON_MATERIAL}


ROWS = [
    Row("exchange:intake_list", RUNS),
    Row("exchange:intake_file", RUNS),
    Row("exchange:intake_file", shown_again(RUNS), "post", data=asks, note="without a file"),
    Row("exchange:intake_harvest", RUNS),
    # This site asks nobody.
    Row("exchange:intake_harvest", shown_again(RUNS), "post", data=asks),
    Row("exchange:intake_detail", RUNS, kwargs=of_intake),
    Row("exchange:intake_apply", RUNS, "post", kwargs=of_intake, data=lambda world: {"row": "1"}),
    Row("exchange:intake_undo", RUNS, "post", kwargs=of_intake),
    Row("exchange:intake_discard", RUNS, "post", kwargs=of_intake),
]

# It was not carried out yet.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {("post", "exchange:intake_undo", ""): ("coordinator",)}
