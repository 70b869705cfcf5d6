"""Load what the organisations of the demo offer each other, days to come, and a working visit that was."""

from __future__ import annotations

import datetime as dt

from expertise.offers.actions import dates, offers
from expertise.offers.enums import OfferKind, OpenTo
from expertise.offers.models import Offer, OfferDate
from knowledge_network.demo.seed.plg_intervision import pick_day
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.topics.models import Topic
from plg.records.actions.attendance import confirm_attendance
from plg.records.enums import AttendanceStatus, Mechanism, ReturnAudience

DAY = dt.timedelta(days=1)
NINE, HALF_PAST_ELEVEN = dt.time(9), dt.time(11, 30)

# Kind, title, text, what it brings, for whom, words of its topic, days from now to come, places.
OFFERED: tuple[tuple[OfferKind, str, str, str, str, str, tuple[int, ...], int | None], ...] = (
    (
        OfferKind.WORK_VISIT,
        "Een ochtend kijken naar spelend leren",
        "Je loopt mee in de groepen 1 tot en met 3. Daarna praten we een halfuur na met koffie.",
        "Je ziet hoe drie groepen één hoek delen, en wat dat vraagt van het rooster.",
        "leraren van groep 1, 2 en 3",
        "spel",
        (16, 44),
        6,
    ),
    (
        OfferKind.WORKSHOP,
        "Rekenen met je handen",
        "We maken in twee uur drie lessen met blokken, touw en een weegschaal. Je neemt ze mee.",
        "Drie lessen die je morgen kunt geven.",
        "leraren van groep 5 tot en met 8",
        "rekenen",
        (23,),
        18,
    ),
    (
        OfferKind.COURSE,
        "Cursus rekengesprekken voeren",
        "Vier middagen over doorvragen. Tussendoor neem je een gesprek op en bekijk je het met een collega.",
        "Je stelt vragen die een kind aan het denken zetten.",
        "",
        "rekenen",
        (30,),
        12,
    ),
    (
        OfferKind.LEARNING_TASK,
        "Leertaak: een week lang luisteren",
        "Studenten voeren tien korte gesprekken met kinderen en maken er een praatplaat van.",
        "Een leertaak die past bij het eerste én het derde jaar.",
        "studenten en hun werkplekbegeleiders",
        "gesprek",
        (),
        None,
    ),
    (
        OfferKind.JOINT_TRAINING,
        "Flexibel en realistisch samen opleiden",
        "Studenten kiezen bij ons zelf hun dagen. We laten zien hoe het rooster en de begeleiding dan werken.",
        "Een voorbeeld van afspraken tussen school en opleiding.",
        "schoolopleiders en instituutsopleiders",
        "opleid",
        (37,),
        None,
    ),
    (
        OfferKind.CURRICULUM,
        "Onderdeel Taal in alle vakken",
        "Zes bijeenkomsten uit ons curriculum. Leraren van de scholen kunnen aanschuiven.",
        "Je werkt samen met studenten aan een les uit je eigen klas.",
        "",
        "lezen",
        (51,),
        8,
    ),
    (
        OfferKind.INITIATIVE,
        "Wij proberen een vierdaagse week voor starters",
        "Sinds dit jaar werken starters vier dagen voor de klas en één dag samen. Vraag ons ernaar.",
        "",
        "schoolleiders",
        "start",
        (),
        None,
    ),
)
ASKED = ("Hoe verdelen jullie de hoeken op een drukke ochtend?", "Mag ik met een kind praten over wat het maakt?")
TAKEN = (
    ("Wij zetten de kasten lager, zodat kinderen zelf kunnen kiezen.", ReturnAudience.CLASS, Mechanism.TRANSFORMATION),
    ("Ik zag hoe lang zij wachten voor ze helpen. Dat vertel ik het team.", ReturnAudience.TEAM, Mechanism.REFLECTION),
    ("Met de andere school spreken we af hoe we spel bespreken.", ReturnAudience.TEAM, Mechanism.COORDINATION),
)  # fmt: skip


