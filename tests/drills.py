"""Drills: what needs browsers, kills or long loops for many seconds, played by turns instead of at every run.

What is too long for `make test` bears `@pytest.mark.drill(name="…")`, with a name of `DRILLS`; the small one of its
kind that stays in the suite bears `@pytest.mark.in_suite` beside it. `make drills` plays all of them in full,
`make drills DRILL=minutes` one, and `.ci/run` two, others every day.
"""

import datetime as dt
from typing import Any

import pytest

DRILLS = (
    "pages",
    "addresses",
    "classroom",
    "plan",
    "discussion",
    "minutes",
    "closed-space",
    "mail",
    "demo",
    "imports",
    "services",
    "forms-at-once",
    "forms-typed",
    "everything",
    "slow-clients",
    "outage",
    "board",
    "growth",
    "connections",
    "pooler",
    "files",
    "moment",
    "replicas",
    "many-hosts",
)
AT_A_TIME = 2


class PassedOver(UserWarning):
    """How many addresses of filters a walk left to another day, and to the drill «everything»."""


def of_the_day(day: dt.date) -> tuple[str, ...]:
    """The drills whose turn it is: each comes by in as many days as there are drills, or sooner."""
    first = day.toordinal() * AT_A_TIME
    return tuple(DRILLS[(first + step) % len(DRILLS)] for step in range(AT_A_TIME))


def expression(names: tuple[str, ...]) -> str:
    """For `pytest -m`: these drills, or all of them when there are none."""
    return " or ".join(f"drill(name='{name}')" for name in names) or "drill"


def marked(items: list[Any]) -> None:
    """Refuse a drill that has no turn, and a small one of nothing."""
    for item in items:
        marker = item.get_closest_marker("drill")
        if marker is None and item.get_closest_marker("in_suite"):
            raise pytest.UsageError(f"{item.nodeid} stays in the suite by itself: it is no drill")
        if marker is not None and (marker.args or marker.kwargs.get("name") not in DRILLS):
            raise pytest.UsageError(f'{item.nodeid}: say which drill it is, @pytest.mark.drill(name="…"), as in DRILLS')
