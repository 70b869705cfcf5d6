"""Load two days of show and share: one of weeks ago with what visitors took home, one to come with twelve slots."""

from __future__ import annotations

import datetime as dt

from expertise.products.models import KnowledgeProduct
from expertise.showing.actions import days, slots
from expertise.showing.models import ShowDay
from knowledge_network.demo.seed.plg_intervision import pick_day
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from plg.records.enums import ReturnAudience

DAY = dt.timedelta(days=1)
TWO = dt.time(14)
ROOMS = ("Aula", "Lokaal 1.04", "Bibliotheek")
# What is shown: title, two sentences.
TO_COME = (
    (
        "Rekenen zonder werkboek, drie weken lang",
        "Groep 6 werkte met blokken, touw en een weegschaal. Wat misten we, en wie bloeide op?",
    ),
    (
        "De leesstoel",
        "Elke dag leest één kind voor uit een eigen boek. Een filmpje van twee minuten en de afspraken die het dragen.",
    ),
    (
        "Samen lesgeven met een student",
        "Twee voor de klas, één plan. We laten het plan zien en vertellen wat we na week twee veranderden.",
    ),
    ("Woorden die blijven plakken", "Een muur met zestig woorden over water. Hoe kinderen hem zelf bijhouden."),
    ("Een rapportgesprek dat het kind leidt", "Het draaiboek van een kwartier, en wat ouders ervan zeiden."),
    ("Taal in de gymzaal", "Vijf spelen waarbij kinderen moeten praten om te winnen."),
    ("Kijken naar stille rekenaars", "Met de kijkwijzer in vier lessen. Wat zagen we dat we eerder niet zagen?"),
    ("Het startgesprek in de brugklas", "Wat de basisschool meegaf en wat wij ermee deden."),
    ("Programmeren met papier", "Zonder scherm, met pijlen op de vloer van het lokaal."),
    ("Rouw in de klas", "Een doos met boeken, een kaars en zes vragen. Wanneer pak je hem?"),
    ("Feedback die een kind kan gebruiken", "Drie zinnen die we schrapten en drie die bleven."),
    ("De eerste honderd dagen", "Wat een starter nodig heeft, verteld door drie starters."),
)
BEFORE = (
    ("Breuken met repen", "Een les die drie keer anders liep."),
    ("Een schrijfhoek die leeft", "Van echte brieven naar echte antwoorden."),
    ("De praatplaat van de Regge", "Aardrijkskunde om de hoek."),
    ("Lezen met de bovenbouw", "Maatjes van acht en elf jaar."),
)
LINES = (
    ("Ik begin maandag met één reep en één vraag in plaats van het blad.", ReturnAudience.CLASS),
    ("De brieven van kinderen gaan nu echt op de post. Dat wil ik ook.", ReturnAudience.CLASS),
    ("De praatplaat leg ik op tafel bij de teamvergadering van dinsdag.", ReturnAudience.TEAM),
    ("Studenten laten beginnen met maatjeslezen, dan hebben ze meteen een band.", ReturnAudience.INSTITUTE),
    ("Een les drie keer geven en kijken wat er verandert: dat doen wij nooit.", ReturnAudience.TEAM),
)


def _fill(day: ShowDay, told: tuple[tuple[str, str], ...], people: list[Member], by: Member, at: dt.datetime) -> None:
    """Room by room and round by round; every third shows a product of the knowledge base."""
    products = list(KnowledgeProduct.objects.in_view().order_by("title", "pk")[: len(told)])
    for number, (title, text) in enumerate(told):
        slots.add_slot(
            day=day,
            by=by,
            at=at,
            title=title,
            text=text,
            room=ROOMS[number % len(ROOMS)],
            round=number // len(ROOMS) + 1,
            contact=people[number],
            product=products[number] if number % 3 == 0 and number < len(products) else None,
            places=6 if number == 1 else 12,
        )


def _visit(day: ShowDay, visitors: list[Member], at: dt.datetime) -> None:
    """Each takes one thing a round; what is full or one's own is passed by."""
    shown = list(day.slots.order_by("round", "room"))
    for number, visitor in enumerate(visitors):
        for place, slot in enumerate(shown):
            if (number + place) % 4 == 3:
                continue
            try:
                slots.sign_up(slot=slot, by=visitor, at=at + dt.timedelta(minutes=number))
            except RefusedError:
                continue


def _hold_before(network: DemoNetwork, coordinator: Member, teachers: list[Member]) -> None:
    start = rhythm.local(pick_day(network.reference - 36 * DAY), TWO)
    planned = start - 30 * DAY
    day = days.plan_day(
        by=coordinator, at=planned, title="Show and share in de herfst", place="Basisschool De Bongerd",
        explanation="Klein begonnen: vier dingen om te zien.", starts_at=start, rounds=2, pause=5,
    )  # fmt: skip
    _fill(day, BEFORE, teachers[:4], coordinator, planned)
    days.open_day(day=day, by=coordinator, at=planned, tells=False)
    _visit(day, [network.cast.login("leraar"), *teachers[4:12]], planned + 2 * DAY)
    after = start + DAY
    visits = day.visits.select_related("member", "slot").order_by("member_id", "round")
    for number, visit in enumerate(visits[:9]):
        what, audience = LINES[number % len(LINES)]
        slots.take_home(visit=visit, by=visit.member, what=what, audience=audience, shares=number % 4 != 2, at=after)
    ShowDay.objects.filter(pk=day.pk).update(asked_at=after)


def seed_showing(network: DemoNetwork) -> None:
    coordinator = network.cast.login("coordinator")
    teachers = [
        person
        for person in network.cast.by_function[Function.TEACHER]
        if person.is_present and person != network.cast.login("leraar")
    ]
    _hold_before(network, coordinator, teachers)
    planned = rhythm.local(network.reference - 9 * DAY, dt.time(10))
    day = days.plan_day(
        by=coordinator,
        at=planned,
        title="Show and share: wat werkte er in jouw klas?",
        explanation="Twaalf collega's laten zien wat zij maakten. Af hoeft het niet te zijn. Kies per ronde één ding.",
        place="Hogeschool, Enschede",
        starts_at=rhythm.local(pick_day(network.reference + 19 * DAY), TWO),
        rounds=4,
        pause=5,
    )
    _fill(day, TO_COME, teachers[12:24], coordinator, planned)
    days.open_day(day=day, by=coordinator, at=planned + DAY)
    _visit(day, [network.cast.login("leraar"), *teachers[24:44]], planned + 2 * DAY)


SEED = Seed("Two days of show and share", seed_showing, after=("expertise_products", "plg_intervision"))
