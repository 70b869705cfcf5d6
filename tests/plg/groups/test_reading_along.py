"""Who runs the network reads along in a closed space only when its leader says yes, for some days, and all hear it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.actions import joining
from plg.groups.models import GroupMembership, JoinRequest
from tests import factories as f
from tests.plg.meetings.helpers import planned, told

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
DAY = dt.timedelta(days=1)


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def lead():
    return f.GroupMembershipFactory(role="lead").member


@pytest.fixture
def group(lead):
    return lead.group_memberships.get().group


@pytest.fixture
def inside(group):
    return f.GroupMembershipFactory(group=group).member


def ask(client, group, **data):
    sent = {"message": "Ik wil leren hoe jullie werken.", "days": "14"} | data
    return client.post(reverse("plg:read_along_ask", args=[group.slug]), sent)


def test_the_leader_answers_and_it_ends_by_itself(client, coordinator, group, lead, inside):
    closed = reverse("plg:space_home", args=[group.slug])
    before = client.get(closed).content.decode()
    ask(client, group)
    asked = JoinRequest.objects.get()
    assert told(lead) == ["plg.reading_along_asked"]
    membership = joining.accept_request(join_request=asked, by=lead)
    assert (membership.role, membership.end) == ("observer", timezone.localdate() + 14 * DAY)
    assert client.get(closed).content.decode() != before
    assert "plg.reading_along_began" in told(inside)
    assert "plg.reading_along_allowed" in told(coordinator)
    GroupMembership.objects.filter(pk=membership.pk).update(
        start=timezone.localdate() - 20 * DAY, end=timezone.localdate()
    )
    group.known_roles.clear()
    assert not coordinator.has_perm("plg.enter_group", type(group).objects.get(pk=group.pk))


def test_nobody_of_the_network_answers_it_oneself_or_for_a_colleague(client, coordinator, group):
    ask(client, group)
    asked = JoinRequest.objects.get()
    other = f.NetworkRoleFactory().member
    for answers in (coordinator, other):
        with pytest.raises(RefusedError):
            joining.accept_request(join_request=asked, by=answers)
    assert not GroupMembership.objects.filter(member=coordinator).exists()


def test_a_coordinator_cannot_invite_oneself_into_a_group(coordinator, group):
    with pytest.raises(RefusedError):
        joining.invite_to_group(group=group, member=coordinator, by=coordinator)


def test_who_reads_along_is_not_invited_to_meetings_nor_counted(client, coordinator, group, lead):
    meeting = planned(group)
    count = group.member_count
    ask(client, group)
    joining.accept_request(join_request=JoinRequest.objects.get(), by=lead)
    group.refresh_from_db()
    assert group.member_count == count
    assert not meeting.invitations.filter(member=coordinator).exists()


def test_it_is_in_the_logbook_and_can_be_taken_back_on_both_sides(client, coordinator, group, lead):
    ask(client, group)
    client.post(reverse("plg:join_withdraw", args=[group.slug]))
    assert JoinRequest.objects.get().state == "withdrawn"
    ask(client, group)
    asked = JoinRequest.objects.open().get()
    joining.accept_request(join_request=asked, by=lead)
    joining.take_decision_back(join_request=asked, by=lead)
    assert not GroupMembership.objects.filter(member=coordinator).exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"plg.reading_along_asked", "plg.reading_along_allowed", "plg.join_decision_taken_back"} <= verbs


def test_a_group_without_a_leader_says_so(client, coordinator):
    group = f.GroupFactory()
    ask(client, group)
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize("data", [{"message": ""}, {"days": "365"}, {"days": "x"}])
def test_it_asks_why_and_for_how_long(client, coordinator, group, data):
    ask(client, group, **data)
    assert not JoinRequest.objects.exists()


def test_the_page_of_a_group_leads_a_coordinator_to_meetings_members_and_back(client, coordinator, group):
    page = client.get(reverse("plg:group_detail", args=[group.slug])).content.decode()
    for name, args in (("meeting_list", [group.slug]), ("group_members", [group.slug]), ("manage_groups", [])):
        assert reverse(f"plg:{name}", args=args) in page
    assert "Vraag toegang" in page


def test_others_are_offered_nothing_of_it(client, group, inside):
    for member in (inside, f.MemberFactory()):
        client.force_login(member, backend=BACKEND)
        page = client.get(reverse("plg:group_detail", args=[group.slug])).content.decode()
        assert "Vraag toegang" not in page
        assert ask(client, group).status_code == 403
