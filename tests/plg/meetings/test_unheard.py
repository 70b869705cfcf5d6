"""What was not sent yet and what undoes it cancel each other: who heard nothing of a meeting hears nothing of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions import meetings as actions
from plg.meetings.actions.answers import answer_meeting
from tests.plg.meetings.helpers import told

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MOMENT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def meeting(inside):
    starts = timezone.now() + 9 * DAY
    return actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Breuken", starts_at=starts, ends_at=starts + dt.timedelta(hours=2)
    )


def test_calling_off_what_nobody_heard_of_is_told_to_nobody(inside, meeting, mailoutbox):
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    deliver_due()
    assert told(inside.member) == []
    assert mailoutbox == []
    actions.reinstate_meeting(meeting=meeting, by=inside.lead)
    assert told(inside.member) == ["plg.meeting_planned"]


@pytest.mark.parametrize("heard", [{"mailed_at": MOMENT}, {"read_at": MOMENT}, {"channel": "app"}])
def test_who_heard_of_a_meeting_hears_that_it_is_called_off(inside, meeting, heard):
    Notice.objects.update(**heard)
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    assert "plg.meeting_cancelled" in told(inside.member)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.SKIPPED])
def test_who_will_never_be_mailed_the_invitation_has_it_under_the_bell_and_hears_the_rest(inside, meeting, state):
    Delivery.objects.update(state=state, reason="no such mailbox")
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    assert told(inside.member) == ["plg.meeting_cancelled"]


@pytest.mark.parametrize(("days", "hears"), [(13, False), (15, True)])
def test_what_is_too_old_to_be_mailed_with_others_was_told_by_the_bell(inside, meeting, days, hears):
    Delivery.objects.all().delete()
    Notice.objects.update(channel="weekly", created_at=timezone.now() - days * DAY)
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    assert ("plg.meeting_cancelled" in told(inside.member)) is hears


def test_who_is_being_mailed_the_invitation_hears_that_it_is_called_off(inside, meeting):
    Delivery.objects.update(state=DeliveryState.SENDING, leased_until=timezone.now() + DAY, lease_token=uuid.uuid4())
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    assert told(inside.member) == ["plg.meeting_cancelled"]


def test_another_time_before_the_invitation_left_is_one_invitation_for_that_time(inside, meeting):
    starts = meeting.starts_at + DAY
    actions.change_meeting(meeting=meeting, by=inside.lead, starts_at=starts, ends_at=starts + DAY / 24)
    notice = Notice.objects.get(member=inside.member)
    assert (notice.kind, dt.datetime.fromisoformat(notice.params["starts_at"])) == ("plg.meeting_planned", starts)


def test_another_place_before_the_invitation_left_stands_in_the_invitation(inside, meeting, mailoutbox):
    actions.change_meeting(meeting=meeting, by=inside.lead, location="Aula")
    assert told(inside.member) == ["plg.meeting_planned"]


def test_a_cancellation_that_is_undone_before_it_left_is_told_to_nobody(inside, meeting):
    Notice.objects.update(mailed_at=timezone.now())
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    actions.reinstate_meeting(meeting=meeting, by=inside.lead)
    assert told(inside.member) == ["plg.meeting_planned"]


def test_answering_is_reading_what_was_asked(inside, meeting):
    invitation = meeting.invitations.get(member=inside.member)
    answer_meeting(invitation=invitation, answer="yes")
    assert not Notice.objects.unread().filter(member=inside.member).exists()
    assert Notice.objects.unread().filter(member=inside.observer).exists()
