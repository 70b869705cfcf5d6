"""Load three intervisions: one of long ago of which the texts are erased, one half-way, one to come."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from plg.groups.models import Group
from plg.intervision.actions import sessions, texts
from plg.intervision.enums import Method
from plg.intervision.models import IntervisionSession
from plg.intervision.queries import find_people_of_group

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
HALF_PAST_THREE = dt.time(15, 30)
CASE = (
    "Tijdens een kringgesprek zei een jongen uit mijn groep dat hij «toch altijd fout zit». De rest lachte. Ik ging "
    "door met de les, want we liepen achter. Na schooltijd bleef hij lang zijn jas zoeken. Ik weet niet of ik er in "
    "de kring iets van had moeten zeggen, of juist daarna."
)
# (round, who of the others, what they wrote, whether it was advice)
SAID = (
    (1, 1, "We kiezen de kring: het ging over één zin en wat je dan doet.", False),
    (2, 0, "De les was rekenen, vlak voor de pauze. Ik stond bij het bord.", False),
    (3, 1, "Wat deed jij met je gezicht toen de rest lachte?", False),
    (3, 2, "Hoe vaak heb je dit eerder van hem gehoord?", False),
    (4, 0, "Dit was de derde keer in twee weken, altijd bij rekenen.", False),
    (4, 3, "Ik zou hem de volgende ochtend even apart nemen.", True),
    (5, 2, "Het lijkt te gaan over wat een fout betekent in deze groep, niet over deze ene jongen.", False),
)
TAKEN = (
    "Een fout hardop bespreken begint bij mijn eigen fouten.",
    "Eerst tien seconden stil zijn, dan pas iets zeggen.",
    "Ik vraag vaker wat iemand nog wil weten, en geef minder snel raad.",
)


def pick_day(day: dt.date) -> dt.date:
    """That day, or the last school day before it."""
    return rhythm.previous_school_day(day, rhythm.school_days(day))


def list_seats(group: Group, teacher: Member, count: int) -> list[Member]:
    """The teacher of the tour first, then others of the group by name."""
    others = [person for person in find_people_of_group(group) if person != teacher]
    return [teacher, *others[: count - 1]]


def go_through(session: IntervisionSession, leader: Member, start: dt.datetime, until: int) -> dt.datetime:
    """Begun at `start` and led to round `until`, each round as long as planned. When the last one began."""
    sessions.start_session(session=session, by=leader, at=start)
    now = start
    for one in session.rounds.filter(position__lt=until):
        now += one.minutes * MINUTE
        sessions.go_on(session=session, by=leader, seen=one.position, at=now)
    return now


def _hold_long_ago(group: Group, teacher: Member, reference: dt.date) -> None:
    """Five steps, six weeks ago: what was told is gone, what was taken along stays."""
    seats = list_seats(group, teacher, 5)
    start = rhythm.local(pick_day(reference - 43 * DAY), HALF_PAST_THREE)
    session = sessions.plan_session(
        group=group, by=seats[1], method=Method.FIVE_STEPS, starts_at=start, people=seats, bringer=seats[2],
        place="Lokaal van groep 5", at=start - 14 * DAY, tells=False,
    )  # fmt: skip
    texts.write_case(session=session, by=seats[2], text=CASE, at=start - DAY)
    last = go_through(session, seats[1], start, session.rounds.count())
    for number, text in enumerate(TAKEN):
        texts.take_along(session=session, by=seats[number], text=text, at=last + number * MINUTE)
    sessions.close_session(session=session, by=seats[1], at=last + 5 * MINUTE)
    texts.erase_due_texts(last + 31 * DAY)


def _hold_half(group: Group, teacher: Member, reference: dt.date) -> None:
    """The incident method, stopped in the round of the analysis: the group goes on today."""
    seats = list_seats(group, teacher, 5)
    start = rhythm.local(pick_day(reference - DAY), HALF_PAST_THREE)
    session = sessions.plan_session(
        group=group, by=teacher, method=Method.INCIDENT, starts_at=start, people=seats, bringer=seats[1],
        leader=teacher, place="Personeelskamer", at=start - 10 * DAY, tells=False,
    )  # fmt: skip
    texts.write_case(session=session, by=seats[1], text=CASE, at=start - DAY)
    sessions.start_session(session=session, by=teacher, at=start)
    now = start
    for one in session.rounds.filter(position__lte=5):
        for number, (_position, who, text, is_advice) in enumerate(s for s in SAID if s[0] == one.position):
            author = seats[who + 1] if who + 1 < len(seats) else seats[-1]
            texts.add_note(
                session=session, by=author, text=text, position=one.position, is_advice=is_advice,
                at=now + (number + 1) * MINUTE,
            )  # fmt: skip
        if one.position < 5:
            now += one.minutes * MINUTE
            sessions.go_on(session=session, by=teacher, seen=one.position, at=now)


def _plan_next(group: Group, teacher: Member, reference: dt.date) -> None:
    """In ten days, with rounds for when people differ."""
    seats = list_seats(group, teacher, 6)
    sessions.plan_session(
        group=group, by=seats[1], method=Method.DISAGREEMENT, people=seats, bringer=teacher, place="Online",
        starts_at=rhythm.local(pick_day(reference + 10 * DAY), HALF_PAST_THREE),
        at=rhythm.local(reference - 2 * DAY, dt.time(16)),
    )  # fmt: skip


def seed_intervision(network: DemoNetwork) -> None:
    teacher = network.cast.login("leraar")
    group = network.group("Lezen om te weten")
    _hold_long_ago(group, teacher, network.reference)
    _hold_half(group, teacher, network.reference)
    _plan_next(group, teacher, network.reference)


SEED = Seed("Three intervisions", seed_intervision, after=("plg_meetings", "plg_polls"))
