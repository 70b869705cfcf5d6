"""Planted faults: for every guard what it has to see, as a change of one text, and the test that must turn red.

A list of a subject is a module of this package with `MUTANTS`; `play.py` plays them in a throw-away copy of the
project (`make mutants`). A guard that stays green with its fault in place guards nothing.
"""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

AT_A_TIME = 3


@dataclass(frozen=True)
class Mutant:
    """`old` stands once in `file`, and `new` in its place is a fault that `test` (a name for pytest) must see."""

    name: str
    file: str
    old: str
    new: str
    test: str


@cache
def every_mutant() -> tuple[Mutant, ...]:
    """Those of all lists, by the name of the list."""
    found: list[Mutant] = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        found += getattr(importlib.import_module(f"{__name__}.{module.name}"), "MUTANTS", [])
    return tuple(found)


def of_the_day(day: dt.date) -> tuple[Mutant, ...]:
    """Those whose turn it is: all of them come by, a few a day."""
    every = every_mutant()
    first = day.toordinal() * AT_A_TIME
    return tuple(every[(first + step) % len(every)] for step in range(AT_A_TIME))
