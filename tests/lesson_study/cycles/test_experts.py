"""The expert of a lesson study: a member or a guest, asked, answering and stopping."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from lesson_study.cycles import links
from lesson_study.cycles.actions import experts
from lesson_study.cycles.emails import compose_for_guest
from lesson_study.cycles.enums import ExpertAnswer, TeamRole
from lesson_study.cycles.models import LessonStudyCycle
from tests import factories as f
from tests.lesson_study.building import make_cycle, make_plan, team_member
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def facilitator(cycle):
    return team_member(cycle, TeamRole.FACILITATOR)


def told(member, kind):
    return Notice.objects.filter(member=member, kind=f"lesson_study.{kind}").count()


def test_a_member_is_asked_answers_and_gives_feedback_and_never_reads_notes(cycle, facilitator, client):
    member = f.MemberFactory()
    expert = experts.ask_expert(cycle=cycle, by=facilitator, member=member, message="Kijk je mee?")
    client.force_login(member)
    address = reverse("lesson_study:expert_step", args=[cycle.public_id, expert.public_id])
    assert client.get(cycle.get_absolute_url()).status_code == 200
    client.post(address, {"what": "yes"})
    experts.ask_feedback(expert=expert, by=facilitator)
    assert told(member, "feedback_asked") == 1
    plan = reverse("lesson_study:lesson_plan", args=[cycle.public_id])
    assert f'href="{plan}#feedback"' in client.get(cycle.get_absolute_url()).content.decode()
    make_plan(cycle)
    assert b'name="feedback"' in client.get(plan).content
    client.post(reverse("lesson_study:feedback_give", args=[cycle.public_id]), {"feedback": "Begin met het touw."})
    expert.refresh_from_db()
    assert (expert.answer, expert.feedback) == (ExpertAnswer.YES, "Begin met het touw.")
    assert client.post(address, {"what": "feedback", "feedback": "Elders."}).status_code == 404
    fresh = LessonStudyCycle.objects.get()
    assert member.has_perm("lesson_study.read_work", fresh)
    assert not member.has_perm("lesson_study.read_notes", fresh)
    experts.withdraw_expert(expert=expert, by=facilitator)
    assert client.get(cycle.get_absolute_url()).status_code == 404


def test_a_guest_answers_with_a_link_that_ends_when_they_are_withdrawn(cycle, facilitator, client):
    expert = experts.ask_expert(
        cycle=cycle, by=facilitator, guest_name="Gast Gastman", guest_email="gast@example.org", message="Kijk je mee?"
    )
    delivery = Delivery.objects.get(kind="guest.lesson_study")
    composed = compose_for_guest(delivery)
    address = reverse("lesson_study:guest", args=[links.make_token(expert)])
    assert address in composed.text
    client.post(address, {"what": "yes"})
    plan = reverse("lesson_study:guest_plan", args=[links.make_token(expert)])
    page = client.get(address).content.decode()
    assert f'href="{plan}"' in page
    assert "<textarea" not in page
    make_plan(cycle)
    client.post(plan, {"feedback": "Begin met het touw."})
    assert "Begin met het touw." in client.get(address).content.decode()
    expert.refresh_from_db()
    assert (expert.answer, expert.feedback) == (ExpertAnswer.YES, "Begin met het touw.")
    experts.withdraw_expert(expert=expert, by=facilitator)
    assert client.get(address).status_code == 404
    assert compose_for_guest(delivery) == "not asked any more"


def test_a_guest_who_says_no_is_thanked_and_hears_no_more(cycle, facilitator, client):
    expert = experts.ask_expert(cycle=cycle, by=facilitator, guest_name="Gast Gastman", guest_email="gast@example.org")
    address = reverse("lesson_study:guest", args=[links.make_token(expert)])
    page = Page(client.post(address, {"what": "no"}))
    assert page.one("h1").words == "Dank je wel voor je antwoord."
    assert client.get(address).status_code == 404


def test_a_guest_who_takes_part_can_stop_and_the_team_hears_it(cycle, facilitator, client):
    expert = experts.ask_expert(cycle=cycle, by=facilitator, guest_name="Gast Gastman", guest_email="gast@example.org")
    address = reverse("lesson_study:guest", args=[links.make_token(expert)])
    client.post(address, {"what": "yes"})
    stop = Page(client.get(address)).one("button[name=what][value=no]")
    assert stop.words == "Ik stop met meekijken"
    client.post(address, {"what": "no"})
    expert.refresh_from_db()
    assert expert.answer == ExpertAnswer.NO
    assert Notice.objects.filter(kind="lesson_study.expert_answered", member=facilitator).count() == 2
    assert client.get(address).status_code == 404


def test_a_member_who_is_the_expert_can_stop_too(cycle, facilitator, client):
    member = f.MemberFactory()
    expert = experts.ask_expert(cycle=cycle, by=facilitator, member=member)
    experts.answer_expert(expert=expert, takes_part=True, by=member)
    client.force_login(member)
    stop = Page(client.get(cycle.get_absolute_url())).one("button[name=what][value=no]")
    assert stop.words == "Ik stop met meekijken"


def test_who_opens_a_link_without_end_is_asked_to_wait_and_not_told_that_it_is_gone(
    cycle, facilitator, client, settings
):
    expert = experts.ask_expert(cycle=cycle, by=facilitator, guest_name="Gast Gastman", guest_email="gast@example.org")
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"lesson_study_from_mail": "1/10m/key"}
    address = reverse("lesson_study:guest", args=[links.make_token(expert)])
    assert client.get(address).status_code == 200
    response = client.get(address)
    assert response.status_code == 429
    assert Page(response).one("h1").words != "Deze link werkt niet meer"


def test_who_is_in_the_team_is_no_expert_from_outside(cycle, facilitator):
    with pytest.raises(RefusedError):
        experts.ask_expert(cycle=cycle, by=facilitator, member=team_member(cycle, TeamRole.TEACHER))
