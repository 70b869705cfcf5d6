"""Appointments keep their history; the coordinator's desk shows and changes them."""

import datetime as dt
import io

import openpyxl
import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.actions import appointments as actions
from knowledge_network.members.people.actions import leaving
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.members.trail.models import AuditEvent
from tests.factories import (
    AppointmentFactory,
    BoardFactory,
    MemberFactory,
    NetworkRoleFactory,
    ParticipationFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory(member=MemberFactory(given_name="Co", family_name="Zzcoordinator")).member
    NetworkRoleFactory()  # not the only one
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def site():
    board = ParticipationFactory(organisation=BoardFactory(name="Stichting Regge", slug="regge")).organisation
    return SiteFactory(school__board=board, name="De Regge")


def rows(response):
    return [f"{row['given_name']} {row['family_name']}" for row in response.context["table"].rows]


# The rules ------------------------------------------------------------------------------------


def test_the_first_appointment_is_the_main_one(site):
    member = MemberFactory(site=None)
    first = actions.add_appointment(member=member, by=None, organisation=site, function="teacher")
    second = actions.add_appointment(member=member, by=None, organisation=site, function="school_educator")
    assert (first.is_primary, second.is_primary) == (True, False)


def test_a_new_main_appointment_takes_the_place_of_the_former_one(site):
    member = MemberFactory()
    second = actions.add_appointment(member=member, by=None, organisation=site, function="researcher", is_primary=True)
    assert list(member.appointments.filter(is_primary=True)) == [second]


def test_history_is_kept_when_an_appointment_ends(site):
    member = MemberFactory(site=site)
    held = member.appointments.get()
    actions.end_appointment(appointment=held, by=None, end=TODAY)
    held.refresh_from_db()
    assert held.end == TODAY
    assert list(member.appointments.valid_on(TODAY - dt.timedelta(days=1))) == [held]
    assert list(member.appointments.valid_on(TODAY)) == []


def test_when_the_main_one_ends_the_longest_other_one_becomes_main(site):
    member = MemberFactory()
    main = member.appointments.get()
    AppointmentFactory(member=member, function="researcher", start=dt.date(2025, 2, 1))
    longest = AppointmentFactory(member=member, function="school_educator", start=dt.date(2025, 1, 1))
    actions.end_appointment(appointment=main, by=None)
    longest.refresh_from_db()
    assert longest.is_primary


def test_an_appointment_that_never_held_a_day_is_removed(site):
    member = MemberFactory(site=None)
    held = actions.add_appointment(member=member, by=None, organisation=site, function="teacher")
    actions.end_appointment(appointment=held, by=None, end=held.start)
    assert not member.appointments.exists()


def test_leaving_ends_everything_and_closes_the_account(client, site):
    member = MemberFactory(site=site)
    role = NetworkRoleFactory(member=member, role=NetworkRoleKind.LIAISON_OFFICER)
    client.force_login(member, backend=BACKEND)
    leaving.leave_network(member=member, by=None)
    role.refresh_from_db()
    assert role.end == timezone.localdate()
    assert not member.appointments.current().exists()
    assert member.appointments.exists()
    assert client.get("/leden/").status_code == 302


# The desk -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", ["Actief Lid", "Co Zzcoordinator", "Zonder Werk"]),
        ("zonder-aanstelling", ["Zonder Werk"]),
        ("geschorst", ["Geschorst Lid"]),
        ("vertrekt", ["Vertrekt Lid"]),
        ("vertrokken", ["Vertrokken Lid"]),
    ],
)
def test_the_table_filters_by_state(client, coordinator, status, expected):
    now = timezone.now()
    NetworkRole.objects.exclude(member=coordinator).delete()
    Member.objects.exclude(pk=coordinator.pk).delete()
    MemberFactory(given_name="Actief", family_name="Lid")
    MemberFactory(given_name="Zonder", family_name="Werk", site=None)
    MemberFactory(given_name="Geschorst", family_name="Lid", suspended_at=now)
    MemberFactory(given_name="Vertrekt", family_name="Lid", erasure_requested_at=now)
    MemberFactory(given_name="Vertrokken", family_name="Lid", left_at=now)
    MemberFactory(given_name="Gewist", family_name="Lid", left_at=now, erased_at=now)
    assert sorted(rows(client.get("/beheer/leden/", {"status": status}))) == expected


