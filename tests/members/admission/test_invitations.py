"""Invitations: from a name and an address to a member, within thirty days and not past somebody else."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.admission.actions import invitations
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.forms import InvitationForm
from knowledge_network.members.admission.models import Invitation
from knowledge_network.members.admission.names import read_people
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox.models import Delivery
from tests import factories as f
from tests.factories import (
    InvitationFactory,
    MemberFactory,
    SignupRequestFactory,
)
from tests.members.admission.test_admission import deliver, link_in

pytestmark = pytest.mark.django_db


def invite_form(site, **changes):
    values = {
        "people": "Anna van der Berg <anna@example.org>",
        "organisation": "De Zonnehoek, Borne",
        "function": Function.TEACHER,
        "language": "nl",
        "message": "Je bent welkom!",
    }
    return {**values, **changes}


def test_from_invitation_to_member(as_coordinator, coordinator, site, client):
    as_coordinator.post(reverse("members:invitation_create"), invite_form(site))
    message = deliver()[0]
    assert "Je bent welkom!" in message.body
    link = link_in(message, "/uitnodiging/")
    assert client.get(link).status_code == 200
    assert not Member.objects.filter(email="anna@example.org").exists(), "mail scanners open links"
    response = client.post(link)
    assert response["Location"] == reverse("members:welcome")
    assert client.get(response["Location"]).status_code == 200, "logged in"
    member = Member.objects.get(email="anna@example.org")
    assert (member.infix, member.family_name, member.has_verified_email) == ("van der", "Berg", True)
    assert member.primary_appointment.organisation_id == site.pk
    assert client.get(link).status_code == 404, "the link works once"


def test_of_more_than_one_invitation_a_preview_comes_first(as_coordinator, site):
    MemberFactory(email="lid@example.org")
    values = invite_form(
        site, people="Anna Berg <anna@example.org>\nBo Dal <bo@example.org>\nLid Eén <lid@example.org>"
    )
    url = reverse("members:invitation_create")
    preview = as_coordinator.post(url, values)
    assert [person.email for person in preview.context["ready"]] == ["anna@example.org", "bo@example.org"]
    assert [address for address, _why in preview.context["skipped"]] == ["lid@example.org"]
    assert not Invitation.objects.exists()
    as_coordinator.post(url, values | {"confirmed": "1"})
    assert Invitation.objects.count() == 2
    assert "Anna Berg" in as_coordinator.post(url, values | {"change": "1"}).content.decode(), (
        "going back keeps the text"
    )


@pytest.mark.parametrize("days", [29, 31])
def test_an_invitation_holds_for_thirty_days(as_coordinator, site, client, days):
    as_coordinator.post(reverse("members:invitation_create"), invite_form(site))
    link = link_in(deliver()[0], "/uitnodiging/")
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        assert (client.get(link).status_code == 200) == (days < 30)


def test_a_withdrawn_invitation_lets_nobody_in_and_its_mail_stays_in(as_coordinator, site, client):
    as_coordinator.post(reverse("members:invitation_create"), invite_form(site))
    invitation = Invitation.objects.get()
    link = reverse("members:invitation_accept", args=[invitations._invitation_signer.sign(invitation.public_id)])
    as_coordinator.post(reverse("members:invitation_withdraw", args=[invitation.public_id]))
    assert deliver() == []
    assert client.post(link).status_code == 404
    assert not Member.objects.filter(email="anna@example.org").exists()


def test_sending_again_mails_again_and_starts_the_thirty_days_anew(as_coordinator, site):
    as_coordinator.post(reverse("members:invitation_create"), invite_form(site))
    invitation = Invitation.objects.get()
    url = reverse("members:invitation_resend", args=[invitation.public_id])
    as_coordinator.post(url)
    assert Delivery.objects.count() == 1, "a double click is one mail"
    with time_machine.travel(timezone.now() + dt.timedelta(days=10), tick=False):
        as_coordinator.post(url)
        invitation.refresh_from_db()
        assert invitation.expires_at - timezone.now() == invitations.INVITATION_HOLDS
    assert Delivery.objects.count() == 2


def test_a_member_or_invited_person_is_not_invited_again(coordinator, site):
    MemberFactory(email="lid@example.org")
    InvitationFactory(email="anna@example.org")
    for address in ("LID@example.org", "anna@example.org"):
        with pytest.raises(AdmissionError):
            invitations.invite_member(
                by=coordinator, email=address, given_name="A", organisation=site, function="teacher"
            )


def test_an_expired_invitation_makes_room_for_a_new_one(coordinator, site):
    InvitationFactory(email="anna@example.org", expires_at=timezone.now() - dt.timedelta(days=1))
    invitations.invite_member(
        by=coordinator, email="anna@example.org", given_name="A", organisation=site, function="teacher"
    )
    assert Invitation.objects.open().count() == 1


def test_who_is_logged_in_does_not_accept_for_somebody_else(as_coordinator, site):
    invitation = InvitationFactory(organisation=site)
    url = reverse("members:invitation_accept", args=[invitations._invitation_signer.sign(invitation.public_id)])
    as_coordinator.post(url)
    assert not Member.objects.filter(email=invitation.email).exists()


def test_accepting_settles_a_request_that_waits(coordinator, site):
    request = SignupRequestFactory(email="anna@example.org")
    invitation = InvitationFactory(email="anna@example.org", organisation=site, invited_by=coordinator)
    member = invitations.accept_invitation(invitation=invitation)
    request.refresh_from_db()
    assert (request.state, request.member) == (SignupState.APPROVED, member)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Anna Berg <anna@example.org>", ("Anna", "", "Berg", "anna@example.org")),
        ("Jan van der Berg <J@Example.org>", ("Jan", "van der", "Berg", "j@example.org")),
        ('"Özgür el Amrani" <o@example.org>', ("Özgür", "el", "Amrani", "o@example.org")),
        ("Tess <tess@example.org>", ("Tess", "", "", "tess@example.org")),
        ("Berg, Jan van der <jan@example.org>", ("Jan", "van der", "Berg", "jan@example.org")),
        ("Sem 't Hart\tsem@example.org", ("Sem", "'t", "Hart", "sem@example.org")),
        ("mailto:anna@example.org (Anna Berg)", ("Anna", "", "Berg", "anna@example.org")),
        ("anna.van.der.berg@example.org", ("Anna", "van der", "Berg", "anna.van.der.berg@example.org")),
        ("info@example.org", ("Info", "", "", "info@example.org")),
        ("Anna Berg", None),
        ("Anna <geen adres>", None),
        (f"{'x' * 61} Berg <a@example.org>", None),
    ],
)
def test_a_line_is_read_as_a_name_and_an_address(line, person):
    found, _wrong = read_people(line)
    assert [(one.given_name, one.infix, one.family_name, one.email) for one in found] == ([person] if person else [])


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg <a@example.org>; Bo Dal <b@example.org>",
        '"Berg, Anna" <a@example.org>, "Dal, Bo" <b@example.org>',
        "Anna Berg <a@example.org>\r\nBo Dal <b@example.org>\r\n",
        "Anna Berg\ta@example.org\nBo Dal\tb@example.org",
        "Anna Berg a@example.org, Bo Dal b@example.org;",
        "• Anna Berg – a@example.org\n• Bo Dal – b@example.org\n• Bo Dal – B@example.org",
    ],
)
def test_what_people_paste_from_a_mail_program_or_sheet_is_read(text):
    people, wrong = read_people(text)
    named = [(one.given_name, one.family_name, one.email) for one in people]
    assert named == [("Anna", "Berg", "a@example.org"), ("Bo", "Dal", "b@example.org")]
    assert (wrong, [one.is_guessed for one in people]) == ([], [False, False])


def test_a_bare_address_is_looked_at_before_its_mail_goes_out(as_coordinator, site):
    url = reverse("members:invitation_create")
    preview = as_coordinator.post(url, invite_form(site, people="anna.berg@example.org"))
    assert preview.context["guessed"]
    assert not Invitation.objects.exists()


def test_school_and_function_are_of_each_person(as_coordinator, site):
    other = f.SiteFactory(name="De Verre Hoek", place="Goor")
    take_part(organisation=other.governing_board, by=None)
    values = invite_form(site, people="Anna Berg <anna@example.org>; Bo Dal <bo@example.org>")
    url = reverse("members:invitation_create")
    rows = as_coordinator.post(url, values).context["rows"]
    sent = {name: str(value) for name, value in rows.management_form.initial.items()}
    sent = {f"form-{name}": value for name, value in sent.items()} | {"confirmed": "1"}
    for number, row in enumerate(rows):
        sent |= {f"form-{number}-{name}": row[name].value() or "" for name in row.fields}
    wrong = as_coordinator.post(url, values | sent | {"form-1-organisation": "Bestaat niet"})
    assert "organisation" in wrong.context["rows"].forms[1].errors
    assert not Invitation.objects.exists()
    changed = {"form-1-organisation": "De Verre Hoek, Goor", "form-1-function": Function.SCHOOL_LEADER}
    as_coordinator.post(url, values | sent | changed)
    found = {one.email: (one.organisation_id, one.function) for one in Invitation.objects.all()}
    assert found == {
        "anna@example.org": (site.pk, Function.TEACHER),
        "bo@example.org": (other.pk, Function.SCHOOL_LEADER),
    }


def test_a_line_without_address_is_named_in_the_error(site):
    form = InvitationForm(invite_form(site, people="Anna Berg <anna@example.org>\nBo zonder adres"))
    assert "Bo zonder adres" in str(form.errors["people"])


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_of_invitations_costs_the_same_whatever_its_length(
    as_coordinator, django_assert_num_queries, item_count
):
    InvitationFactory.create_batch(item_count)
    with django_assert_num_queries(3):
        as_coordinator.get(reverse("members:invitation_list"))


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        ("accepted", lambda: {"accepted_at": timezone.now()}),
        ("withdrawn", lambda: {"withdrawn_at": timezone.now()}),
        ("expired", lambda: {"expires_at": timezone.now() - dt.timedelta(days=1)}),
        ("open", dict),
    ],
)
def test_invitations_are_listed_under_their_state(as_coordinator, state, changes):
    invitation = InvitationFactory(**changes())
    for tab in ("open", "accepted", "withdrawn", "expired"):
        page = as_coordinator.get(reverse("members:invitation_list"), {"staat": tab})
        assert (invitation in page.context["page"].rows) == (tab == state)


# Shut out
