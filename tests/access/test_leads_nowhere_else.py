"""No address of ours leads to another site, whatever a link or a form says of where to go."""

from __future__ import annotations

import itertools
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.test import Client
from django.urls import reverse

from knowledge_network.kit.http import redirect_back
from tests.access.table import LEADS_ON, OK, Row
from tests.access.test_access import GETS_IN, declared_rows, expected, undone
from tests.access.test_nothing_of_another import signed_in
from tests.access.world import World
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db

# How browsers read all of these: as another site.
ELSEWHERE = (
    "https://elders.example/x", "//elders.example/x", "/\\elders.example/x", "https:elders.example",
    "\t//elders.example/x", "javascript:alert(1)//elders.example",
)  # fmt: skip
# By which forms and links here, of the framework and of other sites say where to go.
NAMES = (
    "next",
    "terug",
    "back",
    "again",
    "url",
    "page",
    "to",
    "return",
    "redirect",
    "redirect_to",
    "naar",
    "from",
    "aan",
)
SAYS_WHERE = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url", "Refresh", "Content-Location")


def is_elsewhere(address: str) -> bool:
    parts = urlsplit(address.strip().replace("\\", "/").replace("\t", ""))
    return parts.netloc != "testserver" if parts.netloc else bool(parts.scheme)


def test_what_is_elsewhere_is_known():
    assert all(map(is_elsewhere, ELSEWHERE))
    assert not any(map(is_elsewhere, ("/start/", "?jaar=2026", "http://testserver/start/", "/inloggen/?next=/start/")))


@pytest.mark.slow
def test_no_address_leads_to_another_site(world):
    """Each deed, and each page that leads on, is tried with another of them; `redirect_back` with all, below."""
    baits, clients = itertools.cycle(ELSEWHERE), {}
    wrong, leading = [], 0
    for row in declared_rows():
        roles = [role for role in GETS_IN if expected(row, role) in (LEADS_ON, OK)]
        if not roles or (row.method == "get" and expected(row, roles[0]) != LEADS_ON):
            continue
        if (role := roles[0]) not in clients:
            clients[role] = signed_in(world, role)
        told = where_to(clients[role], world, row, next(baits))
        leading += bool(told)
        wrong += [f"{row.method.upper()} {row.name} {row.note}: {to!r}" for to in told if is_elsewhere(to)]
    assert leading > 150, f"only {leading} lead on: this asks nothing"
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("bait", ELSEWHERE)
def test_a_form_that_says_where_to_go_back_to_leads_nowhere_else(rf, bait):
    request = rf.post("/", {"next": bait})
    assert redirect_back(request, "/start/")["Location"] == "/start/"
    assert redirect_back(rf.post("/", {"next": "/groepen/"}), "/start/")["Location"] == "/groepen/"


def where_to(client: Client, world: World, row: Row, bait: str) -> list[str]:
    """What the answer says of where to go, when everything that could say so says `bait`."""
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    with undone():
        own: dict[str, Any] = row.data(world)
        baited = {name: bait for name in NAMES if name not in own}
        address = f"{reverse(row.name, kwargs=row.kwargs(world))}?{urlencode(baited)}"
        headers = {
            "Referer": "https://elders.example/x",
            "X-Forwarded-Host": "elders.example",
            "HX-Current-URL": bait.strip(),
        }
        response = getattr(client, row.method)(address, own | baited, headers=headers)
    client.cookies = SimpleCookie(cookies)
    return [response[name] for name in SAYS_WHERE if name in response]


@pytest.mark.parametrize("bait", ELSEWHERE)
def test_who_logs_in_stays_here(client, bait):
    member = MemberFactory()
    member.set_password("een-lang-wachtwoord-voor-nu")
    member.save()
    address = reverse("account_login", query={REDIRECT_FIELD_NAME: bait})
    values = {"login": member.email, "password": "een-lang-wachtwoord-voor-nu", REDIRECT_FIELD_NAME: bait}
    response = client.post(address, values)
    assert response.status_code == 302
    assert client.session.get("_auth_user_id"), "it has to succeed, or it asks nothing"
    assert not is_elsewhere(response["Location"])


def test_who_logs_in_comes_where_they_wanted_to_be(client):
    member = MemberFactory()
    member.set_password("een-lang-wachtwoord-voor-nu")
    member.save()
    wanted = reverse("notifications:notice_list")
    response = client.post(
        reverse("account_login", query={REDIRECT_FIELD_NAME: wanted}),
        {"login": member.email, "password": "een-lang-wachtwoord-voor-nu", REDIRECT_FIELD_NAME: wanted},
    )
    assert response["Location"] == wanted


# Which site this is ---------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["elders.example", "testserver.elders.example", "testserver:80@elders.example", "a b"])
def test_another_name_of_the_site_is_refused(client, host):
    assert client.get(reverse("account_login"), headers={"Host": host}).status_code == 400


def test_a_mail_leads_to_the_site_whatever_name_it_was_asked_for_by(
    client, settings, mailoutbox, django_capture_on_commit_callbacks
):
    """The address of a new password goes to the member: whoever asked for it must not say where it leads."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "ook-van-ons.example"]
    member = MemberFactory()
    headers = {"Host": "ook-van-ons.example", "X-Forwarded-Host": "elders.example"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": member.email}, headers=headers)
    (mail,) = mailoutbox
    said = mail.message().as_string()
    assert "elders.example" not in said
    assert "ook-van-ons.example" not in said
    assert settings.PUBLIC_URL in mail.body
