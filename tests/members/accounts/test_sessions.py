"""Sessions are found as Django finds them."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from knowledge_network.members.accounts.sessions import SessionStore
from tests.factories import MemberFactory
from tests.quality.crawl import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    session = SessionStore()
    session["seen"] = "kanarie"
    session.create()
    return session


def test_what_was_stored_is_found_by_its_key(stored, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = SessionStore(stored.session_key)
        assert found["seen"] == "kanarie"
    assert found.session_key == stored.session_key


@pytest.mark.parametrize("key", ["a" * 32, "", "x", "'; --", "é" * 900])
def test_an_unknown_key_gives_an_empty_session_and_keeps_no_key(key, stored):
    found = SessionStore(key)
    assert found.get("seen") is None
    assert found.session_key is None


def test_a_session_that_is_over_is_not_found(stored):
    rows = Session.objects.filter(pk=stored.session_key)
    rows.update(expire_date=timezone.now())
    assert SessionStore(stored.session_key).get("seen") is None
    rows.update(expire_date=timezone.now() + dt.timedelta(seconds=1))
    assert SessionStore(stored.session_key)["seen"] == "kanarie"


def test_whoever_logs_out_is_out_with_that_cookie_from_then_on():
    client = Client()
    client.force_login(MemberFactory(), backend=BACKEND)
    cookie = client.cookies["sessionid"].value
    assert client.get("/mijn/gegevens/", follow=True).wsgi_request.user.is_authenticated
    client.logout()

    other = Client()
    other.cookies["sessionid"] = cookie
    assert not other.get("/", follow=True).wsgi_request.user.is_authenticated
