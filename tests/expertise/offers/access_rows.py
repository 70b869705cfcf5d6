"""Offers: every member reads and signs up as far as it is for them; who receives and who runs the network change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from expertise.offers.actions import dates, offers
from expertise.offers.enums import OfferKind, OpenTo
from expertise.offers.models import TakenHome, VisitorQuestion
from knowledge_network.kit.ids import random_public_id
from plg.meetings.models import Meeting
from plg.records.enums import ReturnAudience
from plg.records.models import ReturnToSchool
from tests.access.table import HIDDEN, MEMBERS, Row, members_but, members_only, only
from tests.quality.canaries import COORDINATORS, token

RUNS = only("same_board", "coordinator")
SEES_DAY = only("same_board", "other_board", "coordinator")
JOINS = members_only(same_board="403")
DAY = dt.timedelta(days=1)

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {("expertise.offerdate", "places"): 8}


def objects_of(world: Any) -> dict[str, Any]:
    """`same_board` receives; `other_board` has a place on a day to come, and was there on one that is over."""
    receives, visits = world.people["same_board"], world.people["other_board"]
    host = receives.primary_appointment.organisation
    now = timezone.now()
    offer = offers.add_offer(
        by=receives, kind=OfferKind.WORK_VISIT, title="Kijken bij ons", text="Een ochtend in drie groepen.",
        host=host, contact=receives, open_to=OpenTo.EVERYBODY, tells=False,
    )  # fmt: skip
    inside = offers.add_offer(
        by=receives, kind=OfferKind.COURSE, title="Binnen het bestuur", text="Voor onze eigen scholen.",
        host=host, contact=receives, open_to=OpenTo.OWN_BOARD, tells=False,
    )  # fmt: skip
    ended = offers.add_offer(
        by=receives, kind=OfferKind.WORKSHOP, title="Vorig jaar", text="Geweest.", host=host, contact=receives,
        tells=False,
    )  # fmt: skip
    offers.end_offer(offer=ended, by=receives)
    coming, over = (
        dates.plan_date(
            offer=offer, by=receives, starts_at=now + days * DAY, ends_at=now + days * DAY + dt.timedelta(hours=2),
            places=8,
        )
        for days in (12, 14)
    )  # fmt: skip
    closed = dates.plan_date(
        offer=inside, by=receives, starts_at=now + 20 * DAY, ends_at=now + 20 * DAY + dt.timedelta(hours=2), places=8
    )
    for date in (coming, over):
        dates.sign_up(date=date, by=visits)
    Meeting.objects.filter(pk=over.meeting_id).update(
        starts_at=now - 9 * DAY,
        ends_at=now - 9 * DAY + dt.timedelta(hours=2),
        attendance_confirmed_at=now - 8 * DAY,
    )
    over.meeting.refresh_from_db()
    question = VisitorQuestion.objects.create(date=coming, by=visits, text="Mag ik een foto maken?")
    return {
        "offer": offer,
        "ended_offer": ended,
        "offer_date": coming,
        "past_offer_date": over,
        "own_board_date": closed,
        "visitor_question": question,
    }


def plant(world: Any) -> None:
    """What is asked beforehand is for that day; what was taken home for the visitor and who received them."""
    VisitorQuestion.objects.filter(pk=world.visitor_question.pk).update(
        text=token("bezoek-vooraf", COORDINATORS | {"same_board", "other_board"})
    )
    row = ReturnToSchool.objects.create(
        member=world.people["other_board"],
        what=token("bezoek-meegenomen", frozenset({"other_board", "same_board"})),
        audience=ReturnAudience.CLASS,
        happened_on=timezone.localdate(),
        shared_with_group=False,
    )
    TakenHome.objects.create(date=world.past_offer_date, member=world.people["other_board"], returned=row)


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def at(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).offer.public_id, "key": getattr(world, name).public_id}


def the_question(world: Any) -> dict[str, Any]:
    return {**at("offer_date")(world), "question": world.visitor_question.public_id}


def an_offer(role: str = "same_board") -> Callable[[Any], dict[str, Any]]:
    """The host is one for which nobody but who works there and the coordinator may offer."""

    def fill(world: Any) -> dict[str, Any]:
        person = world.people[role]
        host = world.people["same_board"].primary_appointment.organisation
        return {
            "key": random_public_id(), "kind": "workshop", "title": "Meten met touw", "text": "Een middag buiten.",
            "host": host.slug, "contact": person.public_id, "open_to": "everybody",
        }  # fmt: skip

    return fill


def a_day(world: Any) -> dict[str, Any]:
    date = (timezone.localdate() + 30 * DAY).isoformat()
    return {"date": date, "start": "09:00", "end": "11:30", "places": 6, "has_waiting_list": "on"}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


ONE, ENDED, DATE, PAST, OWN = (
    of("offer"),
    of("ended_offer"),
    at("offer_date"),
    at("past_offer_date"),
    at("own_board_date"),
)
LINE = sends(what="Maandag zet ik de tafels anders.", audience=ReturnAudience.CLASS.value, mechanism="", shares="on")
# Of the board of the host: whoever works at it or at one of its schools.
OF_THE_BOARD = ("group_member", "group_lead", "leader_own", "board_director")
OFFERS_THERE = ("same_board", "coordinator")

ROWS = [
    Row("expertise:offer_list", members_only()),
    Row("expertise:offer_themes", members_only()),
    Row("expertise:offer_add", members_only()),
    Row(
        "expertise:offer_add",
        {**members_only(), **{role: "422" for role in MEMBERS if role not in OFFERS_THERE}},
        "post",
        data=an_offer(),
    ),
    Row("expertise:offer_detail", members_only(), kwargs=ONE),
    Row("expertise:offer_change", RUNS, kwargs=ONE),
    Row("expertise:offer_change", RUNS, "post", kwargs=ONE, data=an_offer()),
    Row("expertise:offer_end", RUNS, kwargs=ONE),
    Row("expertise:offer_end", RUNS, "post", kwargs=ONE),
    Row("expertise:offer_resume", RUNS, "post", kwargs=ENDED),
    Row("expertise:offer_date_plan", RUNS, kwargs=ONE),
    Row("expertise:offer_date_plan", RUNS, "post", kwargs=ONE, data=a_day),
    Row("expertise:offer_date_detail", SEES_DAY, kwargs=DATE),
    Row("expertise:offer_date_detail", SEES_DAY, "post", kwargs=DATE, data=sends(text="Hoe laat begint de kring?")),
    Row("expertise:offer_date_change", RUNS, kwargs=DATE),
    Row("expertise:offer_date_change", RUNS, "post", kwargs=DATE, data=a_day),
    Row("expertise:offer_date_cancel", RUNS, kwargs=DATE),
    Row("expertise:offer_date_cancel", RUNS, "post", kwargs=DATE, data=sends(reason="De school is dicht.")),
    Row("expertise:offer_date_attendance", RUNS, kwargs=PAST),
    Row("expertise:offer_date_attendance", RUNS, "post", kwargs=PAST),
    Row("expertise:offer_sign_up", JOINS, "post", kwargs=DATE),
    Row("expertise:offer_sign_up", only(*OF_THE_BOARD), "post", kwargs=OWN, note="of the same board only"),
    Row("expertise:offer_sign_off", JOINS, "post", kwargs=DATE),
    Row("expertise:visitor_question_remove", only("other_board", otherwise=HIDDEN), "post", kwargs=the_question),
    Row("expertise:offer_take_home", JOINS, kwargs=PAST),
    Row("expertise:offer_take_home", JOINS, "post", kwargs=PAST, data=LINE),
]

# Who has a place signs up for nothing; who has none cannot give it up.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:offer_sign_up", ""): ("other_board",),
    ("post", "expertise:offer_sign_off", ""): members_but("other_board", "same_board"),
}
