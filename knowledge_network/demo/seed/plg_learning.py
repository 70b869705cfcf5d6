"""Load what some people learned in passing: a few lines each, of which some count."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.notifications.outbox import rhythm
from plg.learning.actions import note_learning
from plg.learning.enums import LearnedWith

DAY = dt.timedelta(days=1)
LINES = (
    (
        2,
        "Een beurt kost minder tijd als ik de vraag eerst laat opschrijven.",
        LearnedWith.STUDENT,
        "rekenles, groep 7",
        15,
    ),
    (
        9,
        "Op de andere school hangt het weekrooster op kindhoogte. Kinderen vragen minder.",
        LearnedWith.OTHER_SCHOOL,
        "mijn lokaal",
        40,
    ),
    (
        16,
        "Een gesprek met ouders begint beter met een foto van het werk.",
        LearnedWith.OWN_SCHOOL,
        "rapportgesprekken",
        10,
    ),
    (
        23,
        "Brugklassers lezen de opdracht twee keer als zij hem hardop moeten navertellen.",
        LearnedWith.OTHER_BOARD,
        "",
        30,
    ),
    (34, "Kinderen leggen breuken uit met hun armen. Dat laat ik nu staan.", LearnedWith.PUPILS, "rekenles", None),
)


def seed_learning(network: DemoNetwork) -> None:
    for login, count in (("leraar", 5), ("schoolleider", 3)):
        for number, (days, what, learned_with, used, minutes) in enumerate(LINES[:count]):
            day = network.reference - days * DAY
            note_learning(
                by=network.cast.login(login),
                at=rhythm.local(day, dt.time(16)),
                what=what,
                learned_with=learned_with,
                used=used,
                happened_on=day,
                minutes=minutes,
                counts=number % 2 == 0 and minutes is not None,
            )


SEED = Seed("What people learned in passing", seed_learning, after=("plg_meetings",))
