"""Logging in: who may, by which way, and what nobody learns from it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Member
from knowledge_network.members.templatetags.accounts import device_name
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import MemberFactory, NetworkRoleFactory, SiteFactory

PASSWORD = "een-lang-wachtwoord-voor-tests"
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    member = MemberFactory()
    member.set_password(PASSWORD)
    member.save()
    return member


def log_in(client, member, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": member.email, "password": password, **more})


def is_logged_in(client):
    return client.get(reverse("mfa_index")).status_code == 200


# Ways in


def test_password_logs_in(client, member):
    response = log_in(client, member)
    assert response.status_code == 302
    assert is_logged_in(client)


def test_address_is_not_case_sensitive(client, member):
    client.post(reverse("account_login"), {"login": member.email.upper(), "password": PASSWORD})
    assert is_logged_in(client)


def test_code_by_mail_logs_in_without_a_password(client, django_capture_on_commit_callbacks):
    member = MemberFactory()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_request_login_code"), {"email": member.email})
    code = re.search(r"^\s+(\d{6})$", mail.outbox[0].body, re.MULTILINE).group(1)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_logged_in(client)


def test_a_login_code_mail_is_of_no_use_after_fifteen_minutes(client):
    member = MemberFactory()
    client.post(reverse("account_request_login_code"), {"email": member.email})
    delivery = Delivery.objects.get()
    assert (delivery.expires_at - timezone.now()).total_seconds() == pytest.approx(900, abs=10)


def test_second_factor_is_asked_after_the_password(client, member):
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    response = log_in(client, member)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_logged_in(client)
    code = hotp_value(secret, next(yield_hotp_counters_from_time()))
    client.post(reverse("mfa_authenticate"), {"code": f"{code:06}"})
    assert is_logged_in(client)


def test_secrets_of_second_factors_are_not_readable_in_the_database(member):
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_wrong_code_of_the_second_factor_does_not_log_in(client, member):
    TOTP.activate(member, generate_totp_secret())
    log_in(client, member)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_logged_in(client)


def test_passkey_login_is_offered_and_gives_options(client):
    response = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert "challenge" in response.json()["request_options"]["publicKey"]


# Who may not


@pytest.mark.parametrize("state", ["suspended_at", "left_at"])
def test_who_is_suspended_or_left_cannot_log_in(client, member, state):
    Member.objects.filter(pk=member.pk).update(**{state: timezone.now()})
    log_in(client, member)
    assert not is_logged_in(client)


@pytest.mark.parametrize("state", ["suspended_at", "left_at"])
def test_a_session_ends_when_its_member_is_suspended_or_leaves(client, member, state):
    client.force_login(member, backend=BACKEND)
    assert is_logged_in(client)
    Member.objects.filter(pk=member.pk).update(**{state: timezone.now()})
    assert not is_logged_in(client)


def test_who_did_not_confirm_the_address_gets_a_link_and_no_session(client, member):
    EmailAddress.objects.filter(user=member).update(verified=False)
    response = log_in(client, member)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert not is_logged_in(client)
    assert Delivery.objects.get().kind == "account.email_confirmation"


def test_a_link_to_confirm_an_address_works_by_its_button_only(client, member):
    EmailAddress.objects.filter(user=member).update(verified=False)
    address = EmailAddress.objects.get(user=member)
    url = reverse("account_confirm_email", args=[EmailConfirmationHMAC.create(address).key])
    client.get(url)
    address.refresh_from_db()
    assert not address.verified
    client.post(url)
    address.refresh_from_db()
    assert address.verified


# What nobody learns


def same_page(one, other):
    def cleaned(response):
        text = response.content.decode()
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
        return re.sub(r"[\w.-]+@example\.org", "ADDRESS", text)

    assert (one.status_code, one.get("Location")) == (other.status_code, other.get("Location"))
    assert cleaned(one) == cleaned(other)


def test_login_does_not_tell_whether_an_address_is_known(member):
    known = log_in(Client(), member, password="nee-dat-is-het-niet")
    unknown = Client().post(
        reverse("account_login"), {"login": "niemand@example.org", "password": "nee-dat-is-het-niet"}
    )
    same_page(known, unknown)


@pytest.mark.parametrize(
    ("page", "after"),
    [
        ("account_reset_password", "account_reset_password_done"),
        ("account_request_login_code", "account_confirm_login_code"),
    ],
)
def test_asking_for_a_link_or_code_does_not_tell_whether_an_address_is_known(member, page, after):
    answers = []
    for address in (member.email, "niemand@example.org"):
        client = Client()
        first = client.post(reverse(page), {"email": address})
        answers.append((first, client.get(reverse(after))))
    same_page(answers[0][0], answers[1][0])
    same_page(answers[0][1], answers[1][1])
    assert Delivery.objects.count() == 2, "both get a mail, so that the time it takes tells nothing either"


def test_changing_to_an_address_of_somebody_else_does_not_tell_that_it_is_known(client, member):
    other = MemberFactory()
    client.force_login(member, backend=BACKEND)
    taken = client.post(reverse("account_email"), {"email": other.email, "action_add": "1"})
    member.refresh_from_db()
    assert taken.status_code == 302
    assert member.email != other.email


# Limits


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, member):
    for _attempt in range(5):
        log_in(client, member, password="nee-dat-is-het-niet")
    log_in(client, member)
    assert not is_logged_in(client)
    cache.clear()
    log_in(client, member)
    assert is_logged_in(client)


def test_limits_look_through_our_own_proxies_only(settings, member):
    """With one proxy of ours, the last address it wrote counts: a client cannot make up others."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    client = Client()
    url = reverse("account_login")
    wrong = {"login": "iemand@example.org", "password": "nee-dat-is-het-niet"}
    for attempt in range(3):
        client.post(url, wrong, headers={"x-forwarded-for": f"198.51.100.{attempt}, 203.0.113.7"})
    blocked = client.post(
        url,
        {"login": member.email, "password": PASSWORD},
        headers={"x-forwarded-for": "198.51.100.99, 203.0.113.7"},
    )
    assert blocked.status_code == 200, "still on the login page"
    free = client.post(url, {"login": member.email, "password": PASSWORD}, headers={"x-forwarded-for": "203.0.113.8"})
    assert free.status_code == 302


