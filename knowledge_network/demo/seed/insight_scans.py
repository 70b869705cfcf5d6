"""Load two scans through their actions: one whose outcome is there, with what the group chose, and one that is open."""

from __future__ import annotations

import datetime as dt
import random

from knowledge_network.demo.seed.plg_groups import pick_contact
from knowledge_network.demo.seeding import SEED_NUMBER, DemoNetwork, Seed
from knowledge_network.insight.scans.actions import Choice, choose_actions, start_scan
from knowledge_network.insight.surveys.actions.answers import mark_taken_part, store_answers
from knowledge_network.insight.surveys.actions.waves import change_wave, close_wave, open_wave, release_wave
from knowledge_network.insight.surveys.enums import Instrument
from knowledge_network.insight.surveys.models import Wave
from knowledge_network.insight.surveys.queries import find_people
from knowledge_network.members.people.models import Member

DAY = dt.timedelta(days=1)
# What people lean to, by statement; around it they differ by what the second number says.
LEANS = {
    "c01": (5, 0), "c03": (4, 1), "c05": (5, 1), "c09": (4, 1), "c11": (4, 1), "c08": (2, 0), "c15": (2, 1),
    "c02": (2, 1), "c12": (3, 2), "c16": (3, 2), "k2": (2, 1), "l1": (4, 1),
}  # fmt: skip
USUAL = (3, 1)


def seed_scans(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    runs, guards = network.cast.login("coordinator"), network.cast.login("privacy")
    source = random.Random(SEED_NUMBER)  # noqa: S311  # nosec B311  # invented answers
    _with_outcome(network, now, runs, guards, source)
    _still_open(network, now, runs, source)


def _answer(wave: Wave, people: list[Member], source: random.Random) -> None:
    rows = list(wave.questions.order_by("position"))
    for person in people:
        values = {}
        for row in rows:
            middle, apart = LEANS.get(row.code, USUAL)
            values[str(row.position)] = min(5, max(1, middle + source.choice((-apart, 0, apart))))
            if row.asks_wanted:
                values[f"{row.position}w"] = source.choice((4, 5))
        # `send_answers` refuses to be part of the one transaction in which the demo is loaded.
        mark_taken_part(wave=wave, by=person)
        store_answers(wave=wave, values=values)


def _with_outcome(network: DemoNetwork, now: dt.datetime, runs: Member, guards: Member, source: random.Random) -> None:
    group, start = network.group("Rekenen met inzicht"), now - 24 * DAY
    wave = start_scan(
        by=runs,
        instrument=Instrument.COLLECTIVE,
        title="Hoe leren wij samen?",
        closes_on=now.date() + DAY,
        group=group,
        tells=False,
    )
    change_wave(
        wave=wave,
        by=runs,
        title=wave.title,
        intro="Voor de bijeenkomst waarin we op ons eerste half jaar terugkijken.",
        closes_on=wave.closes_on,
        own=[],
        wanted=["c08", "c12", "k2"],
    )
    wave = open_wave(wave=wave, by=runs, at=start, tells=False)
    people = find_people(group, ())
    _answer(wave, people[: max(8, len(people) - 1)], source)
    close_wave(wave=wave, by=runs, at=now - 8 * DAY, tells=False)
    wave = release_wave(wave=wave, by=guards, at=now - 6 * DAY)
    Wave.objects.filter(pk=wave.pk).update(closes_on=(now - 9 * DAY).date())
    rows = {row.code: row for row in wave.questions.all()}
    lead = pick_contact(group)
    chosen = [
        Choice(rows["c12"], "In januari probeert ieder één denkvraag uit", lead, (now + 40 * DAY).date()),
        Choice(rows["c08"], "Elke bijeenkomst één gewoonte tegen het licht", people[1], (now + 20 * DAY).date()),
    ]
    choose_actions(wave=wave, by=lead, choices=chosen, at=now - 5 * DAY)


def _still_open(network: DemoNetwork, now: dt.datetime, runs: Member, source: random.Random) -> None:
    """The teacher of the tour is asked and did not take part yet."""
    group, teacher = network.group("Lezen om te weten"), network.cast.login("leraar")
    wave = start_scan(
        by=runs,
        instrument=Instrument.GROUP,
        title="Past onze opzet bij ons doel?",
        closes_on=(now + 9 * DAY).date(),
        group=group,
        tells=False,
    )
    wave = open_wave(wave=wave, by=runs, at=now - 4 * DAY)
    others = [person for person in find_people(group, ()) if person != teacher]
    _answer(wave, others[:4], source)


SEED = Seed("Two scans", seed_scans, after=("plg_meetings", "plg_space", "plg_polls"))
