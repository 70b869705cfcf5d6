"""An agreement in force with the founding obligations, on an evening in November."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge_network.agreements.obligations.actions.rules import add_founding_rules
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.members.people.models import Member
from tests.agreements.building import make_coordinator, make_draft, put_in_force

TODAY = dt.date(2026, 11, 24)
YEAR = 2026


@dataclass
class Owed:
    """The agreement, who coordinates the network, and the obligations of this school year."""

    agreement: CollaborationAgreement
    coordinator: Member

    def of(self, words: str, year: int = YEAR) -> Obligation:
        return Obligation.objects.select_related("rule__article__agreement", "party", "owner").get(
            rule__title__startswith=words, school_year=year
        )


def make_owed(**fields: object) -> Owed:
    coordinator = make_coordinator()
    agreement = put_in_force(make_draft(by=coordinator, effective_from=dt.date(2025, 8, 1)))
    add_founding_rules(agreement=agreement, by=coordinator, today=TODAY)
    return Owed(agreement, coordinator)
