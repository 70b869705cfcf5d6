"""A meeting of some people of a group: only they are invited, and only they see it, whichever way one looks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.dashboards.queries.mine import find_my_groups, find_my_meetings
from knowledge_network.kit.errors import RefusedError
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.registry import list_audiences
from plg.groups.models import Group
from plg.meetings import reminders
from plg.meetings.actions import answers, invitations, meetings
from plg.meetings.actions.feeds import make_feed
from plg.meetings.enums import MeetingAudience, RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.queries import next_meeting, with_next_meeting
from plg.meetings.views.agenda import feed_meetings
from plg.pages.views.agenda import earlier_with_agenda
from plg.records.models import ActionItem, Decision, Minutes
from plg.records.queries.minutes import list_people, same_circle
from tests import factories as f
from tests.plg.meetings.helpers import page_of, planned, told

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SECRET = "Ontwerpmiddag van het team"


@pytest.fixture
def team_meeting(inside):
    """Planned by a member of the group for oneself alone: the lead and the observer are not in the team."""
    starts = timezone.now() + 9 * DAY
    return meetings.plan_meeting(
        group=inside.group,
        by=inside.member,
        title=SECRET,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        audience=MeetingAudience.CHOSEN,
        invited=[inside.member],
    )


def newcomer(inside):
    member = f.MemberFactory()
    f.GroupMembershipFactory(group=inside.group, member=member)
    return member


def test_only_the_team_is_invited_and_told(inside, team_meeting):
    assert [row.member for row in team_meeting.invitations.all()] == [inside.member]
    assert told(inside.lead) == told(inside.observer) == []


def test_others_of_the_group_do_not_see_it(inside, team_meeting):
    assert Meeting.objects.visible_to(inside.member).get() == team_meeting
    for other in (inside.lead, inside.observer):
        assert not Meeting.objects.visible_to(other).exists()
    assert inside.client("lead").get(page_of("meeting_detail", team_meeting)).status_code == 404
    assert inside.client("member").get(page_of("meeting_detail", team_meeting)).status_code == 200


@pytest.mark.parametrize("page", ["meeting_list", "space_home", "group_detail"])
def test_it_is_on_no_page_of_the_group_but_for_the_team(inside, team_meeting, page):
    address = reverse(f"plg:{page}", args=[inside.group.slug])
    for other in ("lead", "observer"):
        assert SECRET not in inside.client(other).get(address).text
    if page != "group_detail":
        assert SECRET in inside.client("member").get(address).text


def test_the_next_meeting_of_a_group_is_one_of_the_whole_group(inside, team_meeting):
    assert next_meeting(inside.group) is None
    assert with_next_meeting(Group.objects.filter(pk=inside.group.pk)).get().next_meeting_at is None
    assert [row.next_meeting_at for row in find_my_groups(inside.lead)] == [None]


def test_start_page_agenda_and_calendar_have_it_for_the_team_alone(inside, team_meeting):
    assert [row.meeting.pk for row in find_my_meetings(inside.member)] == [team_meeting.pk]
    assert find_my_meetings(inside.lead) == []
    assert SECRET in inside.client("member").get(reverse("plg:agenda")).text
    assert SECRET not in inside.client("lead").get(reverse("plg:agenda")).text
    for who, there in ((inside.member, [team_meeting]), (inside.lead, [])):
        assert feed_meetings(make_feed(member=who)) == there


def test_search_finds_it_for_the_team_alone(inside, team_meeting):
    entry = SearchEntry.objects.get(kind="meeting")
    assert set(entry.audiences) & set(list_audiences(inside.member))
    assert not set(entry.audiences) & set(list_audiences(inside.lead))


def test_who_joins_the_group_is_not_invited(inside, team_meeting):
    member = newcomer(inside)
    invitations.invite_newcomer(group=inside.group, member=member)
    assert team_meeting.invitations.count() == 1
    assert not Meeting.objects.visible_to(member).exists()


def test_who_leaves_the_group_is_not_expected_any_more(inside, team_meeting):
    invitations.withdraw_leaver(member=inside.member, group=inside.group)
    assert not team_meeting.invitations.standing().exists()


def test_who_planned_it_runs_it_as_long_as_they_are_in_the_team(inside, team_meeting):
    assert inside.member.has_perm("plg.run_meeting", team_meeting)
    assert not inside.lead.has_perm("plg.run_meeting", team_meeting)
    assert not inside.lead.has_perm("plg.read_meeting", team_meeting)
    assert answers.list_chairs(team_meeting) == [inside.member]
    invitations.set_team(meeting=team_meeting, by=inside.lead, members=[inside.observer], chair=inside.observer)
    later = Meeting.objects.get(pk=team_meeting.pk)
    assert not inside.member.has_perm("plg.run_meeting", later)
    assert inside.observer.has_perm("plg.run_meeting", later)


def test_joining_and_leaving_the_team_invites_and_withdraws(inside, team_meeting):
    team = [inside.member, inside.observer]
    invitations.set_team(meeting=team_meeting, by=inside.member, members=team, chair=inside.member)
    invitations.set_team(meeting=team_meeting, by=inside.member, members=team, chair=inside.member)
    assert told(inside.observer) == ["plg.meeting_planned"]
    assert team_meeting.invitations.standing().count() == 2
    invitations.set_team(meeting=team_meeting, by=inside.member, members=[inside.member], chair=inside.member)
    assert [row.member for row in team_meeting.invitations.standing()] == [inside.member]
    assert not Meeting.objects.visible_to(inside.observer).exists()


def test_who_comes_back_into_the_team_is_asked_afresh(inside, team_meeting):
    both = [inside.member, inside.observer]
    invitations.set_team(meeting=team_meeting, by=inside.member, members=both, chair=inside.member)
    invitation = team_meeting.invitations.get(member=inside.observer)
    answers.answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    for people in ([inside.member], both):
        invitations.set_team(meeting=team_meeting, by=inside.member, members=people, chair=inside.member)
    invitation.refresh_from_db()
    assert (invitation.withdrawn_at, invitation.answer) == (None, RsvpAnswer.NONE)


def test_a_meeting_of_the_whole_group_gets_no_team(inside):
    with pytest.raises(RefusedError):
        invitations.set_team(meeting=planned(inside.group), by=inside.lead, members=[inside.lead], chair=inside.lead)


def test_reminders_go_to_the_team(inside, team_meeting):
    day_before = timezone.make_aware(
        dt.datetime.combine(timezone.localdate(team_meeting.starts_at) - DAY, dt.time(16, 5))
    )
    team_meeting.invitations.update(answer=RsvpAnswer.YES, invited_at=day_before - 20 * DAY)
    for days in range(15):
        reminders.plan_reminders(day_before - days * DAY)
    assert "plg.reminder_tomorrow" in told(inside.member)
    assert told(inside.lead) == told(inside.observer) == []


def test_what_a_team_wrote_does_not_come_back_in_the_group(inside, team_meeting):
    """Decisions, agenda, action points and who can take one on."""
    item = team_meeting.agenda_items.create(title="Casusleerlingen")
    Minutes.objects.create(meeting=team_meeting, shared_at=timezone.now())
    Decision.objects.create(meeting=team_meeting, agenda_item=item, text="Wij beginnen met Bo.")
    later = planned(inside.group, team_meeting.starts_at + 5 * DAY)
    assert earlier_with_agenda(later) is None
    assert not Meeting.objects.filter(same_circle(later), pk=team_meeting.pk).exists()
    assert list_people(team_meeting) == [inside.member]
    page = inside.client("lead").get(reverse("plg:decision_list", args=[inside.group.slug]))
    assert "Wij beginnen met Bo" not in page.text


def test_an_action_point_of_a_team_is_seen_by_the_team_and_its_owner(inside, team_meeting, client):
    coordinator = f.NetworkRoleFactory().member
    point = ActionItem.objects.create(meeting=team_meeting, title="Touw kopen", owner=inside.member)
    assert list(ActionItem.objects.visible_to(inside.member)) == [point]
    assert not ActionItem.objects.visible_to(inside.lead).exists()
    client.force_login(coordinator)
    address = reverse("plg:action_item_status", args=[point.public_id])
    assert client.post(address, {"status": "done"}).status_code == 404
