"""The ways in: asking to join and being invited; and being shut out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit import guarded_forms
from knowledge_network.members.admission.actions import accounts, signups
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.forms import OrganisationField
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.actions import suspension
from knowledge_network.members.people.actions.roles import LastOfItsKindError
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications import outbox
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import (
    MemberFactory,
    NetworkRoleFactory,
    SignupRequestFactory,
    SiteFactory,
)

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
pytestmark = pytest.mark.django_db


def leader_of(site):
    return MemberFactory(site=site, function=Function.SCHOOL_LEADER)


def as_member(member):
    client = Client()
    client.force_login(member, backend=BACKEND)
    return client


def form_values(client, page="members:signup", **changes):
    """The fields as a browser sends them, after the time that a person takes."""
    shown = client.get(reverse(page)).context["form"]["shown"].value()
    cleaned = {
        "given_name": "Anna",
        "infix": "van der",
        "family_name": "Berg",
        "email": "anna@example.org",
        "organisation": "De Zonnehoek, Borne",
        "function": Function.TEACHER,
        "motivation": "Ik wil leren van anderen.",
        "shown": shown,
    }
    return {**cleaned, **changes}


def ask(client, **changes):
    return client.post(reverse("members:signup"), form_values(client, **changes))


def link_in(message, path):
    return re.search(rf"https://netwerk\.example\.org({path}\S+)", message.body).group(1)


def deliver():
    mail.outbox.clear()
    outbox.deliver_due()
    return mail.outbox


def deliver_after_regret():
    """Mail about a decision waits until it cannot be taken back any more."""
    with time_machine.travel(timezone.now() + signups.MAIL_WAITS, tick=False):
        return deliver()


# Asking to join


def test_from_request_to_member(client, site, coordinator):
    leader = leader_of(site)
    assert ask(client)["Location"] == reverse("members:signup_sent")
    request = SignupRequest.objects.get()
    assert (request.state, request.organisation_id) == (SignupState.UNVERIFIED, site.pk)

    link = link_in(deliver()[0], "/aanmelden/bevestigen/")
    client.get(link)
    request.refresh_from_db()
    assert request.state == SignupState.UNVERIFIED, "mail scanners open links"
    client.post(link)
    request.refresh_from_db()
    assert request.state == SignupState.OPEN
    assert set(Notice.objects.values_list("member", flat=True)) == {leader.pk, coordinator.pk}

    as_member(leader).post(reverse("members:signup_approve", args=[request.public_id]))
    member = Member.objects.get(email="anna@example.org")
    assert (member.get_full_name(), member.has_verified_email) == ("Anna van der Berg", True)
    assert member.primary_appointment.organisation_id == site.pk
    assert not member.has_usable_password()
    assert not deliver()
    assert [m.to for m in deliver_after_regret()] == [["anna@example.org"]]
    assert "/inloggen/code/" in mail.outbox[0].body


def test_nobody_sees_a_request_before_its_address_is_confirmed(site, as_coordinator, client):
    ask(client)
    assert b"anna@example.org" not in as_coordinator.get(reverse("members:signup_list")).content


def test_the_page_is_the_same_for_a_known_address_but_the_mail_says_so(site):
    MemberFactory(email="bekend@example.org")
    known, unknown = Client(), Client()
    one, other = ask(known, email="bekend@example.org"), ask(unknown, email="nieuw@example.org")
    assert (one.status_code, one["Location"]) == (other.status_code, other["Location"])
    assert {m.to[0]: m.subject for m in deliver()} == {
        "bekend@example.org": "Je hebt al een account",
        "nieuw@example.org": "Bevestig je aanmelding",
    }
    assert not SignupRequest.objects.filter(email="bekend@example.org").exists()


def test_asking_twice_before_confirming_gives_one_request_and_the_newest_data(client, site):
    ask(client, given_name="Ana")
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2), tick=False):
        ask(client, given_name="Anna")
    assert SignupRequest.objects.get().given_name == "Anna"
    assert Delivery.objects.count() == 2


def test_asking_while_a_request_waits_mails_that_and_changes_nothing(client, site):
    SignupRequestFactory(email="anna@example.org", given_name="Eerste")
    assert ask(client)["Location"] == reverse("members:signup_sent")
    assert SignupRequest.objects.get().given_name == "Eerste"
    assert [m.subject for m in deliver()] == ["Je aanmelding is bij ons"]


def test_somebody_who_left_may_ask_again_and_gets_the_old_account(client, site, coordinator):
    former = MemberFactory(email="anna@example.org", left_at=timezone.now())
    ask(client)
    request = signups.confirm_signup(signup_request=SignupRequest.objects.get())
    assert signups.approve_signup(signup_request=request, by=coordinator) == former
    former.refresh_from_db()
    assert former.left_at is None


@pytest.mark.parametrize("days", [2.9, 3.1])
def test_a_link_to_confirm_works_for_three_days(client, site, days):
    ask(client)
    link = link_in(deliver()[0], "/aanmelden/bevestigen/")
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        response = client.post(link)
    assert (response.status_code == 302) == (days < 3)
    assert (SignupRequest.objects.get().state == SignupState.OPEN) == (days < 3)


def test_a_link_with_another_signature_is_nothing(client, site):
    ask(client)
    public_id = SignupRequest.objects.get().public_id
    assert client.post(reverse("members:signup_confirm", args=[f"{public_id}:x:y"])).status_code == 404
    assert SignupRequest.objects.get().state == SignupState.UNVERIFIED


def test_confirming_twice_tells_people_once(client, site, coordinator):
    ask(client)
    link = link_in(deliver()[0], "/aanmelden/bevestigen/")
    client.post(link)
    client.post(link)
    assert Notice.objects.filter(member=coordinator).count() == 1


def test_requests_that_nobody_confirms_are_forgotten():
    now = timezone.now()
    old = SignupRequestFactory(state=SignupState.UNVERIFIED, verified_at=None, requested_at=now - dt.timedelta(days=4))
    SignupRequestFactory(state=SignupState.UNVERIFIED, verified_at=None, requested_at=now - dt.timedelta(days=2))
    SignupRequestFactory(requested_at=now - dt.timedelta(days=100))
    rejected = SignupRequestFactory(state=SignupState.REJECTED, reason="x", decided_at=now - dt.timedelta(days=181))
    assert signups.forget_unconfirmed() == 2
    assert not SignupRequest.objects.filter(pk__in=[old.pk, rejected.pk]).exists()


# What the form keeps and refuses


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "geen adres"}, "email"),
        ({"given_name": ""}, "given_name"),
        ({"organisation": "De Onbestaande"}, "organisation"),
        ({"function": "koning"}, "function"),
        ({"motivation": "x" * 1001}, "motivation"),
    ],
)
def test_an_error_stands_on_its_field_and_the_text_is_kept(client, site, changes, field):
    response = ask(client, **changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "Anna" in response.content.decode() or field == "given_name"
    assert not SignupRequest.objects.exists()


def test_a_machine_that_fills_in_the_hidden_field_is_refused(client, site):
    response = ask(client, homepage="https://spam.example.org")
    assert response.status_code == 200
    assert not SignupRequest.objects.exists()


def test_a_form_that_is_sent_faster_than_a_person_types_is_refused_once_with_its_text_kept(client, site, monkeypatch):
    monkeypatch.setattr(guarded_forms, "FASTEST", 3.0)
    response = ask(client)
    assert "Ik wil leren van anderen." in response.content.decode()
    assert not SignupRequest.objects.exists()
    again = form_values(client, shown=response.context["form"]["shown"].value())
    assert client.post(reverse("members:signup"), again).status_code == 302


@pytest.mark.parametrize("shown", ["", "12345", "1:x:y"])
def test_a_form_that_we_did_not_draw_is_refused(client, site, shown):
    assert ask(client, shown=shown).status_code == 200
    assert not SignupRequest.objects.exists()


def test_too_many_requests_are_held_up_with_the_text_kept(client, site, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup_request": "2/h/ip"}
    for number in range(2):
        assert ask(client, email=f"a{number}@example.org").status_code == 302
    response = ask(client, email="a3@example.org")
    assert response.status_code == 200
    assert "Ik wil leren van anderen." in response.content.decode()
    cache.clear()
    assert ask(client, email="a3@example.org").status_code == 302


def test_only_organisations_that_take_part_can_be_chosen(site):
    SiteFactory(name="Buitenschool", place="Utrecht")
    field = OrganisationField()
    assert field.clean("De Zonnehoek, Borne").pk == site.pk
    assert field.clean("zonnehoek").pk == site.pk, "part of a name is enough when it fits one"
    with pytest.raises(Exception, match=r"kennen we niet|do not know"):
        field.clean("Buitenschool, Utrecht")


def test_a_name_that_fits_two_organisations_asks_which(site):
    SiteFactory(school__board=site.school.board, name="De Zonnehoek", place="Hengelo")
    with pytest.raises(Exception, match="De Zonnehoek, Borne; De Zonnehoek, Hengelo"):
        OrganisationField().clean("De Zonnehoek")


def test_the_form_offers_the_organisations_without_javascript(client, site):
    assert '<option value="De Zonnehoek, Borne">' in client.get(reverse("members:signup")).content.decode()


# Deciding


def test_a_school_leader_sees_and_decides_for_the_own_school_only(site):
    mine, other = SignupRequestFactory(organisation=site), SignupRequestFactory()
    client = as_member(leader_of(site))
    page = client.get(reverse("members:signup_list")).content.decode()
    assert mine.email in page
    assert other.email not in page
    assert client.post(reverse("members:signup_approve", args=[other.public_id])).status_code == 404
    other.refresh_from_db()
    assert other.state == SignupState.OPEN


def test_a_rejection_needs_a_reason_and_mails_it(as_coordinator):
    request = SignupRequestFactory()
    url = reverse("members:signup_reject", args=[request.public_id])
    assert as_coordinator.post(url, {"reason": " "}).status_code == 200
    as_coordinator.post(url, {"reason": "Je school doet nog niet mee."})
    request.refresh_from_db()
    assert (request.state, request.reason) == (SignupState.REJECTED, "Je school doet nog niet mee.")
    sent = deliver_after_regret()[0]
    assert (sent.to, "Je school doet nog niet mee." in sent.body) == ([request.email], True)


def test_what_somebody_else_decided_first_stands(as_coordinator, coordinator):
    request = SignupRequestFactory()
    signups.reject_signup(signup_request=request, by=coordinator, reason="Dubbel.")
    as_coordinator.post(reverse("members:signup_approve", args=[request.public_id]))
    assert not Member.objects.filter(email=request.email).exists()


def test_a_decision_takes_back_the_notice_of_who_has_not_read_it(coordinator):
    other = NetworkRoleFactory().member
    request = SignupRequestFactory(state=SignupState.UNVERIFIED, verified_at=None)
    signups.confirm_signup(signup_request=request)
    assert Notice.objects.filter(member=other).exists()
    request.refresh_from_db()
    signups.approve_signup(signup_request=request, by=coordinator)
    assert not Notice.objects.filter(member=other, read_at=None).exists()


def test_decisions_stand_in_the_audit_trail(coordinator):
    member = signups.approve_signup(signup_request=SignupRequestFactory(), by=coordinator)
    event = AuditEvent.objects.get(verb="members.signup_approved")
    assert (event.actor, event.subject) == (coordinator, member)


def bulk(client, action, *asked, **more):
    ids = [one.public_id for one in asked]
    return client.post(reverse("members:signups_bulk"), {"action": action, "ids": ids, **more})


def test_approving_many_shows_first_what_will_happen(as_coordinator):
    ready = SignupRequestFactory.create_batch(2)
    done = SignupRequestFactory(state=SignupState.APPROVED, decided_at=timezone.now())
    look = bulk(as_coordinator, "approve", *ready, done).context["look"]
    assert [one.get_full_name() in " ".join(look.names) for one in ready] == [True, True]
    assert [one.name for one in look.skipped] == [done.get_full_name()]
    assert not Member.objects.filter(email=ready[0].email).exists()
    bulk(as_coordinator, "approve", *ready, confirmed="1")
    assert Member.objects.filter(email__in=[r.email for r in ready]).count() == 2


def test_rejecting_many_needs_a_reason_and_keeps_what_was_ticked(as_coordinator):
    asked = SignupRequestFactory.create_batch(2)
    assert bulk(as_coordinator, "reject", *asked, confirmed="1", reason=" ").context["look"].form.errors
    bulk(as_coordinator, "reject", *asked, confirmed="1", reason="Dubbel.")
    assert SignupRequest.objects.filter(state=SignupState.REJECTED, reason="Dubbel.").count() == 2


def test_a_row_alone_is_never_rejected_without_a_reason(as_coordinator):
    asked = SignupRequestFactory()
    as_coordinator.post(reverse("members:signups_bulk"), {"one": f"reject {asked.public_id}"})
    asked.refresh_from_db()
    assert asked.state == SignupState.OPEN


def test_approving_many_leaves_out_what_the_leader_may_not_see(site):
    other = SignupRequestFactory()
    bulk(as_member(leader_of(site)), "approve", other, confirmed="1")
    other.refresh_from_db()
    assert other.state == SignupState.OPEN


def test_a_sheet_of_requests_holds_what_the_reader_may_see_and_is_written_down(site):
    mine, other = SignupRequestFactory(organisation=site), SignupRequestFactory()
    response = bulk(as_member(leader_of(site)), "csv", everything="on")
    text = b"".join(response.streaming_content).decode()
    assert (mine.email in text, other.email in text) == (True, False)
    assert AuditEvent.objects.filter(verb="members.signups_exported").exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_queue_costs_the_same_whatever_its_length(as_coordinator, django_assert_num_queries, item_count):
    SignupRequestFactory.create_batch(item_count)
    with django_assert_num_queries(5):
        as_coordinator.get(reverse("members:signup_list"))


def test_the_queue_is_searched_and_filtered(as_coordinator):
    SignupRequestFactory(family_name="Zoekmij")
    SignupRequestFactory(family_name="Anders")
    SignupRequestFactory(family_name="Klaar", state=SignupState.REJECTED, reason="x", decided_at=timezone.now())
    url = reverse("members:signup_list")

    def names(query):
        return [r.family_name for r in as_coordinator.get(url + query).context["table"].rows]

    assert names("?q=zoek") == ["Zoekmij"]
    assert names("?staat=rejected") == ["Klaar"]
    assert names("") == ["Zoekmij", "Anders"]


# Invitations


def test_a_suspended_member_is_out_at_once_and_gets_a_mail(coordinator):
    member = MemberFactory()
    client = as_member(member)
    suspension.suspend_member(member=member, by=coordinator, reason="Account gedeeld met anderen.")
    assert client.get(reverse("mfa_index")).status_code == 302
    assert not client.session.get("_auth_user_id"), "the session itself is gone"
    assert [m.to for m in deliver()] == [[member.email]]
    assert AuditEvent.objects.filter(verb="members.suspended", subject=member, actor=coordinator).exists()


def test_a_member_who_is_let_in_again_can_log_in_and_gets_a_mail(coordinator):
    member = MemberFactory()
    suspension.suspend_member(member=member, by=coordinator, reason="x")
    suspension.resume_member(member=member, by=coordinator)
    member.refresh_from_db()
    assert as_member(member).get(reverse("mfa_index")).status_code == 200
    assert len(deliver()) == 2


def test_nobody_suspends_themselves_or_the_last_coordinator(coordinator):
    with pytest.raises(suspension.OwnAccountError):
        suspension.suspend_member(member=coordinator, by=coordinator, reason="x")
    with pytest.raises(LastOfItsKindError):
        suspension.suspend_member(member=coordinator, by=MemberFactory(), reason="x")


def test_an_account_that_is_made_has_one_confirmed_address(coordinator, site):
    member = accounts.create_member(
        by=coordinator, email="Nieuw@Example.org", given_name="Nieuw", organisation=site, function="teacher"
    )
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.primary, address.verified) == ("nieuw@example.org", True, True)
