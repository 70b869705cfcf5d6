"""Every test is quick, more or slow; what says that it is quick is so, and every room has quick tests."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import pace

TESTS = Path(__file__).resolve().parent.parent
# The room of words has four tests of its own.
FEWEST = 4


class Item:
    """What pytest tells about a test."""

    def __init__(
        self, *marks: pytest.MarkDecorator, asks: tuple[str, ...] = (), obj: Any = None, name: str = "test_it"
    ) -> None:
        self.nodeid, self.fixturenames, self.obj = f"tests/test_it.py::{name}", list(asks), obj
        self.path = Path("tests/test_it.py")
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


def test_of_a_file_with_rows_the_first_cases_of_the_first_tests_are_quick():
    names = [f"test_{number}[{case}]" for number in range(pace.FIRST + 1) for case in "ab"]
    items = [Item(pytest.mark.django_db, name=name) for name in names]
    apart = [Item(name=f"test_without_rows[{case}]") for case in "ab"]
    chosen = Item(pytest.mark.django_db, pytest.mark.quick, name="test_chosen")
    pace.marked([*items, *apart, chosen])
    quick = [item.nodeid.partition("::")[2] for item in items if paces_of(item) == {"quick"}]
    assert quick == [f"test_{number}[a]" for number in range(pace.FIRST)]
    assert {name for item in items for name in paces_of(item)} == {"quick", "more"}
    assert {name for item in [*apart, chosen] for name in paces_of(item)} == {"quick"}


def paces_of(item: Any) -> set[str]:
    return {name for name in pace.PACES if item.get_closest_marker(name)}


def test_each_test_of_this_run_is_one_of_the_three(request):
    items = request.session.items
    assert items
    assert {item.nodeid for item in items if len(paces_of(item)) != 1} == set()


def test_every_room_with_pages_has_its_quick_tests(request):
    """What `make quick` is for: to see at once what broke in any room. A part of the suite is asked for its own."""
    chosen = [request.config.rootpath / argument.split("::")[0] for argument in request.config.args]
    rooms = {path.parent for path in TESTS.rglob("access_rows.py") if any(path.is_relative_to(part) for part in chosen)}
    few = {room.name: pace.quick_in[room] for room in rooms if pace.quick_in[room] < FEWEST}
    assert few == {}


@pytest.mark.parametrize("mark", [pytest.mark.quick, pytest.mark.more])
def test_a_test_that_is_not_slow_fails_for_what_it_uses_of_the_processor(mark):
    with pytest.raises(pytest.fail.Exception, match="mark it"), pace.kept(Item(mark), most=0):
        sum(range(100_000))


def test_a_slow_test_may_use_more():
    came_through = False
    with pace.kept(Item(pytest.mark.slow), most=0):
        came_through = sum(range(100_000)) > 0
    assert came_through
