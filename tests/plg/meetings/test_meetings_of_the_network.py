"""Meetings of the whole network: who is invited, who sees them, and what is asked before fifty people hear."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from plg.meetings.actions import meetings as actions
from plg.meetings.actions.invitations import invite_to_network
from plg.meetings.models import Meeting
from tests import factories as f
from tests.plg.meetings.helpers import page_of, planned
from tests.plg.meetings.test_meetings import DAY, form, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(inside):
    starts = timezone.now() + 9 * DAY
    return actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Breuken", starts_at=starts, ends_at=starts + dt.timedelta(hours=2)
    )


def network_form(**changes):
    return form(**{"kind": "plenary", "title": "Plenaire middag", "audience": "everybody", **changes})


def plan_network(inside, **changes):
    return inside.client("coordinator").post(reverse("plg:network_meeting_plan"), network_form(**changes))


def test_everybody_is_invited_to_a_plenary_meeting_and_only_who_is_invited_sees_it(inside):
    f.PartnershipFactory()
    plan_network(inside)
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.group, meeting.audience) == ("plenary", None, "everybody")
    assert meeting.invitations.count() == 5
    assert inside.client("outsider").get(page_of("meeting_detail", meeting)).status_code == 200
    plan_network(inside, audience="chosen", title="Klein", people=inside.member.get_full_name())
    small = Meeting.objects.get(title="Klein")
    assert [row.member for row in small.invitations.select_related("member")] == [inside.member]
    assert inside.client("outsider").get(page_of("meeting_detail", small)).status_code == 404


@pytest.mark.parametrize(("audience", "function"), [("school_leaders", "school_leader"), ("boards", "board_member")])
def test_a_meeting_of_leaders_or_boards_invites_those(inside, audience, function):
    f.PartnershipFactory()
    one = f.AppointmentFactory(function=function).member
    plan_network(inside, audience=audience)
    assert [row.member for row in Meeting.objects.get().invitations.all()] == [one]


def test_more_than_fifty_are_invited_only_after_a_look(inside):
    f.PartnershipFactory()
    f.MemberFactory.create_batch(47)
    response = plan_network(inside)
    assert response.status_code == 200
    assert "52 mensen krijgen" in response.text
    assert not Meeting.objects.exists()
    plan_network(inside, seen="1")
    assert Meeting.objects.get().invitations.count() == 52


def test_a_name_that_nobody_or_several_have_is_told_and_the_list_is_kept(inside):
    f.PartnershipFactory()
    f.MemberFactory(given_name="Jorn", family_name="Beltmate")
    response = plan_network(inside, audience="chosen", people="Jorn Beltmate\nNiemand Hier")
    assert len(response.context["form"].errors["people"]) == 2
    assert "Niemand Hier" in response.text
    assert not Meeting.objects.exists()


def test_who_comes_into_the_network_is_invited_to_what_it_planned_and_not_again_after_it_was_taken_back(inside):
    network = f.PartnershipFactory()
    plenary = planned(None, partnership=network, audience="everybody", kind="plenary")
    leaders = planned(None, partnership=network, audience="school_leaders", kind="school_leaders")
    past = planned(None, timezone.now() - DAY, partnership=network, audience="everybody", kind="plenary")
    assert invite_to_network(member=inside.member) == 1
    assert list(inside.member.meeting_invitations.values_list("meeting", flat=True)) == [plenary.pk]
    plenary.invitations.update(withdrawn_at=timezone.now(), withdrawn_by=inside.coordinator)
    assert invite_to_network(member=inside.member) == 0
    assert not leaders.invitations.exists()
    assert not past.invitations.exists()


def test_who_is_invited_to_a_planned_meeting_of_the_network_cannot_be_exchanged(inside):
    f.PartnershipFactory()
    plan_network(inside)
    meeting = Meeting.objects.get()
    post(inside, "coordinator", "meeting_change", meeting, **network_form(location="Aula") | {"audience": "boards"})
    meeting.refresh_from_db()
    assert (meeting.audience, meeting.location) == ("everybody", "Aula")
