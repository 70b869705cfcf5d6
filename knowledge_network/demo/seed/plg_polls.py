"""Load three polls through their actions: a date that is sought, a choice that was made, a date that was chosen."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seed.plg_groups import pick_contact
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import home_region, school_calendar
from plg.groups.models import Group
from plg.polls.actions.answers import answer_poll, choose_date
from plg.polls.actions.polls import Choice, close_poll, start_poll
from plg.polls.enums import PollKind, Vote
from plg.polls.models import Poll
from plg.polls.queries import people_asked

DAY = dt.timedelta(days=1)
HALF_PAST_THREE, FIVE = dt.time(15, 30), dt.time(17)
YES, MAYBE, NO = Vote.YES, Vote.IF_NEED_BE, Vote.NO
# What each who answers says of the four dates, one after the other.
SAID = ((YES, NO, YES, NO), (YES, MAYBE, YES, NO), (NO, YES, YES, MAYBE), (YES, NO, MAYBE, NO), (MAYBE, NO, YES, YES))
NOTES = ("", "Op dinsdag kan ik pas vanaf vier uur.", "", "", "")


def seed_polls(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    maths, reading = network.group("Rekenen met inzicht"), network.group("Lezen om te weten")
    teacher = network.cast.login("leraar")
    _seek_date(reading, teacher, now)
    _choose_theme(maths, now)
    _meet(maths, now, answers_too=teacher)


def _dates(first: dt.date, count: int) -> list[Choice]:
    """So many school days from `first` on, two days apart."""
    calendar = school_calendar(home_region(), first=first, last=first + 90 * DAY)
    days: list[dt.date] = []
    while len(days) < count:
        if calendar.is_school_day(first):
            days.append(first)
            first += DAY
        first += DAY
    return [Choice(starts_at=rhythm.local(day, HALF_PAST_THREE), ends_at=rhythm.local(day, FIVE)) for day in days]


def _answer(poll: Poll, people: list[Member], at: dt.datetime) -> None:
    options = list(poll.options.order_by("position"))
    for number, (person, said) in enumerate(zip(people, SAID, strict=False)):
        votes = {option.pk: vote.value for option, vote in zip(options, said, strict=False)}
        answer_poll(poll=poll, by=person, votes=votes, note=NOTES[number], at=at + number * dt.timedelta(hours=3))


def _seek_date(group: Group, teacher: Member, now: dt.datetime) -> None:
    """Runs for five more days; the teacher of the tour has not answered yet, and others neither."""
    start = now - 3 * DAY
    poll = start_poll(
        group=group,
        by=next(person for person in people_asked(group) if person != teacher),
        kind=PollKind.DATES,
        title="Wanneer bekijken we samen de filmpjes?",
        explanation="Anderhalf uur, op een van onze scholen. Neem één fragment mee.",
        closes_at=rhythm.local((now + 5 * DAY).date(), dt.time(18)),
        options=_dates((now + 12 * DAY).date(), 4),
        at=start,
    )
    others = [person for person in people_asked(group) if person not in {teacher, poll.made_by}]
    _answer(poll, others[:4], start + dt.timedelta(hours=2))


def _choose_theme(group: Group, now: dt.datetime) -> None:
    """A choice that was made some weeks ago."""
    start = now - 30 * DAY
    poll = start_poll(
        group=group,
        by=pick_contact(group),
        kind=PollKind.CHOICES,
        title="Waar gaat de volgende bijeenkomst over?",
        closes_at=start + 8 * DAY,
        options=[Choice("Meten zonder meetlint"), Choice("Procenten in de krant"), Choice("Schatten en afronden")],
        several=True,
        at=start,
        tells=False,
    )
    options = [option.pk for option in poll.options.order_by("position")]
    picks = ((0,), (0, 2), (1,), (0, 1), (2,), (0,))
    for person, chosen in zip(people_asked(group), picks, strict=False):
        answer_poll(poll=poll, by=person, votes={options[n]: YES.value for n in chosen}, at=start + DAY)
    close_poll(poll=poll, by=pick_contact(group), at=start + 7 * DAY)


def _meet(group: Group, now: dt.datetime, *, answers_too: Member) -> None:
    """A date that was chosen: the meeting stands in the agenda with the answers of the poll."""
    start = now - 16 * DAY
    poll = start_poll(
        group=group,
        by=pick_contact(group),
        kind=PollKind.DATES,
        title="Lesbezoek in groep 7: welke middag?",
        closes_at=start + 9 * DAY,
        options=_dates((now + 20 * DAY).date(), 3),
        at=start,
        tells=False,
    )
    others = [person for person in people_asked(group) if person != answers_too]
    _answer(poll, [answers_too, *others[:4]], start + DAY)
    best = list(poll.options.order_by("position"))[2]
    choose_date(
        poll=poll,
        option=best,
        by=pick_contact(group),
        title="Lesbezoek in groep 7",
        location="Lokaal 7b",
        at=start + 9 * DAY,
        tells=False,
    )


SEED = Seed("Three polls", seed_polls, after=("plg_meetings",))
