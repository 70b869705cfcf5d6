"""Guesses at secrets are counted by the database: ten that are sent at once are ten."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from knowledge_network.kit.text import check_person_name
from knowledge_network.members.accounts import actions
from knowledge_network.members.accounts.models import Guess, SentForm
from knowledge_network.members.admission.forms import InvitedPersonForm
from knowledge_network.members.admission.names import read_people
from knowledge_network.notifications.outbox.models import Delivery
from tests import factories as f

QUARTER = dt.timedelta(minutes=15)


@pytest.mark.django_db(transaction=True)
@pytest.mark.real_clock(reason="ten threads guess at once")
def test_ten_guesses_at_once_are_ten():
    def guess(_number: int) -> bool:
        try:
            return actions.note_guess("password", "iemand@example.org", most=3, within=QUARTER)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(guess, range(10))) == 3
    assert Guess.objects.get().count == 10


@pytest.mark.django_db
def test_after_a_while_and_after_the_right_one_it_begins_anew(time_machine):
    for _ in range(5):
        actions.note_guess("code", "a", most=3, within=QUARTER)
    assert not actions.note_guess("code", "a", most=3, within=QUARTER)
    assert actions.note_guess("code", "b", most=3, within=QUARTER)
    time_machine.move_to(timezone.now() + QUARTER)
    assert actions.note_guess("code", "a", most=3, within=QUARTER)
    actions.forget_guess("code", "a")
    assert [guess.count for guess in Guess.objects.all()] == [1]
    assert "iemand" not in "".join(Guess.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_what_was_counted_is_forgotten_after_two_days(time_machine):
    actions.note_guess("code", "a", most=3, within=QUARTER)
    SentForm.objects.claim("x")
    assert actions.forget_old() == 0
    time_machine.move_to(timezone.now() + dt.timedelta(days=3))
    assert actions.forget_old() == 2


@pytest.mark.django_db
def test_a_password_is_tried_ten_times_and_a_code_by_mail_still_works(client, mailoutbox):
    member = f.MemberFactory(email="doelwit@example.org")
    login = reverse("account_login")
    for _ in range(12):
        Client(REMOTE_ADDR="10.0.0.1").post(login, {"login": member.email, "password": "fout"})
    answer = client.post(login, {"login": member.email, "password": "fout"})
    assert "Gebruik een code per mail of je passkey" in answer.text
    answer = client.post(reverse("account_request_login_code"), {"email": member.email})
    assert answer.status_code == 302


@pytest.mark.django_db
def test_whose_password_is_tried_hears_so_once_a_day(time_machine):
    member = f.MemberFactory(email="doelwit@example.org")

    def locked_out() -> int:
        for address in (member.email, "niemand@example.org"):
            for _ in range(12):
                Client(REMOTE_ADDR="10.0.0.1").post(reverse("account_login"), {"login": address, "password": "fout"})
        return Delivery.objects.filter(kind="account.locked_out").count()

    assert locked_out() == 1
    assert "Er zijn veel wachtwoorden geprobeerd" in Delivery.objects.get(kind="account.locked_out").subject
    time_machine.move_to(timezone.now() + dt.timedelta(hours=1))
    assert locked_out() == 1
    time_machine.move_to(timezone.now() + dt.timedelta(days=1))
    assert locked_out() == 2
    assert set(Delivery.objects.values_list("address", flat=True)) == {member.email}


@pytest.mark.django_db(transaction=True)
@pytest.mark.real_clock(reason="ten threads guess at once")
@pytest.mark.parametrize(("page", "most"), [("check_in", 10), ("certificate", 60)])
def test_codes_that_are_guessed_at_once_are_counted_whatever_the_cache_says(settings, page, most):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    member = f.MemberFactory()

    def guess(_number: int) -> int:
        client = Client()
        try:
            if page == "certificate":
                return client.get(reverse("plg:certificate_check", args=["AAAA-BBBB-CCCC"])).status_code
            client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
            return client.post(reverse("plg:check_in"), {"code": "0000"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(guess, range(most + 3)))
    assert answers.count(429) == 3


def ways_in() -> list[type[forms.BaseForm]]:
    """Every form that asks for the name of a person."""
    found: list[type[forms.BaseForm]] = []
    waiting = list(forms.BaseForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if {"given_name", "family_name"} & set(getattr(form, "base_fields", {})) and form not in found:
            found.append(form)
    return found


def asked_by(form: type[forms.BaseForm]) -> dict[str, Any]:
    """What a form wants before it draws itself."""
    if issubclass(form, forms.ModelForm):
        return {"instance": f.MemberFactory()}
    return {"known": {}} if issubclass(form, InvitedPersonForm) else {}


@pytest.mark.django_db
def test_every_form_that_asks_for_a_name_refuses_websites():
    get_resolver().url_patterns  # noqa: B018 - loads every form
    assert len(ways_in()) >= 2
    for form in ways_in():
        fields = form(**asked_by(form)).fields
        for name in ("given_name", "family_name"):
            assert check_person_name in fields[name].validators, form


@pytest.mark.parametrize("name", ["Gratis www.win.example", "win-nu.com Vries", "Anna https://x.example"])
def test_nobody_is_invited_by_the_name_of_a_website(name):
    assert read_people(f"{name} <a@example.org>")[0] == []
    assert read_people("Anna de Vries <a@example.org>")[0]


@pytest.mark.parametrize(
    "name", ["Win nu: https://x.example", "www.gratis.example", "gratis-geld.com", "a@b.nl", "x.shop/q"]
)
def test_a_name_is_no_website(name):
    with pytest.raises(ValidationError):
        check_person_name(name)


@pytest.mark.parametrize("name", ["J.P. de Vries", "Anne-Marie", "St. Jozef", "O'Neill", "D.E. Com", "prof.dr. Bakker"])
def test_a_name_with_dots_is_a_name(name):
    check_person_name(name)


@pytest.mark.django_db
def test_what_a_member_sees_is_kept_on_no_disk(client):
    assert "no-store" not in client.get(reverse("dashboards:home")).get("Cache-Control", "")
    client.force_login(f.MemberFactory(), backend="knowledge_network.members.accounts.backends.MemberBackend")
    assert "no-store" in client.get(reverse("dashboards:start"))["Cache-Control"]


@pytest.mark.django_db
def test_machines_read_what_they_may_keep_and_whom_to_tell(client):
    assert "Disallow: " in client.get("/robots.txt").text
    told = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:netwerk@example.org" in told
    assert "Expires: 2027-05-23T" in told
