"""No page reads more rows of the database, or becomes longer, because the network has ten times as many people.

Rows are counted by PostgreSQL itself, so that the answer is the same on every machine and at every hour. Each address
of the access table is opened in a network of a thousand people and in one of ten thousand around the same person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from tests import known_network
from tests.access.table import OK
from tests.access.test_access import declared_rows, expected, is_walked
from tests.growth.known import GROWS, LINEAR
from tests.growth.network import multiply
from tests.quality.crawl import address_of, client_for, names_of, real_day

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SMALL, LARGE = 43, 430
# What a page may read and weigh more: the rows of a list that was not full yet.
MORE_ROWS, MORE_BYTES = 120, 12_000
# What tells of everything may read and weigh that much more with ten times as many people.
MOST_LINEAR = 12
PARTS = 8
# Who sees most of what differs.
ASKING = ("coordinator", "group_member", "leader_own", "board_director", "anonymous")


@dataclass(frozen=True)
class Cost:
    status: int
    rows: Counter[str]
    length: int


def count_rows() -> Counter[str]:
    """Of each table the rows that were read in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables")
        return Counter(dict(cursor.fetchall()))


def ask(world, role: str, names: set[str]) -> Iterator[tuple[str, Cost]]:
    """What each page costs that `role` may open, the second time: what a process remembers it knows by then."""
    client = client_for(world, role)
    for row in declared_rows():
        if row.name not in names or not is_walked(row) or expected(row, role) != OK:
            continue
        address = address_of(row, world)
        for _time in range(2):
            before = count_rows()
            with transaction.atomic():
                response = client.get(address)
                length = sum(map(len, response.streaming_content)) if response.streaming else len(response.content)
                transaction.set_rollback(True)
        yield f"{row.name} {row.note}".strip(), Cost(response.status_code, count_rows() - before, length)


def enlarge(first: int, last: int) -> None:
    multiply(first, last)
    cache.clear()
    known_network.know()


@dataclass(frozen=True)
class Measured:
    """What one page cost one role in the small and in the large network."""

    page: str
    role: str
    small: Cost
    large: Cost

    @property
    def name(self) -> str:
        return self.page.split()[0]


def measure(world, roles: tuple[str, ...], names: set[str]) -> list[Measured]:
    for row in declared_rows():
        if row.name in names and is_walked(row):
            # Some rows make what they are about when they are asked for it: before it is copied.
            address_of(row, world)
    enlarge(1, SMALL)
    small = {role: dict(ask(world, role, names)) for role in roles}
    enlarge(SMALL + 1, LARGE)
    return [Measured(page, role, small[role][page], large) for role in roles for page, large in ask(world, role, names)]


def grow(measured: list[Measured], say: Callable[[Cost, Cost], str]) -> dict[str, str]:
    """Of each address that grew for somebody, what `say` tells of it."""
    grown: dict[str, str] = {}
    for one in measured:
        if said := say(one.small, one.large):
            grown.setdefault(one.name, f"{one.page}, {one.role}: {said}")
    return grown


def say_growth(was: Cost, now: Cost) -> str:
    return say_more(was, now, times=1.2)


def say_more_than_linear(was: Cost, now: Cost) -> str:
    return say_more(was, now, times=MOST_LINEAR)


def say_more(was: Cost, now: Cost, *, times: float) -> str:
    if now.status != was.status:
        return f"answers {now.status}, {was.status} with fewer people"
    if now.rows.total() > times * was.rows.total() + MORE_ROWS:
        most = ", ".join(f"{table} {n}" for table, n in (now.rows - was.rows).most_common(3))
        return f"reads {was.rows.total()} → {now.rows.total()} rows: {most}"
    if now.length > times * was.length + MORE_BYTES:
        return f"has {was.length // 1000} → {now.length // 1000} kB"
    return ""


def find_faults(measured: list[Measured]) -> dict[str, str]:
    """What grows and is not known to, and what grows by more than there is to tell."""
    grown = {name: said for name, said in grow(measured, say_growth).items() if name not in {**GROWS, **LINEAR}}
    return grown | {name: said for name, said in grow(measured, say_more_than_linear).items() if name in LINEAR}


@pytest.mark.drill(name="growth")
@pytest.mark.in_suite
def test_no_page_of_the_day_grows_with_the_network(world):
    assert find_faults(measure(world, ("coordinator",), names_of(real_day(), PARTS))) == {}


@pytest.mark.drill(name="growth")
def test_no_page_grows_with_the_network_but_those_that_are_known_to(world):
    measured = measure(world, ASKING, {row.name for row in declared_rows()})
    assert find_faults(measured) == {}
    assert {*GROWS, *LINEAR} - set(grow(measured, say_growth)) == set(), "mended: take them out of the list"


def test_what_is_known_to_grow_is_an_address():
    assert {*GROWS, *LINEAR} - {row.name for row in declared_rows()} == set()
    assert GROWS.keys() & LINEAR.keys() == set()


def test_what_tells_of_everything_may_grow_as_much_as_there_is_to_tell_and_no_more():
    was = Cost(200, Counter(members_member=1_000), 100_000)
    assert say_more_than_linear(was, Cost(200, Counter(members_member=10_000), 1_000_000)) == ""
    assert "100000 rows" in say_more_than_linear(was, Cost(200, Counter(members_member=100_000), 1_000_000))
    assert "10000 kB" in say_more_than_linear(was, Cost(200, Counter(members_member=10_000), 10_000_000))
