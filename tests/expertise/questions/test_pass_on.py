"""Passing on: to whom a question goes is changed or taken back, and a help request takes its question along."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.asking.actions import endings
from expertise.asking.actions import requests as asking
from expertise.asking.enums import HelpAudience, PassedTo
from expertise.questions import notices
from expertise.questions.actions import rounds, states
from expertise.questions.actions.board import Place
from expertise.questions.enums import QuestionState
from expertise.questions.models import PracticeQuestion
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, make_bundle, move

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def asker():
    return f.MemberFactory()


@pytest.fixture
def outside(runs, asker):
    question = bring_in(by=asker, text="Wie betaalt de bus?")
    return states.decide(
        question=question,
        by=runs,
        state=QuestionState.NOT_TAKEN_UP,
        reason="Dat regelt elk bestuur.",
        passed_to="Je eigen bestuur",
    )


def test_a_pass_on_is_taken_back_the_reason_stays_and_who_asked_is_told(client, runs, asker, outside):
    client.force_login(runs, backend=BACKEND)
    client.post(reverse("expertise:practice_question_pass_on", args=[outside.public_id]), {"passed_to": ""})
    outside.refresh_from_db()
    assert (outside.state, outside.state_reason, outside.passed_to) == (
        QuestionState.NOT_TAKEN_UP,
        "Dat regelt elk bestuur.",
        "",
    )
    notice = Notice.objects.get(member=asker, kind=notices.PASS_ON_CHANGED.name)
    assert "niet meer doorgezet" in notices.PASS_ON_CHANGED.text(notice.params)
    assert notices.find_stale_passing(notice) == ""
    states.change_passing(question=outside, by=runs, passed_to="De gemeente")
    assert notices.find_stale_passing(notice)
    assert "De gemeente" in client.get(reverse("expertise:question_outside_list")).text


def test_what_a_round_laid_outside_is_not_passed_on_again_by_the_next_round(runs, asker, cycle):
    card = card_of(bring_in(by=asker, text="Wie betaalt de bus?"))
    move(cycle, runs, card, Place(outside_reason="Dat regelt elk bestuur.", passed_to="Je eigen bestuur"))
    rounds.confirm_round(cycle=cycle, by=runs)
    states.change_passing(question=card.question, by=runs, passed_to="")
    card.refresh_from_db()
    assert card.passed_to == ""


def test_only_what_was_decided_is_passed_on_to_somebody_else(runs, asker):
    with pytest.raises(RefusedError):
        states.change_passing(question=bring_in(by=asker), by=runs, passed_to="De gemeente")


def help_that_nobody_gave(asker):
    return asking.ask(
        by=asker, title="Hoe leer ik kinderen klokkijken?", audience=HelpAudience.NETWORK, topics=[f.TopicFactory()]
    )


def test_a_help_request_that_is_opened_again_takes_its_question_back(runs, asker, cycle):
    help_request = help_that_nobody_gave(asker)
    endings.pass_on(help_request=help_request, by=runs, passed_to=PassedTo.BUNDLING, reason="Niemand wist het.")
    question = PracticeQuestion.objects.get(help_request=help_request)
    endings.reopen(help_request=help_request, by=runs)
    question.refresh_from_db()
    assert question.state == QuestionState.WITHDRAWN
    endings.pass_on(help_request=help_request, by=runs, passed_to=PassedTo.BUNDLING, reason="Toch niet.")
    question.refresh_from_db()
    assert question.state == QuestionState.BROUGHT_IN
    assert PracticeQuestion.objects.count() == 1


def test_what_lies_in_a_bundle_by_then_lives_on_there(runs, asker, cycle):
    help_request = help_that_nobody_gave(asker)
    endings.pass_on(help_request=help_request, by=runs, passed_to=PassedTo.BUNDLING, reason="Niemand wist het.")
    question = PracticeQuestion.objects.get(help_request=help_request)
    move(cycle, runs, card_of(question), Place(make_bundle(cycle, runs)))
    endings.reopen(help_request=help_request, by=runs)
    question.refresh_from_db()
    assert question.state == QuestionState.BROUGHT_IN
