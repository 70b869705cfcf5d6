"""A new address without a rule fails here: every address × method × role has an outcome, and it is the one declared."""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.rooms import modules
from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, OK, REFUSED, ROLES, Row
from tests.access.world import World


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


def outcome_of(response) -> str:
    if response.status_code in (301, 302):
        if urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL):
            return LOGIN
        return OK
    return {200: OK, 201: OK, 204: OK, 206: OK, 304: OK, 403: FORBIDDEN, 404: HIDDEN, 400: REFUSED}.get(
        response.status_code, str(response.status_code)
    )


# A stranger, somebody from elsewhere and who may do most: what goes wrong for all goes wrong for one of them.
QUICK = {"anonymous", "other_board", "coordinator"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=() if role in QUICK else pytest.mark.slow) for role in ROLES]
)
def test_each_role_gets_what_the_table_says(world, role):
    """Each row is tried in it and then undone, so that no row changes the next one's world."""
    wrong = []
    client = Client()
    if (person := world.people[role]) is not None:
        client.force_login(person, backend="knowledge_network.members.accounts.backends.MemberBackend")
    signed_in = {name: cookie.value for name, cookie in client.cookies.items()}
    for row in declared_rows():
        client.cookies = SimpleCookie(signed_in)
        with transaction.atomic():
            got = answer(client, world, row)
            transaction.set_rollback(True)
        cache.clear()
        if got != row.outcome(role):
            wrong.append(f"{row.method.upper()} {row.name} {row.note}: {got}, expected {row.outcome(role)}")
    assert wrong == [], wrong


def answer(client: Client, world: World, row: Row) -> str:
    response = getattr(client, row.method)(reverse(row.name, kwargs=row.kwargs(world)), row.data(world))
    return outcome_of(response)
