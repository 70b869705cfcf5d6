"""Load 38 questions over a year in all states: conversations, answers, shared ones, and one that nobody answered."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expertise.asking.actions import also
from expertise.asking.actions import answers as help_answers
from expertise.asking.actions import endings as help_endings
from expertise.asking.actions import matching as help_matching
from expertise.asking.actions import requests as help_requests
from expertise.asking.enums import (
    FollowUpAfter,
    FollowUpUsed,
    HelpAudience,
    HelpOutcome,
    HelpState,
    MatchState,
    PassedTo,
)
from expertise.asking.models import HelpFollowUp, HelpRequest
from expertise.claims.actions.endorsements import give_endorsement
from expertise.claims.enums import ClaimState, EndorsementBasis
from expertise.claims.models import ExpertiseClaim
from knowledge_network.demo.seed.help_request_texts import QUESTIONS, REASONS
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seed.texts import endorsements as said
from knowledge_network.demo.seed.texts.question_talks import TALKS
from knowledge_network.demo.seeding import Seed
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.actions import follow_topic
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = dt.timedelta(days=1)
# What becomes of each question, in the order of the texts: those with an answer first.
CLOSED, ANSWERED, TALKING, WAITING, ESCALATED, WITHDRAWN, PASSED_ON = range(7)
ENDS = [CLOSED] * 20 + [ANSWERED] * 4 + [TALKING] * 6
LAST = [TALKING, WAITING, WAITING, WAITING, WITHDRAWN, WITHDRAWN, ESCALATED, WAITING]
# Most questions are of teachers; these of who learns to teach and of who guides them.
OTHER_ASKERS = {32: Function.STUDENT_TEACHER, 33: Function.WORKPLACE_MENTOR}
# Of the part of the network that the liaison officer of the tour looks after.
IN_SCOPE = frozenset({31, 36})
SHARED = 8


def seed_help_requests(cast: Cast, reference: dt.date, source: random.Random) -> None:
    """After the claims: the questions go to whom the routing chooses. Nobody is told of the past."""
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    teachers = cast.by_function[Function.TEACHER]
    board = Board.objects.order_by("name")[0].name
    ends = [*ENDS, *LAST]
    ends[4] = PASSED_ON
    for number, (question, end) in enumerate(zip(QUESTIONS, ends, strict=True)):
        title, situation, topic, _answer = question
        askers = cast.by_function[OTHER_ASKERS[number]] if number in OTHER_ASKERS else teachers
        if number in IN_SCOPE:
            askers = [teacher for teacher in teachers if cast.board_of[teacher.pk] == board]
        asker = askers[(number * 7 + 3) % len(askers)]
        help_request = help_requests.ask(
            by=asker,
            audience=HelpAudience.NETWORK,
            topics=[topics[topic]] if topic in topics else [],
            at=_moment(reference, _days_ago(end, number)),
            tell=False,
            title=title,
            situation=situation,
            sector=Sector.PRIMARY,
            is_anonymous=number in (6, 12, 27, 37),
        )
        _live(help_request, end, number, cast, reference, source)
    _press_along(cast)


def _press_along(cast: Cast) -> None:
    """Colleagues who have an open question too, who used a shared answer, and who follow a topic."""
    teachers = cast.by_function[Function.TEACHER]
    for place, help_request in enumerate(HelpRequest.objects.unfinished().order_by("pk")):
        for member in teachers[place : place + place % 4]:
            if member.pk != help_request.asker_id:
                also.ask_it_too(help_request=help_request, by=member, tell=False)
    for place, help_request in enumerate(HelpRequest.objects.filter(published_at__isnull=False).order_by("pk")):
        for member in teachers[place + 5 : place + 7 + place % 3]:
            also.note_answer_use(help_request=help_request, by=member, tell=False)
    topics = list(Topic.objects.approved().order_by("name"))
    for place, member in enumerate([cast.login("leraar"), *teachers[:12]]):
        for topic in topics[place::25]:
            follow_topic(topic=topic, by=member)


def _moment(reference: dt.date, days: int, hour: int = 15) -> dt.datetime:
    return dt.datetime.combine(reference - DAY * days, dt.time(hour, 20), AMSTERDAM)


def _days_ago(end: int, number: int) -> int:
    """Closed ones lie spread over the year, open ones in the last days."""
    if end in (CLOSED, PASSED_ON, WITHDRAWN):
        return 335 - number * 14 if number < 22 else 30 + number
    return {ANSWERED: 12, TALKING: 7, WAITING: 2, ESCALATED: 22}[end] + number % 3


def _live(
    help_request: HelpRequest, end: int, number: int, cast: Cast, reference: dt.date, source: random.Random
) -> None:
    asked = help_request.asked_at
    if end == WITHDRAWN:
        help_endings.withdraw(help_request=help_request, by=help_request.asker, at=asked + DAY)
    elif end == PASSED_ON:
        help_endings.pass_on(
            help_request=help_request,
            by=cast.login("coordinator"),
            passed_to=PassedTo.KENNISROTONDE,
            reason="Niemand in het netwerk weet dit nog. De Kennisrotonde zoekt het uit.",
            at=asked + 9 * DAY,
            tell=False,
        )
    elif end == ESCALATED:
        _leave_unanswered(help_request, reference)
    elif end in (CLOSED, ANSWERED, TALKING):
        _talk(help_request, end, number, cast, source)


def _leave_unanswered(help_request: HelpRequest, reference: dt.date) -> None:
    """Everybody who was asked stayed silent, and ten school days are over."""
    now = _moment(reference, 0, 8)
    help_request.matches.filter(state=MatchState.ASKED).update(state=MatchState.EXPIRED, responded_at=now)
    locked = help_matching.lock(help_request)
    help_matching.set_state(locked, HelpState.OPEN, at=now)
    help_matching.escalate(locked, now=now)


def _helper(help_request: HelpRequest, cast: Cast, number: int) -> Member:
    """The first who was asked; without anybody somebody who happens to read it."""
    asked = [match.expert for match in help_request.matches.select_related("expert").order_by("pk") if match.expert]
    others = [cast.login("expert"), *cast.by_function[Function.SCHOOL_EDUCATOR]]
    found = asked or [member for member in others if member.pk != help_request.asker_id]
    return found[number % len(found)]


def _talk(help_request: HelpRequest, end: int, number: int, cast: Cast, source: random.Random) -> None:
    answer, at = QUESTIONS[number][3], help_request.asked_at + DAY * source.randint(1, 3)
    helper = _helper(help_request, cast, number)
    others = help_request.matches.filter(state=MatchState.ASKED, expert__isnull=False).exclude(expert=helper)
    other = others.select_related("expert").first()
    if number % 4 == 1 and other is not None and other.expert is not None:
        reason = REASONS[number % len(REASONS)]
        help_requests.decline(help_request=help_request, by=other.expert, reason=reason, at=at - 5 * HOUR, tell=False)
    help_requests.accept(help_request=help_request, by=helper, at=at, tell=False)
    say = help_requests.write_message
    talk, asker = TALKS[number], help_request.asker
    turns = [(helper, talk.first), (asker, talk.reply), (helper, talk.more), (asker, talk.thanks)]
    if end == TALKING:
        # Of what goes on just now the last word was not said yet.
        turns = turns[: 2 + number % 3]
    for place, (person, text) in enumerate(turns):
        if text:
            say(help_request=help_request, by=person, text=text, at=at + HOUR + place * 5 * HOUR, tell=False)
    if end == TALKING:
        return
    answered = at + 2 * DAY
    say(help_request=help_request, by=helper, text=answer, is_answer=True, at=answered, tell=False)
    if end == CLOSED:
        closed = answered + DAY * source.randint(2, 9)
        _close(help_request, number, cast, closed)
        _recognise(help_request, helper, number, closed)


def _close(help_request: HelpRequest, number: int, cast: Cast, at: dt.datetime) -> None:
    outcome = (HelpOutcome.YES, HelpOutcome.YES, HelpOutcome.PARTLY, HelpOutcome.YES)[number % 4]
    help_endings.close(
        help_request=help_request,
        by=help_request.asker,
        outcome=outcome,
        what_was_done=TALKS[number].done,
        may_be_published=number < SHARED + 2,
        at=at,
        tell=False,
    )
    if number < SHARED:
        help_answers.publish(
            help_request=help_request,
            by=cast.login("coordinator"),
            title=QUESTIONS[number][0],
            text=QUESTIONS[number][3],
            at=at + 2 * DAY,
            tell=False,
        )
        _follow_up(help_request, number, at + 42 * DAY)


def _recognise(help_request: HelpRequest, helper: Member, number: int, at: dt.datetime) -> None:
    """Who was helped says so, where the helper says to know this topic and the asker is not nameless."""
    topic, asker = QUESTIONS[number][2], help_request.asker
    claim = ExpertiseClaim.objects.filter(member=helper, topic__name=topic, state__in=ClaimState.SHOWN).first()
    if claim is None or asker is None or help_request.is_anonymous or asker.pk == helper.pk:
        return
    if topic in {ISLAND_TOPIC, SCARCE_TOPIC} or claim.endorsements.filter(by=asker).exists():
        return
    give_endorsement(
        claim=claim,
        by=asker,
        basis=EndorsementBasis.HELP_REQUEST,
        text=said.ENDORSEMENTS[topic].question[0],
        help_request=help_request,
        at=at + DAY,
        tells=False,
    )


def _follow_up(help_request: HelpRequest, number: int, at: dt.datetime) -> None:
    used = (FollowUpUsed.YES, FollowUpUsed.ADAPTED, FollowUpUsed.NOT_YET)[number % 3]
    HelpFollowUp.objects.create(
        help_request=help_request, after=FollowUpAfter.SIX_WEEKS, asked_at=at, used=used, answered_at=at + DAY
    )


HOUR = dt.timedelta(hours=1)


SEED = Seed(
    "38 questions and what came of them",
    lambda network: seed_help_requests(network.cast, network.reference, network.source),
    after=("expertise_claims",),
)
