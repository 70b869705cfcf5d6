"""An address that was signed for one page opens no other, and with one letter changed nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, OK, REFUSED, ROLES, Row
from tests.access.test_access import BACKEND, declared_rows, outcome_of, undone
from tests.access.world import World
from tests.access.writes import Writes

pytestmark = pytest.mark.django_db
TOKEN = "token"
# Who gets it has one signature for all that is theirs there: of a study for a guest, of one invitation.
ONE_SIGNATURE = (
    {"lesson_study:guest", "lesson_study:guest_plan", "lesson_study:guest_discussion"},
    {"plg:answer_from_mail", "plg:guest_stop"},
)


def signed_rows(world: World) -> dict[str, list[tuple[Row, dict[str, Any]]]]:
    """The rows of each address with a token, with what stands in it: one that opens it for somebody."""
    found: dict[str, list[tuple[Row, dict[str, Any]]]] = {}
    for row in declared_rows():
        kwargs = row.kwargs(world)
        if TOKEN in kwargs and OK in row.outcomes.values():
            found.setdefault(row.name, []).append((row, kwargs))
    return found


def answer(world: World, row: Row, kwargs: dict[str, Any]) -> str:
    """For a stranger; where one has to be logged in besides, for somebody whom the right signature lets in."""
    client, data, writes = Client(), row.data(world), Writes()
    if row.outcome("anonymous") == LOGIN:
        client.force_login(world.people[next(role for role in ROLES if row.outcome(role) == OK)], backend=BACKEND)
    with undone(), connection.execute_wrapper(writes):
        response = getattr(client, row.method)(reverse(row.name, kwargs=kwargs), data)
        stored = writes.taken()
    return outcome_of(response.status_code, response.get("Location", ""), stored)


@pytest.mark.slow
def test_what_is_signed_for_one_page_opens_no_other(world):
    found = signed_rows(world)
    assert len(found) >= 10
    wrong = []
    for name, rows in found.items():
        same = next((names for names in ONE_SIGNATURE if name in names), {name})
        others = {other: of_other[0][1][TOKEN] for other, of_other in found.items() if other not in same}
        for row, kwargs in rows:
            for other, token in others.items():
                got = answer(world, row, {**kwargs, TOKEN: token})
                if got not in (HIDDEN, FORBIDDEN, REFUSED, "410"):
                    wrong.append(f"{row.method.upper()} {name} with what was signed for {other}: {got}")
    assert wrong == [], "\n".join(wrong)


def test_what_was_changed_by_a_letter_opens_nothing(world):
    wrong = []
    for name, rows in signed_rows(world).items():
        for row, kwargs in rows:
            token = kwargs[TOKEN]
            for at in (0, len(token) // 2, len(token) - 2):
                changed = token[:at] + ("a" if token[at] != "a" else "b") + token[at + 1 :]
                got = answer(world, row, {**kwargs, TOKEN: changed})
                if got not in (HIDDEN, FORBIDDEN, REFUSED, "410"):
                    wrong.append(f"{row.method.upper()} {name} with another letter at {at}: {got}")
    assert wrong == [], "\n".join(wrong)
