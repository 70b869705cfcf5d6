"""Meetings of the whole network: who is invited, who sees them, and what is asked before fifty people hear."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.network import read_network
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.notifications.events.mails import SECOND_THOUGHTS
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions import meetings as actions
from plg.meetings.actions.invitations import invite_to_network
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from tests import factories as f
from tests.pages import Page
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
    ahead = response.context["preview"]
    assert (ahead.count, inside.member.get_full_name() in ahead.names) == (52, True)
    assert not Meeting.objects.exists()
    plan_network(inside, seen="1")
    f.MemberFactory()
    assert plan_network(inside, seen=ahead.seen).status_code == 200, "53 people now"
    assert not Meeting.objects.exists()
    plan_network(inside, seen=ahead.seen.replace("52", "53"))
    assert Meeting.objects.get().invitations.count() == 53


@pytest.fixture
def large(inside):
    """A meeting of the network with more people than hear of anything unseen, planned just now."""
    f.PartnershipFactory()
    f.MemberFactory.create_batch(50)
    ahead = plan_network(inside).context["preview"]
    plan_network(inside, seen=ahead.seen)
    return Meeting.objects.get()


def test_mail_to_very_many_waits_some_minutes(inside, large):
    waits = set(Delivery.objects.values_list("due_at", flat=True))
    assert min(waits) >= large.created_at + SECOND_THOUGHTS


def test_a_plan_is_taken_back_while_nobody_heard_of_it(inside, large):
    inside.client("coordinator").post(page_of("meeting_unplan", large))
    large.refresh_from_db()
    assert (large.status, large.invitations.count()) == (MeetingStatus.DRAFT, 0)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("heard", ["read", "mailed", "answered"])
def test_a_plan_of_which_somebody_heard_is_called_off_instead(inside, large, heard):
    invitation = large.invitations.filter(member=inside.member)
    if heard == "answered":
        invitation.update(answer="yes")
    elif heard == "read":
        Notice.objects.filter(member=inside.member).update(read_at=timezone.now())
    else:
        Delivery.objects.filter(member=inside.member).update(state=DeliveryState.SENT, sent_at=timezone.now())
    inside.client("coordinator").post(page_of("meeting_unplan", large))
    large.refresh_from_db()
    assert large.status == MeetingStatus.PLANNED


def test_moving_and_cancelling_show_first_who_hears_of_it(inside, large):
    client = inside.client("coordinator")
    assert client.get(page_of("meeting_cancel", large)).context["preview"].count == 55
    day = timezone.localdate(large.starts_at) + dt.timedelta(days=7)
    moved = network_form(day=day.isoformat())
    response = client.post(page_of("meeting_change", large), moved)
    ahead = response.context["preview"]
    large.refresh_from_db()
    assert (ahead.count, large.status) == (55, MeetingStatus.PLANNED)
    client.post(page_of("meeting_change", large), {**moved, "seen": ahead.seen})
    large.refresh_from_db()
    assert large.status == MeetingStatus.MOVED


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


@pytest.mark.parametrize(("hours", "waits"), [(1, False), (26, True)])
def test_calling_off_what_begins_soon_is_mailed_at_once_to_however_many(inside, large, hours, waits):
    starts = timezone.now() + dt.timedelta(hours=hours)
    Meeting.objects.filter(pk=large.pk).update(starts_at=starts, ends_at=starts + dt.timedelta(hours=2))
    Notice.objects.update(mailed_at=timezone.now())
    inside.client("coordinator").post(page_of("meeting_cancel", large), {"reason": "Storm"})
    due = set(Delivery.objects.filter(kind="plg.meeting_cancelled").values_list("due_at", flat=True))
    assert due
    assert (min(due) > timezone.now() + dt.timedelta(minutes=5)) is waits


def test_moving_what_begins_soon_to_another_day_is_mailed_at_once(inside, large):
    starts = timezone.now() + dt.timedelta(hours=1)
    Meeting.objects.filter(pk=large.pk).update(starts_at=starts, ends_at=starts + dt.timedelta(hours=2))
    Notice.objects.update(mailed_at=timezone.now())
    later = starts + dt.timedelta(days=7)
    meeting = Meeting.objects.get(pk=large.pk)
    actions.change_meeting(
        meeting=meeting, by=inside.coordinator, starts_at=later, ends_at=later + dt.timedelta(hours=2)
    )
    due = Delivery.objects.filter(kind="plg.meeting_moved").values_list("due_at", flat=True)
    assert max(due) <= timezone.now()


def test_sending_out_copying_and_putting_back_show_first_who_hears_of_it(inside, large):
    client = inside.client("coordinator")
    client.post(page_of("meeting_unplan", large))
    look = client.post(page_of("meeting_publish", large)).context["look"]
    assert (len(look.names), Notice.objects.exists()) == (55, False)
    client.post(page_of("meeting_publish", large), dict(look.hidden))
    large.refresh_from_db()
    assert large.status == MeetingStatus.PLANNED
    day = (timezone.localdate(large.starts_at) + dt.timedelta(days=14)).isoformat()
    copied = {"day": day, "start_time": "15:30", "with_agenda": "on"}
    ahead = client.post(page_of("meeting_copy", large), copied).context["preview"]
    assert (ahead.count, Meeting.objects.count()) == (55, 1)
    Notice.objects.update(mailed_at=timezone.now())
    client.post(page_of("meeting_cancel", large), {"reason": "Storm"})
    Notice.objects.filter(kind="plg.meeting_cancelled").update(mailed_at=timezone.now())
    look = client.post(page_of("meeting_reinstate", large)).context["look"]
    large.refresh_from_db()
    assert (len(look.names) > 50, large.status) == (True, MeetingStatus.CANCELLED)
    client.post(page_of("meeting_reinstate", large), dict(look.hidden))
    large.refresh_from_db()
    assert large.status == MeetingStatus.PLANNED


def test_asking_more_than_fifty_who_are_silent_shows_first_who_they_are(inside, large):
    client = inside.client("coordinator")
    look = client.post(page_of("meeting_remind", large)).context["look"]
    assert len(look.names) == 55
    assert not Notice.objects.filter(kind="plg.reminder_answer").exists()
    client.post(page_of("meeting_remind", large), {"confirmed": "1"})
    assert Notice.objects.filter(kind="plg.reminder_answer").count() == 54, "all but who asks"
    client.post(page_of("meeting_people_undo", large))
    assert not Notice.objects.filter(kind="plg.reminder_answer").exists()


def test_the_title_of_its_page_names_the_network_once(inside):
    plan_network(inside)
    meeting = Meeting.objects.get()
    Partnership.objects.update(name=read_network().title)
    title = (
        Page(inside.client("coordinator").get(reverse("plg:meeting_detail", args=[meeting.public_id])))
        .one("title")
        .words
    )
    assert title == f"Plenaire middag · {read_network().title}"
