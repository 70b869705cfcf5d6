"""Network roles: who gives them, what goes together, and which are never all gone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.actions.roles import (
    LastOfItsKindError,
    confirm_role,
    end_role,
    give_role,
    grant_role,
    roles_held_alone,
)
from knowledge_network.members.people.enums import Function, NetworkRoleKind, RoleVariant
from knowledge_network.members.people.models import Member, NetworkRole, RoleProposal
from knowledge_network.members.trail.models import AuditEvent
from tests.factories import BoardFactory, MemberFactory, NetworkRoleFactory, ParticipationFactory

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def as_member(member):
    client = Client()
    client.force_login(member, backend=BACKEND)
    return client


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def as_coordinator(coordinator):
    return as_member(coordinator)


def values(who, **changes):
    today = timezone.localdate().isoformat()
    return {"member": who.email, "role": NetworkRoleKind.LIAISON_OFFICER, "start": today, **changes}


def test_a_role_counts_from_the_day_it_is_given(as_coordinator, coordinator):
    member = MemberFactory()
    as_coordinator.post(reverse("members:role_grant"), values(member, role=NetworkRoleKind.NETWORK_COORDINATOR))
    assert Member.objects.get(pk=member.pk).is_coordinator
    event = AuditEvent.objects.get(verb="members.role_granted_alone")
    assert (event.actor, event.subject, event.data) == (coordinator, member, {"role": "network_coordinator"})


def test_a_role_that_ended_or_has_not_begun_gives_no_rights():
    today = timezone.localdate()
    past = NetworkRoleFactory(start=today - dt.timedelta(days=9), end=today)
    future = NetworkRoleFactory(start=today + dt.timedelta(days=1))
    for role in (past, future):
        assert not Member.objects.get(pk=role.member_id).is_coordinator


def test_a_liaison_officer_works_for_one_board(as_coordinator):
    board = BoardFactory()
    ParticipationFactory(organisation=board)
    member = MemberFactory()
    as_coordinator.post(reverse("members:role_grant"), values(member, scope_board=board.slug))
    assert NetworkRole.objects.get(member=member).scope_board == board


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"member": "niemand@example.org"}, "member"),
        ({"role": NetworkRoleKind.PROGRAMME_LEADER}, "fte"),
        ({"role": NetworkRoleKind.PROGRAMME_LEADER, "fte": "2", "variant": "field"}, "fte"),
        ({"end": "2001-01-01"}, "end"),
        ({"start": "geen datum"}, "start"),
        ({"role": "koning"}, "role"),
    ],
)
def test_an_error_stands_on_its_field(as_coordinator, changes, field):
    member = MemberFactory()
    response = as_coordinator.post(reverse("members:role_grant"), values(member, **changes))
    assert field in response.context["form"].errors
    assert not NetworkRole.objects.filter(member=member).exists()


def test_the_same_role_is_not_given_twice(as_coordinator):
    member = MemberFactory()
    as_coordinator.post(reverse("members:role_grant"), values(member))
    response = as_coordinator.post(reverse("members:role_grant"), values(member))
    assert response.context["form"].non_field_errors()
    assert NetworkRole.objects.filter(member=member).count() == 1


def test_scope_of_another_role_is_left_out(as_coordinator):
    board = BoardFactory()
    ParticipationFactory(organisation=board)
    member = MemberFactory()
    form = values(member, role=NetworkRoleKind.PRIVACY_CONTACT, scope_board=board.slug, fte="0.2", variant="field")
    as_coordinator.post(reverse("members:role_grant"), form)
    granted = NetworkRole.objects.get(member=member)
    assert (granted.scope_board, granted.fte, granted.variant) == (None, None, "")


def test_a_member_is_found_by_a_name_that_only_one_has(as_coordinator):
    member = MemberFactory(given_name="Sjoerd", family_name="Hazelbeke")
    MemberFactory(given_name="Sjoerd", family_name="Anders")
    url = reverse("members:role_grant")
    assert as_coordinator.post(url, values(member, member="sjoerd")).status_code == 200
    assert as_coordinator.post(url, values(member, member="Sjoerd Hazelbeke")).status_code == 302


@pytest.mark.parametrize(
    "role", [NetworkRoleKind.NETWORK_COORDINATOR, NetworkRoleKind.PLATFORM_ADMIN, NetworkRoleKind.PRIVACY_CONTACT]
)
def test_the_last_of_a_role_that_the_network_needs_stays(role):
    only = NetworkRoleFactory(role=role)
    with pytest.raises(LastOfItsKindError):
        end_role(role=only, by=only.member)
    assert roles_held_alone(only.member) == [role]


@pytest.mark.parametrize(
    "other",
    [
        lambda: {"member__suspended_at": timezone.now()},
        lambda: {"start": timezone.localdate() + dt.timedelta(days=1)},
        lambda: {"end": timezone.localdate() + dt.timedelta(days=1)},
    ],
    ids=["suspended", "not yet", "not for good"],
)
def test_one_who_is_suspended_or_not_there_for_good_does_not_count_as_another(other):
    only = NetworkRoleFactory()
    NetworkRoleFactory(**other())
    with pytest.raises(LastOfItsKindError):
        end_role(role=only, by=only.member)


def test_with_another_the_role_may_end(as_coordinator, coordinator):
    other = NetworkRoleFactory()
    url = reverse("members:role_end", args=[coordinator.public_id, NetworkRoleKind.NETWORK_COORDINATOR])
    as_coordinator.post(url)
    assert not Member.objects.get(pk=coordinator.pk).is_coordinator
    assert AuditEvent.objects.filter(verb="members.role_ended", subject=coordinator).exists()
    assert roles_held_alone(other.member) == [NetworkRoleKind.NETWORK_COORDINATOR]


def test_the_page_says_that_the_last_one_stays(as_coordinator, coordinator):
    url = reverse("members:role_end", args=[coordinator.public_id, NetworkRoleKind.NETWORK_COORDINATOR])
    page = as_coordinator.post(url, follow=True)
    assert "laatste netwerkcoördinator" in page.content.decode()
    assert Member.objects.get(pk=coordinator.pk).is_coordinator


def test_of_two_scopes_the_chosen_one_ends(as_coordinator):
    member, boards = MemberFactory(), BoardFactory.create_batch(2)
    for board in boards:
        NetworkRoleFactory(member=member, role=NetworkRoleKind.LIAISON_OFFICER, scope_board=board)
    url = reverse("members:role_end", args=[member.public_id, NetworkRoleKind.LIAISON_OFFICER])
    as_coordinator.post(url, {"board": boards[0].slug})
    assert [r.scope_board for r in NetworkRole.objects.current().filter(member=member)] == [boards[1]]
    assert as_coordinator.post(url, {"board": boards[0].slug}).status_code == 404, "gone already"


def test_a_role_that_begins_later_goes_without_a_trace_in_the_periods():
    role = NetworkRoleFactory(role=NetworkRoleKind.LIAISON_OFFICER, start=timezone.localdate() + dt.timedelta(days=5))
    end_role(role=role, by=None)
    assert not NetworkRole.objects.filter(pk=role.pk).exists()


def test_only_an_administrator_makes_or_ends_administrators(as_coordinator):
    member, admin = MemberFactory(), NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN).member
    other = NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN).member
    grant = values(member, role=NetworkRoleKind.PLATFORM_ADMIN)
    assert "role" in as_coordinator.post(reverse("members:role_grant"), grant).context["form"].errors
    end = reverse("members:role_end", args=[admin.public_id, NetworkRoleKind.PLATFORM_ADMIN])
    assert as_coordinator.post(end).status_code == 403
    assert as_member(admin).post(reverse("members:role_grant"), grant).status_code == 302
    confirm = reverse("members:role_confirm", args=[RoleProposal.objects.get().public_id])
    assert as_coordinator.post(confirm).status_code == 403
    assert as_member(other).post(confirm).status_code == 302
    assert as_member(member).post(end).status_code == 302
    assert not Member.objects.get(pk=admin.pk).is_platform_admin


@pytest.mark.parametrize("function", [Function.TEACHER, Function.SCHOOL_LEADER, Function.BOARD_MEMBER])
def test_others_neither_see_nor_give_roles(function):
    client = as_member(member := MemberFactory(function=function))
    assert client.get(reverse("members:role_list")).status_code == 403
    assert client.post(reverse("members:role_grant"), values(member)).status_code == 403
    assert not NetworkRole.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_of_roles_costs_the_same_whatever_its_length(as_coordinator, django_assert_num_queries, item_count):
    board = BoardFactory()
    for _number in range(item_count):
        NetworkRoleFactory(role=NetworkRoleKind.LIAISON_OFFICER, scope_board=board, granted_by=MemberFactory())
        RoleProposal.objects.create(
            member=MemberFactory(), role=NetworkRoleKind.PRIVACY_CONTACT, proposed_by=MemberFactory()
        )
    with django_assert_num_queries(5):
        as_coordinator.get(reverse("members:role_list"))


def test_proposals_stand_on_pages_the_longest_waiting_first(as_coordinator):
    proposer = MemberFactory()
    for _number in range(30):
        RoleProposal.objects.create(member=MemberFactory(), role=NetworkRoleKind.PRIVACY_CONTACT, proposed_by=proposer)
    first = as_coordinator.get(reverse("members:role_list"))
    second = as_coordinator.get(reverse("members:role_list"), {"vanaf": first.context["page"].next_cursor})
    seen = [one.row for response in (first, second) for one in response.context["proposals"]]
    assert len(first.context["proposals"]) == 24
    assert seen == list(RoleProposal.objects.order_by("proposed_at", "public_id"))


def test_two_programme_leaders_stand_side_by_side():
    for variant in RoleVariant.values:
        grant_role(member=MemberFactory(), role=NetworkRoleKind.PROGRAMME_LEADER, by=None, variant=variant, fte="0.2")
    with pytest.raises(ValidationError):
        grant_role(member=MemberFactory(), role=NetworkRoleKind.PROGRAMME_LEADER, by=None)


# The first people of an installation


def test_the_first_people_are_made_on_the_command_line(capsys):
    call_command(
        "add_member",
        "eerste@example.org",
        "Eerste",
        "Mens",
        "--role",
        "platform_admin",
        "--role",
        "network_coordinator",
    )
    member = Member.objects.get(email="eerste@example.org")
    assert member.is_platform_admin
    assert member.is_coordinator
    assert member.has_verified_email
    assert "/inloggen/code/" in capsys.readouterr().out


def test_the_command_gives_a_role_to_somebody_who_is_there_already():
    member = MemberFactory()
    call_command("add_member", member.email, "--role", "privacy_contact")
    assert Member.objects.get(pk=member.pk).is_privacy_contact


def test_the_command_asks_for_a_name_of_somebody_new():
    with pytest.raises(CommandError, match="given name"):
        call_command("add_member", "nieuw@example.org")


# Two people ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(NetworkRoleKind.SEES_PERSONAL_DATA - {NetworkRoleKind.PROGRAMME_LEADER}))
def test_a_role_that_sees_the_data_of_others_waits_for_a_second_person(role):
    first, second = (NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN).member for _ in range(2))
    member = MemberFactory()
    as_member(first).post(reverse("members:role_grant"), values(member, role=role))
    assert not NetworkRole.objects.filter(member=member).exists()
    proposal = RoleProposal.objects.get(member=member)
    assert second.notices.filter(kind="members.role_proposed").exists()
    as_member(second).post(reverse("members:role_confirm", args=[proposal.public_id]))
    granted = NetworkRole.objects.get(member=member, role=role)
    assert (granted.granted_by, granted.confirmed_by) == (first, second)
    assert not RoleProposal.objects.exists()
    assert AuditEvent.objects.filter(verb="members.role_confirmed", actor=second, subject=member).exists()


def test_nobody_confirms_their_own_proposal_or_their_own_role():
    first, second = (NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN).member for _ in range(2))
    third = NetworkRoleFactory().member
    proposal = give_role(member=third, role=NetworkRoleKind.PRIVACY_CONTACT, by=first)
    address = reverse("members:role_confirm", args=[proposal.public_id])
    assert as_member(first).post(address).status_code == 403
    assert as_member(third).post(address).status_code == 403
    for who in (first, third):
        with pytest.raises(RefusedError):
            confirm_role(proposal=proposal, by=who)
    assert as_member(second).post(address).status_code == 302
    assert Member.objects.with_access().get(pk=third.pk).is_privacy_contact


def test_a_role_that_was_refused_is_not_given_and_may_be_proposed_again():
    first, second = (NetworkRoleFactory().member for _ in range(2))
    member = MemberFactory()
    proposal = give_role(member=member, role=NetworkRoleKind.PRIVACY_CONTACT, by=first)
    as_member(second).post(reverse("members:role_refuse", args=[proposal.public_id]))
    assert not RoleProposal.objects.exists()
    assert not NetworkRole.objects.filter(member=member).exists()
    assert isinstance(give_role(member=member, role=NetworkRoleKind.PRIVACY_CONTACT, by=first), RoleProposal)


def test_a_role_for_one_scope_needs_one_person():
    first, _second = (NetworkRoleFactory().member for _ in range(2))
    given = give_role(member=MemberFactory(), role=NetworkRoleKind.LIAISON_OFFICER, by=first)
    assert isinstance(given, NetworkRole)


def test_while_nobody_else_is_there_one_person_gives_the_role_and_that_is_written_down(coordinator):
    member = MemberFactory()
    given = give_role(member=member, role=NetworkRoleKind.NETWORK_COORDINATOR, by=coordinator)
    assert isinstance(given, NetworkRole)
    assert AuditEvent.objects.filter(verb="members.role_granted_alone", actor=coordinator, subject=member).exists()
