"""Load the real partners from the public register: eight boards with their 116 sites, and Saxion."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from knowledge_network.demo.seeding import Seed
from knowledge_network.members.imports import runs
from knowledge_network.members.imports.enums import ImportKind, ImportState
from knowledge_network.members.network.actions.settings import change_network
from knowledge_network.members.network.actions.setup import finish_step
from knowledge_network.members.network.enums import Section, SetupStep
from knowledge_network.members.organisations.actions import create_organisation, take_part
from knowledge_network.members.organisations.enums import HolidayRegion, OrganisationKind
from knowledge_network.members.organisations.models import Board, Site

DATA = Path(__file__).resolve().parent.parent / "data"
# Seven sites of two of the boards lie just outside the region; they are partners all the same.
FILES = (DATA / "duo_twente_2017.csv", DATA / "duo_partners_outside_twente_2017.csv")
REGISTER_DATE = dt.date(2017, 1, 1)
START = dt.date(2020, 8, 1)
BOARDS = {
    "58761": "Stichting KOE",
    "41522": "Stichting OPOA",
    "65287": "Dr. Schaepmanstichting",
    "41565": "Stichting Consent",
    "25351": "Stichting Keender",
    "41814": "Stichting Scholengroep Primato",
    "24844": "VCO Oost-Nederland",
    "37650": "Stichting KOMT",
}
INSTITUTE = {
    "name": "Saxion Lerarenopleiding Enschede",
    "bg_number": "30780",
    "place": "Enschede",
    "programmes": ["Pabo", "Master Leren en Innoveren"],
}


def import_register() -> None:
    """Sites first, then the names of their boards, both by the import that coordinators use."""
    first, *others = (path.read_bytes() for path in FILES)
    sites = first.rstrip(b"\r\n") + b"\n" + b"".join(part.split(b"\n", 1)[1] for part in others)
    _bring_in(ImportKind.SITES, "duo_2017.csv", sites)
    lines = ["BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM", *(f"{number};{name}" for number, name in BOARDS.items())]
    _bring_in(ImportKind.BOARDS, "besturen.csv", "\n".join(lines).encode())


def _bring_in(kind: str, name: str, content: bytes) -> None:
    options = {"boards": list(BOARDS), "sector": "po", "day": REGISTER_DATE.isoformat()}
    run = runs.offer_list(kind=kind, by=None, name=name, content=content, options=options, now=True)
    run.refresh_from_db()
    run = runs.apply_import(run=run, by=None, now=True)
    run.refresh_from_db()
    if run.state != ImportState.APPLIED:
        raise RuntimeError(f"{name}: {run.problem}")


def sites_with_members(count: int) -> list[Site]:
    """`count` sites, of every board as many as it can bear: the largest boards give most."""
    chosen: list[Site] = []
    pools = [
        list(Site.objects.filter(governing_board=board).order_by("site_code"))
        for board in Board.objects.order_by("name")
    ]
    while len(chosen) < count:
        for pool in pools:
            if pool and len(chosen) < count:
                chosen.append(pool.pop(0))
    return chosen


def seed_organisations() -> None:
    """The network, its eight boards with their sites, and its institute."""
    change_network(section=Section.NAME, by=None, name="Kennisnetwerk Lerende Leraren", region_name="Twente")
    partnership = change_network(section=Section.REGION, by=None, holiday_region=HolidayRegion.NORTH)
    for step in SetupStep:
        finish_step(step=step, by=None)
    import_register()
    institute = create_organisation(kind=OrganisationKind.INSTITUTE, by=None, **INSTITUTE)
    for organisation in (*Board.objects.order_by("name"), institute):
        take_part(organisation=organisation, by=None, start=START, partnership=partnership)


SEED = Seed("Schools and boards from the public register", lambda _network: seed_organisations())