def _find_topics(word: str) -> list[Topic]:
    return list(Topic.objects.approved().filter(name__icontains=word).order_by("name")[:1])


def _plan(offer: Offer, by: Member, day: dt.date, places: int | None, at: dt.datetime) -> OfferDate:
    return dates.plan_date(
        offer=offer,
        by=by,
        starts_at=rhythm.local(day, NINE),
        ends_at=rhythm.local(day, HALF_PAST_ELEVEN),
        places=places,
        location="Meld je bij de hoofdingang",
        at=at,
    )


def _hold_visit(
    network: DemoNetwork, offer: Offer, receives: Member, visitors: list[Member], planned: dt.datetime
) -> None:
    """Weeks ago: three came, asked something beforehand and noted what they took home."""
    date = _plan(offer, receives, pick_day(network.reference - 15 * DAY), 6, planned)
    for number, visitor in enumerate(visitors[:3]):
        dates.sign_up(date=date, by=visitor, at=planned + (number + 1) * DAY)
    for visitor, text in zip(visitors, ASKED, strict=False):
        dates.ask_beforehand(date=date, by=visitor, text=text, at=planned + 4 * DAY)
    there = {row.public_id: (AttendanceStatus.PRESENT.value, None) for row in date.meeting.invitations.all()}
    confirm_attendance(meeting=date.meeting, by=receives, statuses=there, at=date.meeting.ends_at)
    after = date.meeting.ends_at + DAY
    for number, (visitor, (what, audience, mechanism)) in enumerate(zip(visitors, TAKEN, strict=False)):
        dates.take_home(
            date=date, by=visitor, what=what, audience=audience, mechanism=mechanism, shares=number != 1, at=after
        )
    OfferDate.objects.filter(pk=date.pk).update(asked_at=after)


def seed_offers(network: DemoNetwork) -> None:
    """Seven offers of people at other places; the teacher of the demo waits for one and has a place at another."""
    teacher = network.cast.login("leraar")
    by_function = network.cast.by_function
    teachers = [one for one in by_function[Function.TEACHER] if one.is_present and one != teacher]
    educators = [one for one in by_function[Function.INSTITUTE_EDUCATOR] if one.is_present]
    schools = {one.primary_appointment.organisation_id: one for one in reversed(teachers) if one.primary_appointment}
    hosts = sorted(schools.values(), key=lambda one: one.pk)
    planned = rhythm.local(network.reference - 30 * DAY, dt.time(10))
    for number, (kind, title, text, brings, for_whom, word, days, places) in enumerate(OFFERED):
        at_institute = kind in (OfferKind.LEARNING_TASK, OfferKind.CURRICULUM) and educators
        receives = educators[number % len(educators)] if at_institute else hosts[number % len(hosts)]
        work = receives.primary_appointment
        if work is None:
            continue
        offer = offers.add_offer(
            by=receives, at=planned, tells=False, kind=kind, title=title, text=text, brings=brings, for_whom=for_whom,
            host=work.organisation, contact=receives, open_to=OpenTo.EVERYBODY, topics=_find_topics(word),
        )  # fmt: skip
        others = [one for one in teachers if one != receives]
        if number == 0:
            _hold_visit(network, offer, receives, others[3:6], planned)
        for turn, ahead in enumerate(days):
            date = _plan(offer, receives, pick_day(network.reference + ahead * DAY), places, planned + DAY)
            coming = others[number * 3 : number * 3 + (6 if number == 0 and turn == 0 else 4)]
            for visitor in [*coming, *([teacher] if number < 2 and turn == 0 else [])]:
                dates.sign_up(date=date, by=visitor, at=planned + 2 * DAY)


SEED = Seed("Offers and working visits", seed_offers, after=("expertise_showing", "expertise_agenda"))
