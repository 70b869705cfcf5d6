"""Load the eleven founding obligations through their actions: of last school year all met, of this one one late."""

from __future__ import annotations

import datetime as dt

from knowledge_network.agreements.obligations.actions.checking import check_all, note_late
from knowledge_network.agreements.obligations.actions.making import make_obligations
from knowledge_network.agreements.obligations.actions.rules import add_founding_rules
from knowledge_network.agreements.obligations.actions.work import (
    add_evidence,
    meet_obligation,
    note_obligation,
    start_obligation,
)
from knowledge_network.agreements.obligations.enums import SelfCheck
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.queries import current_agreement
from knowledge_network.agreements.pages.actions import explain_figures
from knowledge_network.agreements.texts.enums import PartyRole
from knowledge_network.agreements.texts.people import find_directors
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.school_year.calendar import school_year_start

WORDS = (
    "In het najaar valt de meeste vervanging. In maart zitten we weer gelijk.",
    "We kiezen dit jaar voor één PLG, met de hele bovenbouw.",
)
DAYS_EARLY = 3


def seed_obligations(network: DemoNetwork) -> None:
    agreement = current_agreement(network.reference)
    if agreement is None:
        return
    by, year = network.cast.login("coordinator"), school_year_start(network.reference).year
    add_founding_rules(agreement=agreement, by=by, today=network.reference)
    make_obligations(agreement=agreement, years=(year - 1,), today=network.reference)
    _last_year(network, year - 1)
    check_all(today=network.reference)
    note_late(today=network.reference)
    _this_year(network, year)
    parties = agreement.parties.filter(ended_on__isnull=True, role=PartyRole.BOARD).order_by("name_as_signed")
    for party, words in zip(parties[:2], WORDS, strict=False):
        if director := find_directors(party, today=network.reference).order_by("pk").first():
            explain_figures(party=party, by=director, text=words, read="")


def _last_year(network: DemoNetwork, year: int) -> None:
    """Each with what shows it; the report on the first half came some days late."""
    by = network.cast.login("programmaleider")
    for one in Obligation.objects.of_year(year).select_related("rule").order_by("due_on", "pk"):
        late = one.rule.title.endswith("eerste halfjaar")
        day = one.due_on + dt.timedelta(days=5 if late else -DAYS_EARLY)
        add_evidence(
            obligation=one, by=by, text=f"Besproken in het bestuurlijk overleg van schooljaar {year}-{year + 1}"
        )
        meet_obligation(obligation=one, by=by, on=day)


def _this_year(network: DemoNetwork, year: int) -> None:
    by = network.cast.login("programmaleider")
    rows = Obligation.objects.of_year(year).select_related("rule")
    winter = rows.get(rule__title__startswith="Netwerkbeeld in de winter")
    start_obligation(obligation=winter, by=by)
    note_obligation(obligation=winter, by=by, note="De vragen zijn uitgezet; het beeld bespreken we in januari.")
    leaders = rows.get(rule__self_check=SelfCheck.PROGRAMME_LEADERS)
    note_obligation(
        obligation=leaders,
        by=by,
        note="De uitbreiding van 0,15 naar 0,2 fte staat op de agenda van het bestuurlijk overleg in januari.",
    )


SEED = Seed("Eleven obligations", seed_obligations, after=("agreements_plan", "plg_meetings"))
