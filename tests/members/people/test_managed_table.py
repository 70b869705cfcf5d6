"""The coordinators' table of members: finding, sorting, and writing to whom one ticked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.actions import appointments
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import BoardFactory, MemberFactory, NetworkRoleFactory, SiteFactory

pytestmark = pytest.mark.django_db
TABLE = "/beheer/leden/"
BULK = "/beheer/leden/samen/"
WORDS = {"subject": "De studiedag", "text": "Neem je laptop mee.", "key": "abc"}


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory(member=MemberFactory(given_name="Co", family_name="Zzcoordinator")).member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


def names(response) -> list[str]:
    return [f"{row['given_name']} {row['family_name']}" for row in response.context["table"].rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("noor", ["Noor Bakker"]),
        ("noor@tafel.example", ["Noor Bakker"]),
        ("tafel.ex", ["Noor Bakker"]),
        ("zonnebloem", ["Noor Bakker", "Thijs Visser"]),
        ("visser zonnebloem", ["Thijs Visser"]),
        ("stichting regge", ["Noor Bakker", "Thijs Visser"]),
        ("noor visser", []),
        ("100%", []),
    ],
)
def test_a_member_is_found_by_name_address_and_school(client, coordinator, asked, found):
    site = SiteFactory(name="OBS De Zonnebloem", governing_board=BoardFactory(name="Stichting Regge"))
    MemberFactory(given_name="Noor", family_name="Bakker", email="noor@tafel.example", site=site)
    MemberFactory(given_name="Thijs", family_name="Visser", email="thijs@stoel.example", site=site)
    assert names(client.get(TABLE, {"q": asked})) == found


def test_a_school_where_somebody_worked_before_finds_nobody(client, coordinator):
    site = SiteFactory(name="De Vroegere School")
    member = MemberFactory(site=site)
    today = timezone.localdate()
    appointments.end_appointment(appointment=member.appointments.get(), by=None, end=today - dt.timedelta(days=1))
    assert names(client.get(TABLE, {"q": "vroegere", "status": "alle"})) == []


@pytest.mark.parametrize(
    ("sort", "first"),
    [("naam", "Anna Aardema"), ("-naam", "Co Zzcoordinator"), ("school", "Bram Bos"), ("gezien", "Bram Bos")],
)
def test_the_heads_of_the_table_sort(client, coordinator, sort, first):
    Member.objects.filter(pk=coordinator.pk).update(last_seen_on=timezone.localdate())
    MemberFactory(given_name="Anna", family_name="Aardema", last_seen_on=dt.date(2026, 1, 1))
    MemberFactory(given_name="Bram", family_name="Bos", site=SiteFactory(name="AAA School"), last_seen_on=None)
    NetworkRoleFactory._meta.model.objects.exclude(member=coordinator).delete()
    assert names(client.get(TABLE, {"sorteer": sort}))[0] == first


def test_writing_to_many_is_looked_at_first_and_can_be_taken_back(client, coordinator):
    noor, away = MemberFactory(), MemberFactory(suspended_at=timezone.now())
    sent = {"action": "write", "ids": [noor.public_id, away.public_id, coordinator.public_id]}
    look = client.post(BULK, sent).context["look"]
    assert look.names == [noor.get_full_name()]
    assert {one.name for one in look.skipped} == {away.get_full_name(), coordinator.get_full_name()}
    assert not Delivery.objects.exists()
    for _ in range(2):
        client.post(BULK, {**sent, **WORDS, "confirmed": "1"})
    (mail,) = Delivery.objects.all()
    assert (mail.member, mail.state) == (noor, DeliveryState.PLANNED)
    assert mail.due_at - timezone.now() > dt.timedelta(minutes=14)
    assert "Neem je laptop mee." not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    client.post(reverse("members:manage_members_take_back"))
    mail.refresh_from_db()
    assert (mail.state, mail.reason, mail.text) == (DeliveryState.SKIPPED, "taken back", "")


def test_what_somebody_else_wrote_cannot_be_taken_back(client, coordinator):
    client.post(BULK, {"action": "write", "ids": [MemberFactory().public_id], **WORDS, "confirmed": "1"})
    other = NetworkRoleFactory().member
    client.force_login(other, backend="knowledge_network.members.accounts.backends.MemberBackend")
    session = client.session
    session["members.wrote_to_many"] = "abc"
    session.save()
    client.post(reverse("members:manage_members_take_back"))
    assert Delivery.objects.get().state == DeliveryState.PLANNED


@pytest.mark.parametrize("member_count", [1, 3])
def test_writing_costs_the_same_number_of_queries_whatever_the_number(
    client, coordinator, member_count, django_assert_num_queries
):
    people = MemberFactory.create_batch(member_count)
    with django_assert_num_queries(16):
        client.post(BULK, {"action": "write", "ids": [one.public_id for one in people], **WORDS, "confirmed": "1"})
