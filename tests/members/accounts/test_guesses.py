"""Guesses at secrets are counted by the database: ten that are sent at once are ten."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.text import refuse_address
from knowledge_network.members.accounts import actions
from knowledge_network.members.accounts.models import Guess, SentForm
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


@pytest.mark.parametrize(
    "name", ["Win nu: https://x.example", "www.gratis.example", "gratis-geld.com", "a@b.nl", "x.shop/q"]
)
def test_a_name_is_no_website(name):
    with pytest.raises(ValidationError):
        refuse_address(name)


@pytest.mark.parametrize("name", ["J.P. de Vries", "Anne-Marie", "St. Jozef", "O'Neill", "D.E. Com", "prof.dr. Bakker"])
def test_a_name_with_dots_is_a_name(name):
    refuse_address(name)


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
