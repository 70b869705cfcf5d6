"""What rooms add to the access table: `access_rows.py` beside a room's own tests, found by itself.

Such a module has `ROWS: list[Row]`, and may have

- `LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]]`: by method, name and note of a row the roles that are sent
  on to another page without a deed: they had nothing to do there, or were refused with words on that page;
- `objects_of(world) -> dict[str, Any]`: what its rows name, by name;
- `plant(world) -> None`: puts tokens of the canary crawl into its private fields (`tests.quality.canaries.token`);
- `CHOSEN: dict[tuple[str, str], Any]`: what fields of its models must hold where a constraint wants something in
  particular, for the rows of every model that export and erasure are tried with (`tests.members.privacy.canaries`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import tests
import tests.access


@cache
def modules() -> tuple[ModuleType, ...]:
    """Those of this package first, then those of rooms, each by name."""
    return (*_here(), *_of_rooms())


def told(name: str) -> Iterator[Any]:
    """What those that have `name` say there."""
    yield from (getattr(module, name) for module in modules() if hasattr(module, name))


def _here() -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(tests.access.__path__):
        if module.name.startswith("rows_"):
            yield importlib.import_module(f"tests.access.{module.name}")


def _of_rooms() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(tests.__path__, "tests."):
        if module.name.endswith(".access_rows"):
            yield importlib.import_module(module.name)
