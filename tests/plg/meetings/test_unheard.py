"""What was not sent yet and what undoes it cancel each other: who heard nothing of a meeting hears nothing of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions import guests, moves
from plg.meetings.actions import meetings as actions
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from tests.plg.meetings.helpers import page_of, told

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


# Taking back that it was moved


def move(inside, meeting, days=1, **changes):
    """What the page does: the former state is remembered, and another time stored."""
    former = moves.remember_meeting(meeting)
    starts = meeting.starts_at + days * DAY
    times = {"starts_at": starts, "ends_at": starts + DAY / 12} if days else {}
    changed = actions.change_meeting(meeting=meeting, by=inside.lead, **times, **changes)
    return former, changed


def test_a_move_that_is_taken_back_before_anybody_heard_of_it_is_told_to_nobody(inside, meeting):
    Notice.objects.update(mailed_at=timezone.now())
    meeting.invitations.filter(member=inside.member).update(answer=RsvpAnswer.YES)
    before = meeting.starts_at
    former, moved = move(inside, meeting, location="Aula")
    assert told(inside.member)[-1] == "plg.meeting_moved"
    assert moved.invitations.get(member=inside.member).answer == RsvpAnswer.NONE
    moves.put_meeting_back(meeting=moved, by=inside.lead, former=former)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.location, meeting.status) == (before, "", MeetingStatus.PLANNED)
    assert meeting.moved_from is None
    assert meeting.invitations.get(member=inside.member).answer == RsvpAnswer.YES
    assert told(inside.member) == ["plg.meeting_planned"]


def test_who_heard_of_a_move_hears_that_it_is_taken_back_and_keeps_what_they_answered_anew(inside, meeting):
    Notice.objects.update(mailed_at=timezone.now())
    meeting.invitations.filter(member=inside.member).update(answer=RsvpAnswer.YES)
    former, moved = move(inside, meeting)
    answer_meeting(invitation=moved.invitations.get(member=inside.member), answer=RsvpAnswer.NO)
    Notice.objects.filter(member=inside.observer).update(mailed_at=timezone.now())
    moves.put_meeting_back(meeting=moved, by=inside.lead, former=former)
    assert told(inside.observer)[-2:] == ["plg.meeting_moved", "plg.meeting_moved"]
    assert moved.invitations.get(member=inside.member).answer == RsvpAnswer.NO


def test_who_never_heard_of_the_meeting_gets_one_invitation_for_the_time_that_holds(inside, meeting):
    former, moved = move(inside, meeting)
    moves.put_meeting_back(meeting=moved, by=inside.lead, former=former)
    notice = Notice.objects.get(member=inside.member)
    starts = dt.datetime.fromisoformat(notice.params["starts_at"])
    assert (notice.kind, starts) == ("plg.meeting_planned", meeting.starts_at)


@pytest.mark.parametrize("then", ["moved again", "called off", "later"])
def test_a_move_is_not_taken_back_when_something_happened_since(inside, meeting, then, time_machine):
    former, moved = move(inside, meeting)
    if then == "moved again":
        move(inside, moved)
    elif then == "called off":
        actions.cancel_meeting(meeting=moved, by=inside.lead, reason="Ziekte")
    else:
        time_machine.move_to(timezone.now() + dt.timedelta(minutes=11))
    with pytest.raises(RefusedError):
        moves.put_meeting_back(meeting=moved, by=inside.lead, former=former)


def test_a_guest_who_was_not_mailed_the_move_hears_nothing_when_it_is_taken_back(inside, meeting):
    guests.invite_guest(meeting=meeting, by=inside.lead, name="Gast", email="gast@example.org")
    Delivery.objects.filter(address="gast@example.org").update(state=DeliveryState.SENT, sent_at=timezone.now())
    former, moved = move(inside, meeting)
    moves.put_meeting_back(meeting=moved, by=inside.lead, former=former)
    mails = Delivery.objects.filter(address="gast@example.org", state__in=DeliveryState.STILL_TO_GO)
    assert not mails.exists()


def test_the_page_offers_to_take_a_move_back_and_does(inside, meeting):
    client, before = inside.client("lead"), meeting.starts_at
    page = client.get(page_of("meeting_change", meeting))
    values = {name: field.value() for name, field in ((one.name, one) for one in page.context["form"])}
    values = {name: value for name, value in values.items() if value is not None}
    values |= {"day": (timezone.localdate(before) + DAY).isoformat(), "title": meeting.title}
    response = client.post(page_of("meeting_change", meeting), values, follow=True)
    if (ahead := response.context.get("preview")) is not None:
        response = client.post(page_of("meeting_change", meeting), values | {"seen": ahead.seen}, follow=True)
    assert page_of("meeting_put_back", meeting) in response.content.decode()
    client.post(page_of("meeting_put_back", meeting))
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.status) == (before, MeetingStatus.PLANNED)
