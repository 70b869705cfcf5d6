"""Every test is quick or slow, and what says that it is quick is so."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import pace


class Item:
    """What pytest tells about a test."""

    def __init__(self, *marks: pytest.MarkDecorator, asks: tuple[str, ...] = (), obj: Any = None) -> None:
        self.nodeid, self.fixturenames, self.obj = "tests/test_it.py::test_it", list(asks), obj
        self.own = {mark.name: mark.mark for mark in marks}

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return self.own.get(name)

    def add_marker(self, mark: pytest.MarkDecorator) -> None:
        self.own[mark.name] = mark.mark


@given(st.integers())
def made_up(number: int) -> None:
    """A test with examples that nobody wrote."""


@pytest.mark.parametrize(
    ("item", "chosen"),
    [
        (Item(), "quick"),
        (Item(pytest.mark.django_db, asks=("db", "client")), "quick"),
        (Item(pytest.mark.slow), "slow"),
        (Item(asks=("visit", "page", "live_server")), "slow"),
        (Item(asks=("demo_network",)), "slow"),
        (Item(pytest.mark.real_clock(reason="a process of its own")), "slow"),
        (Item(pytest.mark.django_db(transaction=True)), "slow"),
        (Item(obj=made_up), "slow"),
    ],
)
def test_what_a_test_asks_for_chooses_its_pace(item, chosen):
    pace.marked([item])
    assert paces_of(item) == {chosen}


@pytest.mark.parametrize("item", [Item(pytest.mark.quick, asks=("page",)), Item(pytest.mark.quick, pytest.mark.slow)])
def test_what_is_slow_cannot_call_itself_quick(item):
    with pytest.raises(pytest.UsageError, match="says that it is quick"):
        pace.marked([item])


def test_what_waits_for_processes_comes_first_and_the_rest_stays_in_order():
    waits = Item(pytest.mark.real_clock(reason="a process of its own"))
    shown = Item(pytest.mark.real_clock(reason="a browser's own"), asks=("page",))
    first, second = Item(), Item(pytest.mark.slow)
    assert sorted([first, shown, waits, second], key=pace.turn) == [waits, first, shown, second]


def paces_of(item: Any) -> set[str]:
    return {name for name in ("quick", "slow") if item.get_closest_marker(name)}


def test_each_test_of_this_run_is_one_of_the_two(request):
    items = request.session.items
    assert items
    assert {item.nodeid for item in items if len(paces_of(item)) != 1} == set()


def test_a_quick_test_fails_for_what_it_uses_of_the_processor():
    with pytest.raises(pytest.fail.Exception, match="mark it slow"), pace.kept(Item(pytest.mark.quick), most=0):
        sum(range(100_000))


def test_a_slow_test_may_use_more():
    came_through = False
    with pace.kept(Item(pytest.mark.slow), most=0):
        came_through = sum(range(100_000)) > 0
    assert came_through
