"""Load what became of the barriers that a theme group named: one answered, two that wait, one that it keeps inside."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seed.expertise_agenda import find_moment
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.people.models import Member
from plg.barriers.actions import answer_barrier, bring_barrier, put_barrier
from plg.barriers.enums import BarrierState
from plg.barriers.models import Barrier
from plg.barriers.queries import find_addressees, find_who_speaks
from plg.steps.enums import Addressee, EntryKind
from plg.steps.models import StepEntry

# Addressee → what is said when it is put to them.
NOTES = {
    Addressee.INSTITUTE: "Besproken in het overleg van de opleiders. Antwoord voor de kerst is op tijd.",
    Addressee.MINISTRY: "Gestuurd via de sectororganisatie, met de twee voorbeelden van de themagroep erbij.",
}
ANSWER = (
    "Thuistaal bij lezen wordt een leertaak in het tweede jaar van de pabo, vanaf september. "
    "Een vaste leertaak voor alle jaren lukt nog niet."
)


def seed_barriers(network: DemoNetwork) -> None:
    coordinator = network.cast.login("coordinator")
    rows = StepEntry.objects.filter(kind=EntryKind.BARRIER).select_related("by").order_by("pk")
    kept_inside = rows.last()
    for entry in rows:
        if entry == kept_inside or entry.by is None:
            continue
        barrier = bring_barrier(entry=entry, by=entry.by, at=find_moment(network.reference, 7))
        note = NOTES.get(Addressee(entry.addressee))
        if note is not None:
            _put(barrier, coordinator, note, network.reference)


def _put(barrier: Barrier, by: Member, note: str, reference: dt.date) -> None:
    whom = find_addressees(barrier).first()
    put_barrier(barrier=barrier, by=by, organisation=whom, note=note, at=find_moment(reference, 6))
    if whom is None:
        return
    barrier.refresh_from_db()
    speaks = find_who_speaks(whom)
    answer_barrier(
        barrier=barrier,
        by=speaks[0] if speaks else by,
        state=BarrierState.PARTLY,
        text=ANSWER,
        said_by="" if speaks else "het hoofd van de pabo",
        at=find_moment(reference, 2),
    )


SEED = Seed("What became of barriers", seed_barriers, after=("expertise_agenda",))
