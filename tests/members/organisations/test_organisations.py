"""Partners are shown to everybody and kept by coordinators; a board that goes over into another keeps its history."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.organisations import actions
from knowledge_network.members.organisations.models import Board, Organisation, School, Site
from knowledge_network.members.trail.models import AuditEvent
from tests.factories import (
    AppointmentFactory,
    BoardFactory,
    MemberFactory,
    NetworkRoleFactory,
    ParticipationFactory,
    SchoolFactory,
    SiteFactory,
    TeacherEducationFactory,
)

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


def text_of(response) -> str:
    return response.content.decode()


# Identifiers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("board", {"bg_number": "4156"}),
        ("board", {"bg_number": "41565\n"}),
        ("board", {"bg_number": "41565", "kvk": "1234567"}),
        ("institute", {"brin": "1"}),
        ("board", {"bg_number": "41565", "valid_from": dt.date(2026, 1, 2), "valid_to": dt.date(2026, 1, 1)}),
        ("board", {"bg_number": "41565", "website": "javascript:alert(1)"}),
    ],
)
def test_wrong_identifiers_are_refused(kind, values):
    with pytest.raises(ValidationError):
        actions.create_organisation(kind=kind, by=None, name="Proef", **values)


@pytest.mark.parametrize(
    "change",
    [
        lambda: BoardFactory(bg_number="4156"),
        lambda: SchoolFactory(brin="7ex"),
        lambda: SiteFactory(site_code="07EX0"),
        lambda: Board.objects.filter(pk=BoardFactory().pk).update(successor=BoardFactory()),
    ],
)
def test_the_database_itself_refuses_wrong_identifiers(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_leading_zeros_stay():
    board = actions.create_organisation(kind="board", by=None, name="Proef", bg_number="00123", kvk="00000001")
    board.refresh_from_db()
    assert (board.bg_number, board.kvk, board.slug) == ("00123", "00000001", "proef")


# For everybody --------------------------------------------------------------------------------


def test_visitors_see_partners_and_schools_but_no_people(client):
    site = SiteFactory(school__board__name="Stichting Eigen", name="De Bron")
    actions.take_part(organisation=site.school.board, by=None, role="lead_partner")
    actions.take_part(organisation=TeacherEducationFactory(name="Pabo Proef"), by=None)
    BoardFactory(name="Stichting Buiten")
    person = MemberFactory(site=site, given_name="Geheim", family_name="Persoon")
    page = text_of(client.get("/partners/"))
    assert "Stichting Eigen" in page
    assert "Pabo Proef" in page
    assert "Stichting Buiten" not in page
    detail = text_of(client.get(f"/partners/{site.school.board.slug}/"))
    assert "De Bron" in detail
    assert person.family_name not in detail
    client.force_login(person, backend=BACKEND)
    assert person.family_name in text_of(client.get(f"/partners/{site.slug}/"))


def test_who_hides_work_or_left_is_not_shown_at_the_school(client):
    site = SiteFactory()
    MemberFactory(site=site, family_name="Verborgen", work_visibility="nobody")
    MemberFactory(site=site, family_name="Vertrokken", left_at=timezone.now())
    AppointmentFactory(organisation=site, member__family_name="Vroeger", end=dt.date(2025, 1, 1))
    client.force_login(MemberFactory(site=site, family_name="Zichtbaar"), backend=BACKEND)
    page = text_of(client.get(f"/partners/{site.slug}/"))
    assert "Zichtbaar" in page
    for hidden in ("Verborgen", "Vertrokken", "Vroeger"):
        assert hidden not in page


def test_a_school_names_its_source(client):
    site = SiteFactory(source="duo", source_date=dt.date(2017, 1, 1))
    page = text_of(client.get(f"/partners/{site.slug}/"))
    assert "DUO Open Onderwijsdata" in page
    assert "2017" in page


def test_closed_schools_are_not_counted_or_listed(client):
    board = ParticipationFactory().organisation
    SiteFactory(school__board=board, name="Open")
    SiteFactory(school__board=board, name="Dichte Deur", closed_on=dt.date(2026, 1, 1))
    assert "Dichte Deur" not in text_of(client.get(f"/partners/{board.slug}/"))
    assert client.get("/partners/").context["site_total"] == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_partners_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    for _number in range(count):
        SiteFactory(school__board=ParticipationFactory().organisation)
    with django_assert_num_queries(2):
        client.get("/partners/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_board_costs_the_same_whatever_its_schools_and_people(client, django_assert_num_queries, count):
    board = ParticipationFactory().organisation
    for _number in range(count):
        MemberFactory(site=SiteFactory(school__board=board))
    client.force_login(MemberFactory(), backend=BACKEND)
    client.get("/partners/")
    with django_assert_num_queries(6):
        client.get(f"/partners/{board.slug}/")


# The coordinator's desk -----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, count):
    SiteFactory.create_batch(count)
    with django_assert_num_queries(4):
        client.get(reverse("members:organisation_table"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"Eigen", "De Brón", "Buiten"}),
        ({"q": "bron"}, {"De Brón"}),
        ({"q": "07ex"}, {"De Brón"}),
        ({"q": "borne"}, {"De Brón"}),
        ({"q": "41565"}, {"Eigen"}),
        ({"soort": "board"}, {"Eigen", "Buiten"}),
        ({"deelname": "ja"}, {"Eigen", "De Brón"}),
        ({"deelname": "nee"}, {"Buiten"}),
        ({"soort": "onzin"}, {"Eigen", "De Brón", "Buiten"}),
    ],
)
def test_the_table_is_searched_and_filtered(client, query, names):
    board = ParticipationFactory(organisation__name="Eigen", organisation__bg_number="41565").organisation
    SiteFactory(school__board=board, school__brin="07EX", name="De Brón", place="Borne")
    BoardFactory(name="Buiten")
    member = NetworkRoleFactory(member__site=None).member
    client.force_login(member, backend=BACKEND)
    response = client.get(reverse("members:organisation_table"), query)
    assert {row.name for row in response.context["page"]} == names


@pytest.mark.parametrize("text", ["%", "_", "\\", "x" * 200, "\u202e", "' OR 1=1"])
def test_strange_searches_are_a_page(client, coordinator, text):
    assert client.get(reverse("members:organisation_table"), {"q": text, "soort": text}).status_code == 200


def test_a_coordinator_adds_changes_and_lets_take_part(client, coordinator):
    data = {"name": "Bibliotheek Proef", "type": "library", "website": "bieb.example.org"}
    client.post(reverse("members:organisation_create", args=["partner"]), data)
    organisation = Organisation.objects.get(slug="bibliotheek-proef")
    assert organisation.website == "https://bieb.example.org"
    edit = reverse("members:organisation_edit", args=[organisation.slug])
    client.post(edit, data | {"name": "Bieb"})
    organisation.refresh_from_db()
    assert organisation.name == "Bieb"
    event = AuditEvent.objects.get(verb="members.organisation_changed")
    assert event.data["before"] == {"name": "Bibliotheek Proef"}
    take_part = reverse("members:organisation_participation", args=[organisation.slug])
    client.post(take_part, {"role": "associated", "start": "2026-01-01"})
    assert Organisation.objects.participating().filter(pk=organisation.pk).exists()
    again = client.post(take_part, {"role": "participant", "start": "2026-01-01"})
    assert again.status_code == 422
    client.post(reverse("members:organisation_participation_end", args=[organisation.slug]))
    assert not Organisation.objects.participating().filter(pk=organisation.pk).exists()


def test_a_wrong_form_keeps_what_was_entered(client, coordinator):
    board = BoardFactory()
    response = client.post(
        reverse("members:organisation_edit", args=[board.slug]), {"name": "Nieuw", "bg_number": "1", "kvk": "x"}
    )
    assert response.status_code == 422
    assert {"bg_number", "kvk"} <= set(response.context["form"].errors)
    assert 'value="Nieuw"' in text_of(response)


# Merger ---------------------------------------------------------------------------------------


def test_a_board_that_goes_over_moves_its_schools_and_keeps_people_and_history(client, coordinator):
    old = ParticipationFactory(organisation__name="Primato").organisation
    new = ParticipationFactory(organisation__name="Schaepman").organisation
    sites = [SiteFactory(school__board=old) for _number in range(2)]
    teacher, director = MemberFactory(site=sites[0]), MemberFactory(site=old, function="board_member")
    day = timezone.localdate()
    address = reverse("members:organisation_merge", args=[old.slug])
    assert "2" in text_of(client.get(address))
    client.post(address, {"successor": new.slug, "on": day.isoformat()})
    old.refresh_from_db()
    assert (old.successor_id, old.valid_to, old.is_closed) == (new.pk, day, True)
    assert set(School.objects.values_list("board_id", flat=True)) >= {new.pk}
    assert {site.governing_board_id for site in Site.objects.all()} >= {new.pk}
    assert old.pk not in {site.governing_board_id for site in Site.objects.all()}
    assert teacher.appointments.get().organisation_id == sites[0].pk
    assert director.appointments.get().organisation_id == old.pk
    assert not old.partnership_memberships.filter(end__isnull=True).exists()
    event = AuditEvent.objects.get(verb="members.board_merged")
    assert sorted(event.data["schools"]) == sorted(site.school.brin for site in sites)
    assert new.name in text_of(client.get(f"/partners/{old.slug}/"))


@pytest.mark.parametrize("wrong", ["future", "self", "closed", "twice"])
def test_a_merger_that_cannot_be_is_refused(wrong):
    old, new, today = BoardFactory(), BoardFactory(), timezone.localdate()
    on = today + dt.timedelta(days=1) if wrong == "future" else today
    if wrong == "closed":
        Board.objects.filter(pk=new.pk).update(valid_to=today)
    if wrong == "twice":
        actions.merge_board(board=old, into=BoardFactory(), by=None)
    before = School.objects.count()
    with pytest.raises(ValidationError):
        actions.merge_board(board=old, into=old if wrong == "self" else new, by=None, on=on)
    assert School.objects.count() == before
