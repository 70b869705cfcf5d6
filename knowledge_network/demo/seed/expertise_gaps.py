"""Load what people looked for in vain, and what was done about topics on which nobody can be asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expertise.finding.models import SearchMiss
from expertise.gaps.actions import note_step
from expertise.gaps.enums import GapActionKind
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seeding import Seed
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

# Topic, words that found nobody, how many days ago.
MISSES: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    (SCARCE_TOPIC, "chatgpt in groep 8", (6, 19, 40, 75)),
    (SCARCE_TOPIC, "afspraken over ai", (11, 33)),
    (SCARCE_TOPIC, "kunstmatige intelligentie ouders", (52,)),
    ("programmeren en robotica", "microbit bovenbouw", (24, 90)),
    ("cultuureducatie", "muziekles zonder vakdocent", (15, 48)),
    (ISLAND_TOPIC, "oekraïense leerlingen", (29,)),
    ("oudergesprekken", "gesprek met gescheiden ouders", (66,)),
)
# Topic, kind of step, what was done, by whom, how many days ago.
STEPS: tuple[tuple[str, GapActionKind, str, str, int], ...] = (
    (
        SCARCE_TOPIC,
        GapActionKind.OTHER,
        "Als concept naar de Kennisrotonde gestuurd: welke afspraken over AI werken in groep 8?",
        "coordinator",
        34,
    ),
    (
        ISLAND_TOPIC,
        GapActionKind.QUESTION,
        "Gevraagd of twee van de vier een keer willen aansluiten bij de expertgroep Taal.",
        "verbinding",
        12,
    ),
)


def seed_gaps(cast: Cast, reference: dt.date) -> None:
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    SearchMiss.objects.bulk_create(
        SearchMiss(words=words, topic=topics[topic], day=reference - dt.timedelta(days=days), times=1 + days % 3)
        for topic, words, ago in MISSES
        for days in ago
    )
    now = dt.datetime.combine(reference, dt.time(14), ZoneInfo("Europe/Amsterdam"))
    for topic, kind, note, login, days in STEPS:
        at = now - dt.timedelta(days=days)
        note_step(topic=topics[topic], by=cast.login(login), kind=kind, note=note, at=at)


SEED = Seed(
    "What people looked for in vain",
    lambda network: seed_gaps(network.cast, network.reference),
    after=("expertise_asking",),
)