# The account


def test_password_can_be_reset_by_the_link_in_the_mail(client, member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": member.email})
    link = re.search(r"https://netwerk\.example\.org(/wachtwoord/nieuw/\S+)", mail.outbox[0].body)
    assert link, mail.outbox[0].body
    form_page = client.get(link.group(1), follow=True)
    new = "een-heel-ander-wachtwoord"
    client.post(form_page.redirect_chain[-1][0], {"password1": new, "password2": new})
    log_in(client, member, password=new)
    assert is_logged_in(client)


def test_a_short_or_common_password_is_refused(client, member):
    client.force_login(member, backend=BACKEND)
    log_in(client, member)
    for weak in ("kort", "password123", "1234567890123"):
        client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
        member.refresh_from_db()
        assert member.check_password(PASSWORD)


def test_a_change_to_the_account_is_mailed_to_its_owner(client, member):
    log_in(client, member)
    new = "een-heel-ander-wachtwoord"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    delivery = Delivery.objects.get(kind="account.password_changed")
    assert (delivery.address, delivery.member) == (member.email, member)


def test_sessions_are_listed_and_the_others_can_be_ended(member):
    here, there = Client(), Client()
    log_in(here, member)
    log_in(there, member)
    assert UserSession.objects.filter(user=member).count() == 2
    page = here.get(reverse("usersessions_list"))
    assert page.content.decode().count("<li>") >= 2
    here.post(reverse("usersessions_list"))
    assert is_logged_in(here)
    assert not is_logged_in(there)


def test_mail_about_the_account_is_in_the_language_of_the_member(client):
    member = MemberFactory(language="en")
    client.post(reverse("account_request_login_code"), {"email": member.email})
    assert "is your login code" in Delivery.objects.get().subject


def test_pages_speak_the_language_of_the_member(client):
    client.force_login(MemberFactory(language="en"), backend=BACKEND)
    assert b'<html lang="en"' in client.get(reverse("mfa_index")).content


def test_a_browser_that_was_given_a_language_keeps_it(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    client.force_login(MemberFactory(language="en"), backend=BACKEND)
    assert b'<html lang="nl"' in client.get(reverse("mfa_index")).content


def test_last_seen_is_noted_once_a_day(client, django_assert_num_queries):
    member = MemberFactory(last_seen_on=None)
    client.force_login(member, backend=BACKEND)
    client.get(reverse("mfa_index"))
    member.refresh_from_db()
    assert member.last_seen_on == timezone.localdate()


# The second lock


@pytest.fixture
def second_factor_required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def people_with_power():
    return {
        "coordinator": NetworkRoleFactory().member,
        "programme leader": NetworkRoleFactory(role="programme_leader", variant="field", fte="0.2").member,
        "administrator": NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN).member,
        "privacy contact": NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT).member,
        "school leader": MemberFactory(function=Function.SCHOOL_LEADER),
    }


