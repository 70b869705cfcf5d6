"""A meeting is planned with what people said before there was one: they need not say it again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from plg.meetings.actions.invitations import GivenAnswer
from plg.meetings.actions.meetings import plan_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting
from tests import factories as f
from tests.plg.meetings.helpers import told

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def people(inside):
    """Four more in the group, by what they will have said."""
    words = ("yes", "maybe", "no", "nothing")
    made = {word: f.MemberFactory() for word in words}
    for person in made.values():
        f.GroupMembershipFactory(group=inside.group, member=person)
    return made


def given_by(people, *words):
    """The first one said it longest ago."""
    now = timezone.now()
    return {people[word].pk: GivenAnswer(RsvpAnswer(word), now - (9 - n) * HOUR) for n, word in enumerate(words)}


def plan(inside, given, **fields):
    starts = timezone.localtime().replace(hour=15, minute=0, second=0, microsecond=0) + dt.timedelta(days=9)
    return plan_meeting(
        group=inside.group,
        by=inside.lead,
        title="Samen",
        starts_at=starts,
        ends_at=starts + HOUR,
        given=given,
        **fields,
    )


def answers(meeting, people):
    rows = {row.member_id: row for row in meeting.invitations.all()}
    return {word: rows[person.pk].answer for word, person in people.items()}


def test_answers_are_there_from_the_start_with_their_own_moment(inside, people):
    given = given_by(people, "yes", "maybe", "no")
    meeting = plan(inside, given)
    assert answers(meeting, people) == {"yes": "yes", "maybe": "maybe", "no": "no", "nothing": "none"}
    row = meeting.invitations.get(member=people["yes"])
    assert (row.answered_at, row.answered_via) == (given[people["yes"].pk].at, "page")


def test_only_who_did_not_say_yes_or_no_is_invited(inside, people):
    plan(inside, given_by(people, "yes", "maybe", "no"))
    heard = {word: told(person) for word, person in people.items()}
    invited = ["plg.meeting_planned"]
    assert heard == {"yes": [], "maybe": invited, "no": [], "nothing": invited}


def test_of_the_last_seat_who_said_yes_first_has_it(inside, people):
    now = timezone.now()
    first, second = people["maybe"], people["yes"]
    given = {second.pk: GivenAnswer(RsvpAnswer.YES, now), first.pk: GivenAnswer(RsvpAnswer.YES, now - HOUR)}
    meeting = plan(inside, given, capacity=1)
    assert meeting.invitations.get(member=first).has_seat
    assert meeting.invitations.get(member=second).waiting_since == now


def test_who_is_not_in_the_group_is_not_invited_by_an_answer(inside):
    meeting = plan(inside, {inside.outsider.pk: GivenAnswer(RsvpAnswer.YES, timezone.now())})
    assert not meeting.invitations.filter(member=inside.outsider).exists()


def test_the_same_meeting_again_keeps_what_was_answered_since(inside, people):
    meeting = plan(inside, {})
    meeting.invitations.filter(member=people["yes"]).update(answer=RsvpAnswer.NO)
    assert plan(inside, given_by(people, "yes", "maybe")) == meeting == Meeting.objects.get()
    assert answers(meeting, people) == {"yes": "no", "maybe": "maybe", "no": "none", "nothing": "none"}
