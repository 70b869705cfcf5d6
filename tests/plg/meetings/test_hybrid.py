"""A meeting with a place and a link: who comes says where; and the one button that follows the moment."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from plg.meetings.actions.answers import answer_meeting
from plg.meetings.enums import Presence, RsvpAnswer
from plg.meetings.models import MeetingInvitation
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def lead():
    return f.MemberFactory()


@pytest.fixture
def meeting(lead):
    group = f.GroupFactory(contact_person=lead)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    made = f.MeetingFactory(group=group, link="https://meet.example.org/x", location="Teamkamer")
    MeetingInvitation.objects.create(meeting=made, member=lead)
    return made


def press(client, meeting, member, **data):
    client.force_login(member, backend=BACKEND)
    client.post(reverse("plg:meeting_answer", args=[meeting.public_id]), data)
    return MeetingInvitation.objects.get(meeting=meeting, member=member)


def test_one_press_says_that_one_comes_and_how(client, meeting, lead):
    invitation = press(client, meeting, lead, presence="online")
    assert (invitation.answer, invitation.presence) == (RsvpAnswer.YES, Presence.ONLINE)
    page = Page(client.get(reverse("plg:meeting_detail", args=[meeting.public_id])))
    assert "(online)" in page
    assert page.one(".answer-buttons [aria-pressed=true]")["value"] == "online"
    invitation = press(client, meeting, lead, presence="on_site")
    assert (invitation.answer, invitation.presence) == (RsvpAnswer.YES, Presence.ON_SITE)
    invitation = press(client, meeting, lead, answer="no")
    assert (invitation.answer, invitation.presence) == (RsvpAnswer.NO, "")


def test_where_one_can_only_come_nobody_is_asked_how(client, meeting, lead):
    meeting.link = ""
    meeting.save(update_fields=["link"])
    invitation = press(client, meeting, lead, presence="online")
    assert (invitation.answer, invitation.presence) == (RsvpAnswer.YES, "")
    assert not Page(client.get(reverse("plg:meeting_detail", args=[meeting.public_id]))).all("[name=presence]")


@pytest.mark.parametrize("data", [{}, {"presence": "thuis"}, {"answer": "soms"}])
def test_what_is_no_answer_is_not_stored(client, meeting, lead, data):
    assert press(client, meeting, lead, **data).answer == RsvpAnswer.NONE


@pytest.mark.parametrize(
    ("starts_in", "words"),
    [(48, "Agenda schrijven"), (-1, "Toon de incheckcode"), (-48, "Bevestig wie er was")],
)
def test_who_leads_has_one_main_button_and_it_follows_the_moment(client, meeting, lead, starts_in, words):
    meeting.starts_at = timezone.now() + dt.timedelta(hours=starts_in)
    meeting.ends_at = meeting.starts_at + dt.timedelta(hours=2)
    meeting.save(update_fields=["starts_at", "ends_at"])
    client.force_login(lead, backend=BACKEND)
    page = Page(client.get(reverse("plg:meeting_detail", args=[meeting.public_id])))
    assert [button.words for button in page.all("main .btn.large")] == [words]


def test_who_answers_by_mail_says_only_whether(meeting, lead):
    invitation = answer_meeting(
        invitation=MeetingInvitation.objects.get(meeting=meeting), answer=RsvpAnswer.YES, presence=""
    )
    assert (invitation.answer, invitation.presence) == (RsvpAnswer.YES, "")
