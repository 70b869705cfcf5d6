"""Load this year's cycle: 300 questions of 150 people over a season, in 26 bundles, with a round confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expertise.questions.actions import board, cycles, originals, rounds, states
from expertise.questions.enums import CycleState, QuestionState
from expertise.questions.models import CoPCycle, PracticeQuestion
from knowledge_network.demo.seed.texts.practice_questions import FIRST, Bundle
from knowledge_network.demo.seed.texts.practice_questions_more import LOOSE, OUTSIDE, SECOND, TOLD
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year
from knowledge_network.topics.models import Topic
from plg.meetings.enums import MeetingKind
from plg.meetings.models import Meeting

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BUNDLES: tuple[Bundle, ...] = FIRST + SECOND
# The letter before a question → who ask such questions.
ASKERS = {
    "": (Function.TEACHER,),
    "a": (Function.STUDENT_TEACHER,),
    "o": (Function.INSTITUTE_EDUCATOR, Function.SCHOOL_EDUCATOR),
    "w": (Function.WORKPLACE_MENTOR,),
    "s": (Function.SCHOOL_LEADER, Function.BOARD_MEMBER),
    "r": (Function.RESEARCHER,),
}
# Questions came in from ten weeks ago until yesterday.
DAYS = 70
MEANT_OTHERWISE = "Hoe houd ik het lezen in de zomer op peil?"


class Askers:
    """Hands out people in turn, so that everybody asks a few."""

    def __init__(self, cast: Cast) -> None:
        self.pools = {
            letter: [member for function in functions for member in cast.by_function.get(function, [])]
            for letter, functions in ASKERS.items()
        }
        self.turns = dict.fromkeys(ASKERS, 0)

    def next_for(self, letter: str) -> Member:
        pool = self.pools[letter]
        self.turns[letter] += 5 if letter == "" else 1
        return pool[self.turns[letter] % len(pool)]


def split_letter(written: str) -> tuple[str, str]:
    """«o|Hoe …» is of a teacher educator."""
    letter, bar, text = written.partition("|")
    return (letter, text) if bar else ("", written)


def list_written() -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """What was written, under which topic, and what was told with it: bundle by bundle as they were asked."""
    longest = max(len(bundle.originals) for bundle in BUNDLES)
    for place in range(longest):
        for number, bundle in enumerate(BUNDLES):
            if place < len(bundle.originals):
                yield bundle.originals[place], bundle.topic, TOLD.get((number, place), ("", "", ""))
    for written in LOOSE:
        yield written, "", ("", "", "")
    for written, _reason, _passed_to in OUTSIDE:
        yield written, "", ("", "", "")


def seed_questions(cast: Cast, reference: dt.date) -> None:
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    askers, all_written = Askers(cast), list(list_written())
    for number, (written, topic, (context, why_now, tried)) in enumerate(all_written):
        letter, text = split_letter(written)
        days = DAYS - number * (DAYS - 1) // len(all_written)
        originals.add_question(
            by=askers.next_for(letter),
            text=text,
            context=context,
            why_now=why_now,
            tried=tried,
            sector=Sector.PRIMARY if letter in ("", "a", "s") else "",
            topics=[topics[topic]] if topic in topics else [],
            is_anonymous=number % 5 == 3,
            at=dt.datetime.combine(
                reference - dt.timedelta(days=days), dt.time(8 + number % 9, number % 60), AMSTERDAM
            ),
        )
    _refer(cast, reference)


def start_year(cast: Cast, reference: dt.date) -> CoPCycle:
    """The cycle of the school year of the demo, open for questions before the first comes in."""
    by = cast.login("coordinator")
    at = dt.datetime.combine(reference - dt.timedelta(days=DAYS + 5), dt.time(9), AMSTERDAM)
    cycle = cycles.start_cycle(
        school_year=find_school_year(reference), by=by, capacity=2, title="Van vraag naar oplossing", at=at
    )
    plenaries = Meeting.objects.filter(partnership__isnull=False, kind=MeetingKind.PLENARY).order_by("-starts_at")
    for login in ("schoolopleider", "instituut", "verbinding"):
        cycles.add_to_team(cycle=cycle, by=by, member=cast.login(login))
    cycles.change_cycle(cycle=cycle, by=by, plenaries=list(plenaries[:3]))
    return cycles.go_to_state(cycle=cycle, by=by, state=CycleState.COLLECTING, at=at)


def bundle_questions(cast: Cast, cycle: CoPCycle, reference: dt.date) -> None:
    """Four people lay together what belongs together; one round is confirmed, and since then a few cards moved."""
    team = list(cycle.team.order_by("pk"))
    begun = dt.datetime.combine(reference - dt.timedelta(days=2), dt.time(13), AMSTERDAM)
    cycle = cycles.go_to_state(cycle=cycle, by=cast.login("coordinator"), state=CycleState.BUNDLING, at=begun)
    cards = {card.question.text: card for card in cycle.cards.select_related("question")}
    for number, bundle in enumerate(BUNDLES):
        by, at = team[number % len(team)], begun + dt.timedelta(minutes=4 * number)
        texts = [split_letter(written)[1] for written in bundle.originals]
        # The last of each second bundle still lies loose.
        lying = [cards[text] for text in texts if text in cards][: 9 if number % 2 else 10]
        made, _moved = board.make_bundle(
            cycle=cycle,
            by=by,
            name=bundle.name,
            words=bundle.words,
            rationale=bundle.rationale,
            seen={card.public_id: card.version for card in lying if card.question.state == QuestionState.BROUGHT_IN},
            at=at,
        )
        made.searched_where, made.verdict = "Eigen kennisbank, eerdere vragen, Kennisrotonde", bundle.verdict
        made.found = bundle.found
        board.check_evidence(bundle=made, by=by, at=at + dt.timedelta(minutes=3))
    for written, reason, passed_to in OUTSIDE:
        card = cards[split_letter(written)[1]]
        outside = board.Place(outside_reason=reason, passed_to=passed_to)
        board.move_cards(cycle=cycle, by=team[0], seen={card.public_id: card.version}, to=outside, at=begun)
    confirmed = begun + dt.timedelta(hours=3)
    rounds.confirm_round(cycle=cycle, by=cast.login("coordinator"), at=confirmed, tell=False)
    _object(cycle, confirmed + dt.timedelta(hours=4))


def _object(cycle: CoPCycle, at: dt.datetime) -> None:
    """One asker says that a bundle is not what they meant."""
    card = cycle.cards.select_related("question__asker", "cycle").get(question__text=MEANT_OTHERWISE)
    asker = card.question.asker
    if asker is not None:
        rounds.say_not_meant(card=card, by=asker, words="Ik bedoelde het lezen thuis, niet op school.", at=at)


def _refer(cast: Cast, reference: dt.date) -> None:
    """One was answered already, so that it goes no further."""
    question = PracticeQuestion.objects.get(text="Hoe overleef je je eerste jaar met een eigen groep?")
    states.decide(
        question=question,
        by=cast.login("coordinator"),
        state=QuestionState.REFERRED,
        reason="Het inductieprogramma «Startklaar» gaat hierover. Je schoolopleider weet er meer van.",
        passed_to="Projectgroep Startklaar",
        at=dt.datetime.combine(reference - dt.timedelta(days=3), dt.time(16, 5), AMSTERDAM),
        tell=False,
    )


def _load(network: DemoNetwork) -> None:
    cycle = start_year(network.cast, network.reference)
    seed_questions(network.cast, network.reference)
    bundle_questions(network.cast, cycle, network.reference)


SEED = Seed(
    "Three hundred questions from practice",
    _load,
    after=("expertise_agenda", "expertise_gaps", "plg_meetings"),
)
