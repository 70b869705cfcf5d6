"""A new address without a rule fails here: every address × method × role has an outcome, and it is the one declared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache as cache_of_python
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import known_network
from tests.access.rooms import modules, told
from tests.access.table import FORBIDDEN, HIDDEN, LEADS_ON, LOGIN, OK, REFUSED, ROLES, Row
from tests.access.world import World
from tests.access.writes import Writes
from tests.states import keeper


def declared_rows() -> list[Row]:
    return [row for module in modules() for row in module.ROWS]


def url_names(resolver: URLResolver | None = None, namespace: str = "") -> set[str]:
    names = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            names |= url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            names.add(f"{namespace}{entry.name or entry.pattern}")
    return names


def test_every_address_has_a_row_and_every_row_an_address():
    named = {row.name for row in declared_rows()}
    assert url_names() - named == set(), "addresses without a rule"
    assert named - url_names() == set(), "rules without an address"


def test_no_row_is_declared_twice():
    seen = [(row.name, row.method, row.note) for row in declared_rows()]
    assert len(seen) == len(set(seen))


def test_who_is_sent_on_is_said_of_rows_that_are_there():
    said = [key for led in told("LEADS_ON") for key in led]
    assert set(said) - {row.key for row in declared_rows()} == set()
    assert len(said) == len(set(said))


def outcome_of(status: int, sent_on: str, stored: list[str]) -> str:
    """A redirect that stored nothing is no deed: it may be one of a refusal, and of a page it shows another."""
    if status in (301, 302):
        if urlsplit(sent_on).path == resolve_url(settings.LOGIN_URL):
            return LOGIN
        return OK if stored else LEADS_ON
    return {200: OK, 201: OK, 204: OK, 206: OK, 304: OK, 403: FORBIDDEN, 404: HIDDEN, 400: REFUSED}.get(
        status, str(status)
    )


BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
# A stranger: what goes wrong for all goes wrong for them.
QUICK = {"anonymous"}


# Whoever opens the confirmation of somebody else's address is signed out: that would end a walk.
ENDS_THE_SESSION = "account_confirm_email"


def is_walked(row: Row) -> bool:
    """Whether the walk through the whole site opens this address, as every role."""
    return row.method == "get" and not row.name.startswith(ENDS_THE_SESSION)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=() if role in QUICK else pytest.mark.slow) for role in ROLES]
)
def test_each_role_gets_what_the_table_says(world, role):
    """Each row is tried in it and then undone, so that no row changes the next one's world.

    What is only opened is asked of the walk through the whole site (`tests/quality/walked`), but for the quick ones and
    where the pages themselves are wanted (`make states`).
    """
    wrong = []
    client = Client()
    if (person := world.people[role]) is not None:
        client.force_login(person, backend=BACKEND)
    signed_in = {name: cookie.value for name, cookie in client.cookies.items()}
    for row in declared_rows():
        if is_walked(row) and role not in QUICK and not keeper.is_asked():
            continue
        client.cookies = SimpleCookie(signed_in)
        with undone():
            got = answer(client, world, row)
        if got != (meant := expected(row, role)):
            wrong.append(f"{row.method.upper()} {row.name} {row.note}: {got}, expected {meant}")
    assert wrong == [], wrong


@contextmanager
def undone() -> Iterator[None]:
    block = transaction.atomic()
    # As the one of a test case: what asks for a transaction of its own (`durable`) may begin it here.
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
    cache.clear()
    known_network.know()


@cache_of_python
def sent_on() -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {key: roles for led in told("LEADS_ON") for key, roles in led.items()}


def expected(row: Row, role: str) -> str:
    outcome = row.outcome(role)
    return LEADS_ON if outcome == OK and role in sent_on().get(row.key, ()) else outcome


def answer(client: Client, world: World, row: Row) -> str:
    address, data, writes = reverse(row.name, kwargs=row.kwargs(world)), row.data(world), Writes()
    with connection.execute_wrapper(writes):
        response = getattr(client, row.method)(address, data)
    return outcome_of(response.status_code, response.get("Location", ""), writes.taken())


# Methods --------------------------------------------------------------------------------------

METHODS = ("get", "post")
# Who gets in, tried in this order: what refuses everybody anyway would refuse a new method too.
GETS_IN = ("coordinator", "group_lead", "group_member", *ROLES)


@pytest.mark.django_db
def test_an_address_takes_no_method_that_has_no_row(world):
    """A view that starts to take a POST changes things under no rule at all."""
    rows: dict[str, list[Row]] = {}
    for row in declared_rows():
        rows.setdefault(row.name, []).append(row)
    clients: dict[str, Client] = {}
    missing = {(name, method) for name, of_name in rows.items() for method in METHODS if not has(of_name, method)}
    assert len(missing) > 100, "every address has both: this asks nothing"
    assert sorted(pair for pair in missing if not is_not_taken(world, clients, rows[pair[0]][0], pair[1])) == []


def has(rows: list[Row], method: str) -> bool:
    return any(row.method == method for row in rows)


def is_not_taken(world: World, clients: dict[str, Client], row: Row, method: str) -> bool:
    role = next((role for role in GETS_IN if row.outcome(role) == OK), "coordinator")
    if (client := clients.get(role)) is None:
        client = clients[role] = Client(raise_request_exception=False)
        if (person := world.people[role]) is not None:
            client.force_login(person, backend=BACKEND)
    signed_in = {name: cookie.value for name, cookie in client.cookies.items()}
    with undone():
        response = getattr(client, method)(reverse(row.name, kwargs=row.kwargs(world)))
    client.cookies = SimpleCookie(signed_in)
    return response.status_code == 405
