"""Load four kinds of badges and a few of them: granted, asked, declined, ended, through their actions."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import translation

from expertise.claims.models import ExpertiseClaim
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.enums import BadgeKind, EndReason
from knowledge_network.exchange.badges.facts import list_recognised, may_ask
from knowledge_network.exchange.badges.models import BadgeClass
from knowledge_network.exchange.badges.words import SUGGESTIONS
from knowledge_network.members.people.models import Member

GUIDED = (
    "Ik begeleid de rekengroep sinds vorig schooljaar. We begonnen met één vraag van een collega, en keken elke keer "
    "samen naar werk van leerlingen. Nu brengen drie leden zelf een vraag in."
)
STUDIED = (
    "In onze Lesson Study over breuken zag ik dat kinderen wachten tot de leraar verder gaat. Sinds die les tel ik tot "
    "tien voor ik iets zeg."
)
CONNECTED = "Ik bracht de schrijfgroep en de opleiding bij elkaar; daar kwam een gezamenlijke middag van."
EXPERTISE = "Collega's van drie scholen vroegen me mee te kijken in hun les. Wat we maakten staat in de kennisbank."
NOT_YET = "Mooi begin. Vraag het opnieuw als je de groep een heel jaar hebt begeleid, met een voorbeeld erbij."


def seed_badges(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    coordinator = network.cast.login("coordinator")
    classes = _write_classes(coordinator, now - dt.timedelta(days=120))
    teacher, expert = network.cast.login("leraar"), network.cast.login("expert")
    guide = classes[BadgeKind.PROCESS_GUIDE]
    _grant(guide, teacher, GUIDED, coordinator, now - dt.timedelta(days=40))
    study = classes[BadgeKind.LESSON_STUDY]
    if may_ask(teacher, study.kind):
        actions.ask_badge(badge_class=study, by=teacher, motivation=STUDIED, at=now - dt.timedelta(days=3))
    for claim in list_recognised(expert)[:1]:
        _grant(classes[BadgeKind.EXPERT], expert, EXPERTISE, coordinator, now - dt.timedelta(days=20), claim)
    liaison = network.cast.login("verbinding")
    if may_ask(liaison, BadgeKind.LIAISON_OFFICER):
        actions.ask_badge(
            badge_class=classes[BadgeKind.LIAISON_OFFICER], by=liaison, motivation=CONNECTED,
            at=now - dt.timedelta(days=1),
        )  # fmt: skip
    asked = actions.ask_badge(badge_class=guide, by=expert, motivation=GUIDED, at=now - dt.timedelta(days=60))
    actions.decline_badge(badge=asked, by=coordinator, reason=NOT_YET, at=now - dt.timedelta(days=55))
    _end_one(guide, network.cast.login("schoolleider"), coordinator, now)


def _write_classes(by: Member, at: dt.datetime) -> dict[str, BadgeClass]:
    found: dict[str, BadgeClass] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for kind, begin in SUGGESTIONS.items():
            words = {
                "name": str(begin.name), "description": str(begin.description), "criterion": str(begin.criterion),
            }  # fmt: skip
            found[kind] = actions.write_class(kind=kind, by=by, at=at, months=begin.months, **words)
    return found


def _grant(
    badge_class: BadgeClass,
    member: Member,
    motivation: str,
    by: Member,
    at: dt.datetime,
    claim: ExpertiseClaim | None = None,
) -> None:
    asked = actions.ask_badge(
        badge_class=badge_class, by=member, motivation=motivation, claim=claim, at=at - dt.timedelta(days=4)
    )
    actions.grant_badge(badge=asked, by=by, at=at)


def _end_one(badge_class: BadgeClass, member: Member, by: Member, now: dt.datetime) -> None:
    """One that was given by mistake, so that «bestaat niet meer» can be seen."""
    asked = actions.ask_badge(badge_class=badge_class, by=member, motivation=GUIDED, at=now - dt.timedelta(days=30))
    granted = actions.grant_badge(badge=asked, by=by, at=now - dt.timedelta(days=28))
    actions.end_badge(
        badge=granted, by=by, reason=EndReason.WITHDRAWN, note="Aan de verkeerde persoon gegeven.",
        at=now - dt.timedelta(days=27),
    )  # fmt: skip


SEED = Seed(
    "Badges",
    seed_badges,
    after=("plg_meetings", "expertise_claims", "lesson_study_cycles", "members_people"),
)
