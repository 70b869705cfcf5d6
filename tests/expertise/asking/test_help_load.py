"""Whatever happens with a question, the finder knows at once how free those are who were asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from expertise.asking.actions import endings as help_endings
from expertise.asking.actions import requests as help_requests
from expertise.asking.actions.matching import ask_somebody
from expertise.asking.enums import HelpAudience, HelpOutcome, PassedTo
from expertise.asking.models import HelpRequest
from expertise.asking.receivers import leave_questions
from expertise.asking.timers import plan_help
from expertise.claims.actions import availability
from expertise.finding.index import BUSY, FREE, PAUSED, index_members
from expertise.finding.models import FindableExpert
from knowledge_network.members.people.models import Member
from tests import factories as f

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 9, 7, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
LATER = NOW + dt.timedelta(days=12)


class Scene:
    """Two experts who take one question at a time, a third who knows nothing of the topic, and one who asks."""

    def __init__(self) -> None:
        self.topic = f.TopicFactory()
        self.experts = [self._expert(self.topic) for _ in range(2)]
        self.third = self._expert(f.TopicFactory())
        self.asker = f.MemberFactory()
        self.everybody = [*self.experts, self.third]

    def _expert(self, topic) -> Member:
        member = f.MemberFactory()
        f.ExpertiseClaimFactory(member=member, topic=topic)
        availability.set_availability(member=member, by=member, most_open=1)
        return member

    def ask(self, **values) -> HelpRequest:
        values = {"audience": HelpAudience.NETWORK, "topics": [self.topic], "title": "Hoe leer ik breuken?"} | values
        return help_requests.ask(by=self.asker, at=NOW, **values)

    def stored(self) -> list[int]:
        rows = dict(FindableExpert.objects.values_list("member", "availability"))
        return [rows[member.pk] for member in self.everybody]

    def rows(self) -> dict[int, tuple[int, str]]:
        return {row.member_id: (row.availability, row.facets) for row in FindableExpert.objects.all()}

    def follow(self, *steps: Callable[[], object]) -> list[list[int]]:
        """What the finder knows after each step; a row that is made anew must say the same."""
        seen = []
        for step in steps:
            step()
            seen.append(self.stored())
            before = self.rows()
            index_members([member.pk for member in self.everybody])
            assert self.rows() == before, f"after step {len(seen)}"
        return seen


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_asked_accepted_answered_closed_and_opened_again(scene):
    first, _second = scene.experts
    help_request = scene.ask()
    assert scene.stored() == [BUSY, BUSY, FREE]
    message = []
    seen = scene.follow(
        lambda: help_requests.accept(help_request=help_request, by=first),
        lambda: message.append(
            help_requests.write_message(help_request=help_request, by=first, text="Teken", is_answer=True)
        ),
        lambda: help_requests.mark_answer(message=message[0], by=first, is_answer=False),
        lambda: help_endings.close(help_request=help_request, by=scene.asker, outcome=HelpOutcome.YES),
        lambda: help_endings.reopen(help_request=help_request, by=scene.asker),
    )
    helps, free = [BUSY, FREE, FREE], [FREE, FREE, FREE]
    assert seen == [helps, free, helps, free, helps]


def test_withdrawn_opened_again_and_passed_on(scene):
    help_request = scene.ask()
    seen = scene.follow(
        lambda: help_endings.withdraw(help_request=help_request, by=scene.asker),
        lambda: help_endings.reopen(help_request=help_request, by=scene.asker),
        lambda: help_endings.pass_on(
            help_request=help_request, by=scene.asker, passed_to=PassedTo.KENNISROTONDE, reason="Te breed."
        ),
    )
    assert seen == [[FREE, FREE, FREE], [BUSY, BUSY, FREE], [FREE, FREE, FREE]]


def test_who_cannot_help_is_free_and_who_is_asked_instead_is_not(scene):
    first, second = scene.experts
    help_request = scene.ask(people=[first.public_id])
    assert scene.stored() == [BUSY, FREE, FREE]
    seen = scene.follow(
        lambda: help_requests.decline(help_request=help_request, by=first),
        lambda: help_requests.undo_decline(help_request=help_request, by=first),
        lambda: ask_somebody(help_request=help_request, expert=scene.third, by=second),
    )
    assert seen == [[FREE, BUSY, FREE], [BUSY, BUSY, FREE], [BUSY, BUSY, BUSY]]


def test_who_helped_and_steps_back_is_free(scene):
    first, second = scene.experts
    help_request = scene.ask(people=[first.public_id])
    seen = scene.follow(
        lambda: help_requests.accept(help_request=help_request, by=first),
        lambda: help_requests.decline(help_request=help_request, by=first),
    )
    assert seen == [[BUSY, FREE, FREE], [FREE, BUSY, FREE]]
    assert help_request.matches.get(expert=second).state == "asked"


def test_who_was_asked_by_name_and_then_the_network(scene):
    help_request = scene.ask(audience="expert", expert=scene.third, topics=[scene.topic])
    assert scene.stored() == [FREE, FREE, BUSY]
    assert scene.follow(lambda: help_requests.widen(help_request=help_request, by=scene.asker)) == [[BUSY, BUSY, BUSY]]


def test_the_timer_frees_who_is_silent_and_occupies_who_is_next(scene):
    scene.ask(people=[scene.experts[0].public_id])
    assert scene.follow(lambda: plan_help(LATER)) == [[FREE, BUSY, FREE]]


def test_who_asked_leaves_and_all_are_free(scene):
    scene.ask()
    assert scene.follow(lambda: leave_questions(Member, member=scene.asker)) == [[FREE, FREE, FREE]]


def test_a_pause_and_a_larger_number_of_questions(scene):
    first, _second = scene.experts
    scene.ask()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    change = availability.set_availability
    seen = scene.follow(
        lambda: change(member=first, by=first, paused_until=tomorrow),
        lambda: change(member=first, by=first, paused_until=None),
        lambda: change(member=first, by=first, most_open=2),
    )
    assert [row[0] for row in seen] == [PAUSED, BUSY, FREE]