@pytest.mark.parametrize("member_count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(client, coordinator, member_count, django_assert_num_queries):
    MemberFactory.create_batch(member_count)
    client.get("/beheer/leden/")
    with django_assert_num_queries(4):
        client.get("/beheer/leden/")


def form_of(site, **changes):
    return {
        "organisation": site.slug,
        "function": "school_educator",
        "start": "2026-02-01",
        "end": "",
        "fte": "0.6",
    } | changes


def test_an_appointment_is_added_and_told(client, coordinator, site):
    member = MemberFactory()
    response = client.post(f"/beheer/leden/{member.public_id}/aanstelling/", form_of(site, main="on"))
    assert response.status_code == 302
    held = member.appointments.get(function="school_educator")
    assert held.is_primary
    event = AuditEvent.objects.get(verb="members.appointment_added", subject=member)
    assert (event.actor, event.object_label) == (coordinator, "De Regge")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end": "2026-01-01"}, "end"),
        ({"fte": "1.5"}, "fte"),
        ({"function": "koning"}, "function"),
        ({"organisation": "bestaat-niet"}, "organisation"),
        ({"start": "gisteren"}, "start"),
        ({"start": "0001-01-01", "end": "0001-01-01"}, "end"),
    ],
)
def test_what_the_database_refuses_is_an_error_of_the_form(client, coordinator, site, changes, field):
    member = MemberFactory()
    response = client.post(f"/beheer/leden/{member.public_id}/aanstelling/", form_of(site, **changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_the_same_function_at_the_same_place_twice_is_refused(client, coordinator, site):
    member = MemberFactory(site=site)
    response = client.post(
        f"/beheer/leden/{member.public_id}/aanstelling/", form_of(site, function="teacher", start="2026-03-01")
    )
    assert response.status_code == 200
    assert response.context["form"].errors


def address(member, held, what=""):
    start = held.start.isoformat()
    base = f"/beheer/leden/{member.public_id}/aanstelling/{held.organisation.slug}/leraar/{start}/"
    return base + what


def test_an_appointment_is_corrected(client, coordinator, site):
    member = MemberFactory(site=site)
    held = member.appointments.get()
    url = address(member, held)
    assert client.get(url).status_code == 200
    client.post(url, form_of(site, function="teacher", start="2024-09-01", fte="0.4", main="on"))
    held.refresh_from_db()
    assert (held.start, str(held.fte)) == (dt.date(2024, 9, 1), "0.40")


def test_an_end_can_be_taken_back(client, coordinator, site):
    member = MemberFactory(site=site)
    held = member.appointments.get()
    client.post(address(member, held, "beeindigen/"), {"end": timezone.localdate().isoformat()})
    held.refresh_from_db()
    assert held.end
    client.post(address(member, held, "heropenen/"))
    held.refresh_from_db()
    assert (held.end, held.is_primary) == (None, True)


def test_another_members_appointment_is_not_found_below_this_member(client, coordinator, site):
    held = MemberFactory(site=site).appointments.get()
    assert client.get(address(MemberFactory(), held)).status_code == 404


@pytest.mark.parametrize("start", ["2024-13-40", "morgen", "0000-00-00"])
def test_a_damaged_address_is_not_found(client, coordinator, site, start):
    member = MemberFactory(site=site)
    url = f"/beheer/leden/{member.public_id}/aanstelling/{site.slug}/leraar/{start}/"
    assert client.get(url).status_code == 404


def test_suspending_needs_a_reason_closes_the_account_and_can_be_undone(client, coordinator):
    member = MemberFactory()
    client.post(reverse("members:member_suspend", args=[member.public_id]), {"reason": ""})
    member.refresh_from_db()
    assert member.suspended_at is None
    client.post(reverse("members:member_suspend", args=[member.public_id]), {"reason": "Onderzoek loopt"})
    member.refresh_from_db()
    assert member.suspended_at
    assert "Onderzoek loopt" in client.get(f"/beheer/leden/{member.public_id}/").content.decode()
    client.post(reverse("members:member_resume", args=[member.public_id]))
    member.refresh_from_db()
    assert (member.suspended_at, member.suspension_reason) == (None, "")


def test_a_coordinator_cannot_suspend_themselves(client, coordinator):
    client.post(reverse("members:member_suspend", args=[coordinator.public_id]), {"reason": "Moe"})
    coordinator.refresh_from_db()
    assert coordinator.suspended_at is None


def test_leaving_and_coming_back(client, coordinator):
    member = MemberFactory()
    client.post(reverse("members:member_leave", args=[member.public_id]))
    member.refresh_from_db()
    assert member.left_at
    client.post(reverse("members:member_readmit", args=[member.public_id]))
    member.refresh_from_db()
    assert member.left_at is None


def test_who_has_something_to_hand_over_does_not_leave(client, coordinator):
    only = NetworkRoleFactory(role="platform_admin").member
    response = client.post(reverse("members:member_leave", args=[only.public_id]), follow=True)
    only.refresh_from_db()
    assert only.left_at is None
    assert [str(m) for m in response.context["messages"]]


def test_a_corrected_address_has_to_be_confirmed_and_ends_sessions(client, coordinator):
    member = MemberFactory(email="oud@example.org")
    theirs = Client()
    theirs.force_login(member, backend=BACKEND)
    assert theirs.get("/leden/").status_code == 200
    data = {"given_name": "Ina", "infix": "de", "family_name": "Wit", "email": "Nieuw@Example.org"}
    client.post(f"/beheer/leden/{member.public_id}/gegevens/", data)
    member.refresh_from_db()
    assert (member.email, member.get_full_name(), member.sort_name) == (
        "nieuw@example.org",
        "Ina de Wit",
        "wit, ina de",
    )
    assert not EmailAddress.objects.get(user=member).verified
    assert theirs.get("/leden/").status_code == 302


def test_an_address_of_somebody_else_is_refused(client, coordinator):
    MemberFactory(email="bezet@example.org")
    member = MemberFactory()
    data = {"given_name": "Ina", "infix": "", "family_name": "Wit", "email": "BEZET@example.org"}
    response = client.post(f"/beheer/leden/{member.public_id}/gegevens/", data)
    assert response.status_code == 200
    assert "email" in response.context["form"].errors


def take_out(client, extension, query=""):
    chosen = {"action": extension, "everything": "on", "query": query}
    return client.post(reverse("members:manage_members_bulk"), chosen)


def test_the_list_leaves_out_addresses_that_members_hide_and_makes_formulas_text(client, coordinator):
    MemberFactory(given_name="=1+1", family_name="Formule", email="open@example.org", email_visibility="members")
    MemberFactory(email="dicht@example.org", email_visibility="nobody")
    response = take_out(client, "csv")
    text = b"".join(response.streaming_content).decode()
    assert "open@example.org" in text
    assert "dicht@example.org" not in text
    assert "'=1+1 Formule" in text
    book = openpyxl.load_workbook(io.BytesIO(take_out(client, "xlsx").content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert "=1+1 Formule" in cells
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    assert AuditEvent.objects.filter(verb="members.list_exported", actor=coordinator).count() == 2


def test_the_list_holds_what_the_filter_shows(client, coordinator, site):
    MemberFactory(site=site, given_name="Wel", family_name="Erbij")
    MemberFactory(given_name="Niet", family_name="Erbij")
    response = take_out(client, "csv", "organisatie=regge")
    text = b"".join(response.streaming_content).decode()
    assert "Wel Erbij" in text
    assert "Niet Erbij" not in text


def test_the_list_says_since_which_day_here_somebody_is_a_member(client, coordinator):
    """Half an hour into Saturday: in UTC it is Friday still."""
    MemberFactory(family_name="Nachtuil", joined_at=dt.datetime(2026, 11, 27, 23, 30, tzinfo=dt.UTC))
    response = take_out(client, "csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    (line,) = [line for line in lines if "Nachtuil" in line]
    assert "2026-11-28" in line
    assert "2026-11-27" not in line
