"""What takes too long for every run is played by turns, and nothing falls out of the turn."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from tests import drills
from tests.quality.test_pace import Item

TESTS = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 24)


def names_in_use() -> dict[str, list[Path]]:
    """Each drill that a test names, with the files where it does."""
    found: dict[str, list[Path]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        if path != Path(__file__).resolve():
            for name in re.findall(r'pytest\.mark\.drill\(\s*name="([^"]*)"', path.read_text()):
                found.setdefault(name, []).append(path)
    return found


def test_every_drill_has_its_turn_and_every_turn_a_drill():
    assert names_in_use().keys() == set(drills.DRILLS)
    assert len(drills.DRILLS) == len(set(drills.DRILLS))


def test_every_drill_is_in_the_table_of_what_it_holds_and_no_other():
    """Who runs the network reads there what was lost and doubled under which load and which faults."""
    table = (TESTS.parent / "docs" / "operations.md").read_text().split("\n## Drills\n")[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:2] == "| "]
    told = [row[0].strip("`") for row in rows if row[0].startswith("`")]
    assert sorted(told) == sorted(drills.DRILLS)
    assert [row[0] for row in rows if len(row) != 6 or not all(row)] == []


def test_all_come_by_in_as_many_days_as_there_are_drills():
    days = [DAY + dt.timedelta(days=number) for number in range(len(drills.DRILLS))]
    assert {name for day in days for name in drills.of_the_day(day)} == set(drills.DRILLS)
    assert all(len(set(drills.of_the_day(day))) == drills.AT_A_TIME for day in days)


def test_each_drill_leaves_a_small_one_in_the_suite():
    """What breaks is seen at every run; how it holds out is seen in its turn."""
    without = {
        name for name, paths in names_in_use().items() if not any("mark.in_suite" in path.read_text() for path in paths)
    }
    assert without == set()


@pytest.mark.parametrize(
    "item",
    [
        Item(pytest.mark.drill(name="unheard-of")),
        Item(pytest.mark.drill),
        Item(pytest.mark.drill("mail")),
        Item(pytest.mark.in_suite),
    ],
    ids=["unknown", "no name", "name without its word", "small one of nothing"],
)
def test_a_drill_without_a_turn_is_refused(item: Any):
    with pytest.raises(pytest.UsageError):
        drills.marked([item])


def test_the_day_chooses_by_name():
    assert drills.expression(("mail", "demo")) == "drill(name='mail') or drill(name='demo')"
    assert drills.expression(()) == "drill"
