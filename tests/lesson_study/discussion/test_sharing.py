"""Telling what was found: on a day, at a meeting that is planned already, or at one to which the group is invited."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from lesson_study.cycles.enums import CycleState
from lesson_study.discussion.actions import reflection as actions
from lesson_study.discussion.enums import ShareForm
from lesson_study.discussion.models import ShareEvent
from lesson_study.discussion.queries import find_meetings_to_share_at
from plg.meetings.enums import MeetingAudience, MeetingKind, MeetingStatus
from plg.meetings.models import Meeting
from tests.factories import GroupMembershipFactory, MeetingFactory, MemberFactory
from tests.lesson_study.discussion.helpers import chair_of, observer_of, of_cycle
from tests.lesson_study.discussion.test_reflection import in_reflection

pytestmark = pytest.mark.django_db
AFTERNOON = (dt.time(15), dt.time(16, 30))


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_with_times_the_whole_group_is_invited_and_it_stands_in_the_agenda(client):
    lesson = in_reflection()
    cycle = lesson.cycle
    outside_team = GroupMembershipFactory(group=cycle.group).member
    client.force_login(observer_of(lesson))
    data = {"form": "open_lesson", "audience": "onze groep", "day": str(in_days(20)), "start": "15:00", "end": "16:30"}
    client.post(of_cycle(cycle, "sharing_plan"), data)
    event = ShareEvent.objects.get()
    meeting = event.meeting
    assert (meeting.group, meeting.kind) == (cycle.group, MeetingKind.LESSON_VISIT)
    assert timezone.localtime(meeting.starts_at).time() == dt.time(15)
    invited = {row.member for row in meeting.invitations.all()}
    assert outside_team in invited
    assert {row.member for row in cycle.team.present().select_related("member")} <= invited
    address = reverse("plg:meeting_detail", args=[meeting.public_id])
    assert address in client.get(of_cycle(cycle, "reflection")).content.decode()
    client.force_login(outside_team)
    assert client.get(address).status_code == 200


def test_it_may_be_at_a_meeting_that_is_planned_and_follows_it_when_that_moves(client):
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    starts_at = timezone.now() + dt.timedelta(days=10)
    meeting = MeetingFactory(group=cycle.group, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1))
    client.force_login(by)
    count = Meeting.objects.count()
    data = {"form": "team_meeting", "audience": "de groep", "meeting": meeting.public_id}
    client.post(of_cycle(cycle, "sharing_plan"), data)
    event = ShareEvent.objects.get()
    assert (event.meeting, event.day, Meeting.objects.count()) == (meeting, timezone.localdate(starts_at), count)
    later = starts_at + dt.timedelta(days=7)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later, ends_at=later + dt.timedelta(hours=1))
    (card,) = client.get(of_cycle(cycle, "reflection")).context["view"].events
    assert card.day == timezone.localdate(later)
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.CANCELLED)
    assert "afgelast" in client.get(of_cycle(cycle, "reflection")).content.decode()
    actions.remove_sharing(event=event, by=by)
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_only_meetings_of_the_own_group_and_of_the_network_are_offered(client):
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    soon = {
        "starts_at": timezone.now() + dt.timedelta(days=3),
        "ends_at": timezone.now() + dt.timedelta(days=3, hours=1),
    }
    own = MeetingFactory(group=cycle.group, **soon)
    MeetingFactory(group=cycle.group, audience=MeetingAudience.CHOSEN, **soon)
    MeetingFactory(group=cycle.group, status=MeetingStatus.CANCELLED, **soon)
    elsewhere = MeetingFactory(**soon)
    assert list(find_meetings_to_share_at(cycle, by)) == [own]
    client.force_login(by)
    data = {"form": "other", "audience": "wij", "meeting": elsewhere.public_id}
    assert client.post(of_cycle(cycle, "sharing_plan"), data).status_code == 422
    assert not ShareEvent.objects.exists()


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"start": "15:00"}, 422),
        ({"day": ""}, 422),
        ({"start": "16:00", "end": "15:00"}, 409),
        ({"day": "2020-01-01", "start": "15:00", "end": "16:00"}, 409),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(client, values, status):
    lesson = in_reflection()
    client.force_login(observer_of(lesson))
    data = {"form": "other", "audience": "KEURIG-BEWAARD", "day": str(in_days(5))} | values
    response = client.post(of_cycle(lesson.cycle, "sharing_plan"), data)
    assert (response.status_code, "KEURIG-BEWAARD" in response.content.decode()) == (status, True)
    assert not ShareEvent.objects.exists()
    assert not Meeting.objects.filter(group=lesson.cycle.group).exists()


def test_an_invitation_is_for_a_day_to_come():
    lesson = in_reflection()
    with pytest.raises(RefusedError):
        actions.plan_sharing(
            cycle=lesson.cycle,
            by=chair_of(lesson),
            form=ShareForm.OTHER,
            audience="wij",
            day=in_days(-1),
            invites=AFTERNOON,
        )


def test_the_archive_links_the_meeting_for_who_may_see_it_only(client):
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    event = actions.plan_sharing(
        cycle=cycle, by=by, form=ShareForm.OTHER, audience="onze groep", day=in_days(9), invites=AFTERNOON
    )
    type(cycle).objects.filter(pk=cycle.pk).update(
        state=CycleState.FINISHED, finished_at=timezone.now(), shared_at=timezone.now()
    )
    address = reverse("plg:meeting_detail", args=[event.meeting.public_id])
    for reader, sees in ((by, True), (MemberFactory(), False)):
        client.force_login(reader)
        page = client.get(of_cycle(cycle, "archive")).content.decode()
        assert "onze groep" in page
        assert (address in page) == sees


@pytest.mark.parametrize("item_count", [1, 3])
def test_meetings_of_sharing_cost_the_same_however_many(client, django_assert_num_queries, item_count):
    lesson = in_reflection()
    for number in range(item_count):
        actions.plan_sharing(
            cycle=lesson.cycle,
            by=observer_of(lesson),
            form=ShareForm.OTHER,
            audience="wij",
            day=in_days(9 + number),
            invites=AFTERNOON,
        )
    client.force_login(observer_of(lesson))
    with django_assert_num_queries(18):
        assert client.get(of_cycle(lesson.cycle, "reflection")).status_code == 200
