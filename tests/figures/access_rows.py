"""Figures: numbers of schools for coordinators and leaders; the published ones of nobody in particular."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from knowledge_network.figures.models import Explanation, YearFacts
from knowledge_network.school_year.calendar import find_school_year
from tests.access.table import MEMBERS, Row, only
from tests.quality.canaries import token

RUN_THEM = only("coordinator", "leader_own", "leader_other")
# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("figures.publishedfigure", "least"): Decimal(0),
    ("figures.publishedfigure", "most"): Decimal(4),
    ("figures.publishedfigure", "until"): dt.date(2026, 10, 31),
    ("figures.snapshot", "until"): dt.date(2026, 10, 31),
}


def objects_of(world: Any) -> dict[str, Any]:
    year = find_school_year(timezone.localdate())
    leader = world.people["leader_own"]
    YearFacts.objects.create(organisation=world.site, school_year=year, headcount=12, agreed_hours=120)
    words = Explanation.objects.create(
        organisation=world.site, school_year=year, text="Volgend jaar meer.", version=1, written_by=leader
    )
    return {"explanation": words}


READS_THE_SCHOOL = frozenset({"group_member", "group_lead", "leader_own", "board_director", "coordinator"})


def plant(world: Any) -> None:
    words = world.explanation
    words.text = token("woorden-bij-cijfers", READS_THE_SCHOOL)
    words.save()


ROWS = [
    Row("figures:facts_list", RUN_THEM),
    Row("figures:facts_list", RUN_THEM, method="post"),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "figures:facts_list", ""): MEMBERS,
}
