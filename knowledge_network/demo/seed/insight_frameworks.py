"""Load five frameworks, a round of a person that is theirs alone, and two rounds of a team beside each other."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seed.framework_texts import FRAMEWORKS, FrameworkText
from knowledge_network.demo.seed.plg_groups import pick_contact
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.insight.frameworks.actions import keeping, looks
from knowledge_network.insight.frameworks.models import Framework, Look
from knowledge_network.insight.frameworks.queries import find_friends, list_items
from knowledge_network.members.people.models import Member

DAY = dt.timedelta(days=1)
SEEN = (
    "In de laatste les liet ik eerst twee minuten stilte vallen. Drie leerlingen begonnen uit zichzelf.",
    "Op maandag bij de koffie vroeg een collega of ze mocht komen kijken.",
    "Dit lukt nog niet als het druk is; dan ga ik weer zenden.",
)
TEAM = (
    "We zeiden alle vier iets anders. Dat is al een antwoord: dit bespreken we eerst.",
    "Het thema staat in het schoolplan, maar in andere woorden dan wij gebruiken.",
    "Leerlingen wachten op elkaar. Dat zagen we in drie klassen.",
    "Ik grijp later in, zeggen er drie. Eén van ons zegt: ik nog niet.",
    "Nieuwe collega’s krijgen het touw en de startvraag mee.",
    "Twee bijeenkomsten vielen uit in de toetsweken.",
)


def seed_frameworks(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    runs = network.cast.login("coordinator")
    made = {text.title: _make(text, runs) for text in FRAMEWORKS}
    _look_alone(network, made["Werkplekbegeleider"], now)
    _look_together(network, made["Evenwichtig en gezond collectief leren"], now)


def _make(text: FrameworkText, runs: Member) -> Framework:
    framework = keeping.add_framework(
        by=runs, title=text.title, scope=text.scope, levels=text.levels, intro=text.intro, source=text.source
    )
    for one in text.criteria:
        keeping.add_criterion(
            framework=framework, by=runs, part=one.part, text=one.text, example=one.example,
            described=list(one.described),
        )  # fmt: skip
    return framework


def _say(look: Look, by: Member, notes: tuple[str, ...], levels: tuple[int, ...] = ()) -> None:
    for place, (item, note) in enumerate(zip(list_items(look), notes, strict=False)):
        item.look = look
        values = {"note": note, "level": levels[place]} if place < len(levels) else {"note": note}
        looks.say_item(item=item, by=by, **values)


def _look_alone(network: DemoNetwork, framework: Framework, now: dt.datetime) -> None:
    """Of the teacher of the tour: a round that is over, and one that they are in."""
    teacher = network.cast.login("leraar")
    first = looks.begin_look(framework=framework, by=teacher, at=now - 300 * DAY)
    _say(first, teacher, SEEN[2:], (1,))
    looks.round_off(look=first, by=teacher, at=now - 200 * DAY)
    second = looks.begin_look(framework=framework, by=teacher, at=now - 12 * DAY)
    _say(second, teacher, SEEN, (2, 3, 2))
    friend = find_friends(second).first()
    if friend is not None:
        looks.ask_friend(look=second, by=teacher, friend=friend, at=now - 6 * DAY)
    looks.add_action(look=second, by=teacher, title="Elke week één gesprek met alleen vragen", at=now - 3 * DAY)


def _look_together(network: DemoNetwork, framework: Framework, now: dt.datetime) -> None:
    group = network.group("Rekenen met inzicht")
    lead = pick_contact(group)
    look = looks.begin_look(framework=framework, by=lead, group=group, at=now - 30 * DAY)
    _say(look, lead, TEAM)
    friend = network.cast.login("verbinding")
    if find_friends(look).filter(pk=friend.pk).exists():
        looks.ask_friend(look=look, by=lead, friend=friend, at=now - 20 * DAY)
        looks.answer_asking(look=look, by=friend, comes=True, at=now - 19 * DAY)
    talk = "«Waar zie je dat?» bracht ons bij de toetsweken: daar laten we het steeds vallen. We houden één uur vast."
    looks.note_talk(look=look, by=lead, talked_on=(now - 5 * DAY).date(), talk=talk)
    looks.add_action(
        look=look, by=lead, title="Ook in de toetsweken één uur samen kijken", due_on=(now + 30 * DAY).date(),
        at=now - 5 * DAY,
    )  # fmt: skip


SEED = Seed("Five frameworks, and who looks by them", seed_frameworks, after=("plg_meetings", "insight_stories"))
