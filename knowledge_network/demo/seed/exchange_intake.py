"""Bring in what a neighbour made: one list that was taken over, one that waits to be looked at."""

from __future__ import annotations

from expertise.products.enums import ProductKind, ProductLicence
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.exchange.intake.actions import apply_intake, offer_list
from knowledge_network.exchange.intake.candidates import Found

SOURCE = "Kennisnetwerk Achterhoek"
ROOT = "https://achterhoek.example/materiaal"
TAKEN = (
    (
        "hoekenwerk",
        "Hoekenwerk met rekenspellen",
        "Zes spellen voor groep 3 en 4, met een kaart per hoek.",
        "CC BY 4.0",
    ),
    ("kijkkaart", "Kijkkaart voor een lesbezoek", "Vijf vragen om samen na te praten over een les.", "CC BY-SA 4.0"),
)
WAITING = (
    *TAKEN,
    ("leeskring", "Een leeskring in twintig minuten", "Stap voor stap, met een rolkaart per leerling.", "CC BY 4.0"),
    ("toets", "Toets breuken groep 7", "Alleen voor wie het boek heeft.", "Alle rechten voorbehouden"),
    ("oud", "Buiten leren op het plein", "Twaalf lessen voor droog weer.", ""),
)


def _tell(rows: tuple[tuple[str, str, str, str], ...]) -> list[Found]:
    return [
        Found(
            number=number,
            identifier=f"achterhoek:{key}",
            title=title,
            summary=summary,
            link=f"{ROOT}/{key}",
            licence=licence,
            words=("Rekenen",),
        )
        for number, (key, title, summary, licence) in enumerate(rows, start=2)
    ]


def seed_intake(network: DemoNetwork) -> None:
    by = network.cast.login("coordinator")
    kind = ProductKind.LESSON_MATERIAL
    done = offer_list(by=by, source=SOURCE, found=_tell(TAKEN), kind=kind, licence=ProductLicence.CC_BY)
    apply_intake(intake=done, by=by, numbers=[2, 3])
    offer_list(by=by, source=SOURCE, found=_tell(WAITING), kind=kind)


SEED = Seed("Products of neighbours", seed_intake, after=("expertise_products", "members_people"))
