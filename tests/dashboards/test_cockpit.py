"""The cockpit counts what waits, says since when, and leads to it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from expertise.gaps.actions import note_step, take_back_step
from expertise.gaps.enums import GapActionKind
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.places import DESKS
from knowledge_network.dashboards.views.management import list_desks
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.notifications.outbox.models import Delivery
from plg.groups.models import GroupTransition, JoinRequest
from plg.meetings.forms.desk import WITHOUT_MINUTES, match_late
from plg.meetings.models import Meeting
from plg.space.models import GroupAgreement
from tests.agreements.obligations.helpers import make_owed
from tests.agreements.rounds import opened_round, sign_as, signatures_of
from tests.factories import (
    GroupFactory,
    MeetingFactory,
    MemberFactory,
    NetworkRoleFactory,
    SiteFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend=BACKEND)
    return member


def desk(member, key):
    return next(desk for desk in cockpit.find_desks(member) if desk.key == key)


def days_ago(count):
    return timezone.now() - dt.timedelta(days=count)


def signup(**values):
    values = {"state": "open", "verified_at": timezone.now(), "requested_at": days_ago(4)} | values
    return SignupRequest.objects.create(
        email=f"nieuw{SignupRequest.objects.count()}@example.org",
        given_name="Nieuw",
        family_name="Lid",
        function=Function.TEACHER,
        **({"organisation": SiteFactory()} | values),
    )


def test_requests_to_become_a_member_count_when_confirmed_and_open(coordinator):
    signup()
    signup(state="unverified", verified_at=None)
    signup(state="approved")
    found = desk(coordinator, "signups")
    assert (found.count, found.days, found.urgent) == (1, 4, True)


def test_a_school_leader_counts_the_requests_of_the_own_school():
    site = SiteFactory()
    leader = MemberFactory(site=site, function=Function.SCHOOL_LEADER)
    signup(organisation=site)
    signup()
    found = {desk.key: desk.count for desk in cockpit.find_desks(leader)}
    assert found == {"signups": 1, "cover": 0}


def test_groups_that_were_sent_in_wait_since_the_day_they_were_sent_in(coordinator):
    group = GroupFactory(state="submitted", started_on=None)
    GroupTransition.objects.create(group=group, from_state="draft", to_state="submitted", at=days_ago(9))
    GroupTransition.objects.create(group=group, from_state="draft", to_state="submitted", at=days_ago(2))
    GroupFactory(state="draft", started_on=None)
    found = desk(coordinator, "decide")
    assert (found.count, found.days, found.urgent) == (1, 2, True)


def test_a_group_sleeps_without_a_meeting_held_or_planned(coordinator):
    started = timezone.localdate() - dt.timedelta(days=400)
    GroupFactory(started_on=started)
    MeetingFactory(group=GroupFactory(started_on=started))
    GroupFactory(started_on=timezone.localdate())
    found = desk(coordinator, "dormant")
    assert (found.count, found.days) == (1, 400)


def test_active_groups_need_their_five_agreements(coordinator):
    filled, half, _none = GroupFactory.create_batch(3)
    parts = dict.fromkeys(["shared_outside", "stays_inside", "effort", "disagreement", "bringing_back"], "x")
    GroupAgreement.objects.create(group=filled, **parts)
    GroupAgreement.objects.create(group=half, **parts | {"effort": ""})
    assert desk(coordinator, "no_agreement").count == 2


def test_what_is_looked_for_among_all_is_gone_when_done_and_there_within_five_minutes(coordinator, monkeypatch):
    monkeypatch.setattr("knowledge_network.dashboards.queries.among_all.MOST_FOUND", 2)
    started = timezone.localdate() - dt.timedelta(days=400)
    oldest, *_others = [GroupFactory(started_on=started + dt.timedelta(days=number)) for number in range(4)]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        found = {key: desk(coordinator, key) for key in ("dormant", "no_agreement")}
        assert {key: (one.count, one.days) for key, one in found.items()} == {
            "dormant": (4, 400),
            "no_agreement": (4, 400),
        }
        MeetingFactory(group=oldest)
        GroupFactory(started_on=started)
        assert (desk(coordinator, "dormant").count, desk(coordinator, "dormant").days) == (3, 399)
        clock.shift(dt.timedelta(minutes=6))
        assert (desk(coordinator, "dormant").count, desk(coordinator, "dormant").days) == (4, 400)


def test_projects_that_end_within_sixty_days_or_should_have_ended(coordinator):
    today = timezone.localdate()
    for days in (-5, 30, 90):
        GroupFactory(kind="project", ends_on=today + dt.timedelta(days=days))
    GroupFactory(kind="plg", ends_on=today)
    found = desk(coordinator, "ends_soon")
    assert (found.count, found.urgent) == (2, True)


def test_a_group_gets_a_week_to_answer_who_wants_to_join(coordinator):
    JoinRequest.objects.create(group=GroupFactory(), member=MemberFactory(), requested_at=days_ago(8))
    JoinRequest.objects.create(group=GroupFactory(), member=MemberFactory(), requested_at=days_ago(6))
    found = desk(coordinator, "join_requests")
    assert (found.count, found.days) == (1, 8)


def test_proposed_topics_and_failed_mail_are_counted(coordinator):
    TopicFactory(state="proposed")
    Delivery.objects.create(key="k", kind="x", address="a@example.org", state="failed", reason="550 unknown")
    Delivery.objects.create(key="l", kind="x", address="a@example.org")
    assert desk(coordinator, "topics").count == 1
    assert desk(coordinator, "mail").count == 1


def test_white_spots_and_islands_wait_until_somebody_does_something(coordinator):
    topic = TopicFactory(strategic=True)
    TopicFactory()
    assert desk(coordinator, "gaps").count == 1
    step = note_step(topic=topic, by=coordinator, kind=GapActionKind.OTHER, note="Gebeld")
    assert desk(coordinator, "gaps").count == 0
    take_back_step(step=step, by=coordinator)
    assert desk(coordinator, "gaps").count == 1


def test_the_privacy_contact_sees_open_data_requests_and_nothing_else():
    contact = NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT).member
    for state in ("open", "done"):
        DataRequest.objects.create(
            member=MemberFactory(), kind="export", state=state, due_on=timezone.localdate(), requested_at=days_ago(25)
        )
    (found,) = cockpit.find_desks(contact)
    assert (found.key, found.count, found.days, found.urgent) == ("data_requests", 1, 25, True)


def test_what_needs_a_hand_stands_first_and_what_is_done_last(coordinator):
    TopicFactory(state="proposed")
    Delivery.objects.create(key="k", kind="x", address="a@example.org", state="failed", reason="550 unknown")
    found = cockpit.find_desks(coordinator)
    assert [d.key for d in found[:2]] == ["mail", "topics"]
    assert all(d.count == 0 for d in found[2:])


def test_every_desk_and_every_page_leads_somewhere(client, coordinator):
    for role in (NetworkRoleKind.PRIVACY_CONTACT, NetworkRoleKind.PLATFORM_ADMIN):
        NetworkRoleFactory(member=coordinator, role=role)
    member = type(coordinator).objects.with_access().get(pk=coordinator.pk)
    addresses = [d.url for d in cockpit.find_desks(member)] + [url for _page, url in list_desks(member)]
    assert len(list_desks(member)) == len([place for place in DESKS if place.desk])
    for address in addresses:
        assert client.get(address, follow=True).status_code == 200, address


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_management_costs_the_same_whatever_waits(client, coordinator, django_assert_num_queries, item_count):
    for number in range(item_count):
        GroupFactory(state="submitted", started_on=None)
        GroupFactory()
        signup()
        TopicFactory(state="proposed")
        Delivery.objects.create(key=f"k{number}", kind="x", address="a@example.org", state="failed", reason="550")
    client.get(reverse("dashboards:management"))  # all groups and meetings are asked once in five minutes
    with django_assert_num_queries(7):
        client.get(reverse("dashboards:management"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_failed_mail_shows_why_never_what_and_is_sent_again(client, coordinator, django_assert_num_queries, item_count):
    for number in range(item_count):
        Delivery.objects.create(
            key=f"k{number}",
            kind="x",
            address="a@example.org",
            subject="Uitnodiging",
            text="GEHEIM",
            state="failed",
            reason="550 unknown",
        )
    with django_assert_num_queries(8):
        text = client.get(reverse("notifications:delivery_list")).content.decode()
    assert "550 unknown" in text
    assert "GEHEIM" not in text
    client.post(reverse("notifications:deliveries_retry"))
    assert Delivery.objects.filter(state__in=["planned", "sent"]).count() == item_count


def test_what_the_partners_owe_late_and_who_did_not_sign_wait_at_the_desk(coordinator):
    assert (desk(coordinator, "obligations").count, desk(coordinator, "signatures").count) == (0, 0)
    owed = make_owed()
    one = owed.of("Verslag over projectgelden: eerste")
    one.state, one.due_on = ObligationState.LATE, timezone.localdate() - dt.timedelta(days=3)
    one.save()
    late = desk(coordinator, "obligations")
    assert (late.count, late.days, late.urgent) == (1, 3, True)
    assert late.url == reverse("agreements:obligation_list", query={"toon": "te-laat"})
    agreement, people = opened_round(owed.coordinator)
    first, *others = signatures_of(agreement)
    sign_as(first, people[first.party_id])
    assert desk(coordinator, "signatures").count == len(others)


@pytest.mark.parametrize(("kind", "asked"), [("group", True), ("work_visit", False), ("workshop", False)])
def test_nobody_is_asked_for_minutes_of_what_is_looked_at_or_taught(kind, asked):
    ended = timezone.now() - dt.timedelta(days=9)
    MeetingFactory(kind=kind, starts_at=ended - dt.timedelta(hours=2), ends_at=ended)
    late = Meeting.objects.filter(match_late(WITHOUT_MINUTES, timezone.now()))
    assert late.exists() is asked