@pytest.mark.parametrize(
    "who", ["coordinator", "programme leader", "administrator", "privacy contact", "school leader"]
)
def test_who_has_power_needs_a_second_lock(client, second_factor_required, who):
    client.force_login(people_with_power()[who], backend=BACKEND)
    response = client.get(reverse("members:member_list"))
    assert response["Location"] == reverse("members:second_factor_required")
    assert client.get(response["Location"]).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200, "where it is added"


def test_a_teacher_needs_no_second_lock(client, second_factor_required):
    client.force_login(MemberFactory(), backend=BACKEND)
    assert client.get(reverse("members:member_list")).status_code == 200


def test_with_a_second_lock_the_way_is_free(client, second_factor_required):
    coordinator = NetworkRoleFactory().member
    TOTP.activate(coordinator, generate_totp_secret())
    client.force_login(coordinator, backend=BACKEND)
    assert client.get(reverse("members:member_list")).status_code == 200


def test_recovery_codes_alone_are_no_second_lock(client, second_factor_required):
    coordinator = NetworkRoleFactory().member
    Authenticator.objects.create(user=coordinator, type="recovery_codes", data={})
    client.force_login(coordinator, backend=BACKEND)
    assert client.get(reverse("members:member_list")).status_code == 302


def test_writing_is_refused_as_well_without_a_second_lock(client, second_factor_required):
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    response = client.post(reverse("members:role_grant"), {})
    assert response["Location"] == reverse("members:second_factor_required")


def test_htmx_is_sent_to_the_explanation_as_a_whole_page(client, second_factor_required):
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    response = client.get(reverse("members:member_list"), headers={"hx-request": "true"})
    assert response["HX-Redirect"] == reverse("members:second_factor_required")


def test_authenticator_app_is_added_with_its_code(client, member):
    log_in(client, member)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = hotp_value(secret, next(yield_hotp_counters_from_time()))
    client.post(reverse("mfa_activate_totp"), {"code": f"{code:06}"})
    assert Authenticator.objects.filter(user=member, type="totp").exists()
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_after_a_while_a_member_shows_again_who_they_are_before_changing_a_lock(client, member):
    log_in(client, member)
    url = reverse("mfa_activate_totp")
    assert client.get(url).status_code == 200, "logged in a moment ago"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16), tick=False):
        again = client.get(url)
        assert again["Location"].startswith(reverse("account_reauthenticate"))
        assert client.get(again["Location"]).status_code == 200
        client.post(again["Location"], {"password": "nee-dat-is-het-niet"})
        assert client.get(url).status_code == 302
        client.post(again["Location"], {"password": PASSWORD})
        assert client.get(url).status_code == 200


def test_allauths_own_sign_up_is_closed(client):
    response = client.get(reverse("account_signup"))
    assert response["Location"] == reverse("members:signup")
    client.post(reverse("account_signup"), {"email": "nieuw@example.org"})
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Mac"),
        ("curl/8", "Onbekend apparaat"),
    ],
)
def test_devices_are_called_by_names_that_people_know(agent, name):
    assert device_name(agent) == name


def test_a_stranger_with_a_school_is_not_let_in_by_knowing_a_public_id(client):
    """The log-in page is all that strangers get for pages of members."""
    SiteFactory()
    response = client.get(reverse("members:member_list"))
    assert response["Location"].startswith(reverse("account_login"))
