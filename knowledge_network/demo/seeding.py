"""The demo data of each room, found by the name of its file: `seed/<wing>_<room>.py`, of a part without rooms its name.

Such a file holds a `SEED`; nobody keeps a list of them. Files of other names in the folder hold texts.
"""

from __future__ import annotations

import datetime as dt
import pkgutil
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from importlib import import_module
from typing import TYPE_CHECKING
from unittest import mock

from django.apps import apps
from django.utils import timezone

from knowledge_network.demo import seed
from knowledge_network.kit.rooms import Wing, list_rooms

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast
    from plg.groups.models import Group

# The same network every time.
SEED_NUMBER = 2026


@dataclass
class DemoNetwork:
    """The network while it is loaded: what earlier seeds made, for those after them.

    `source` is shared: who draws from it in the same order makes the same network.
    """

    reference: dt.date
    source: random.Random
    cast: Cast = field(init=False)
    groups: list[Group] = field(default_factory=list)

    def group(self, name: str) -> Group:
        return next(group for group in self.groups if group.name == name)


@dataclass(frozen=True)
class Seed:
    """`what` is told while it loads; `after` names the seeds whose rows it builds on."""

    what: str
    load: Callable[[DemoNetwork], object]
    after: tuple[str, ...] = ()


@contextmanager
def on_the_day(reference: dt.date) -> Iterator[None]:
    """In this block the network reads the clock as on the day of the demo, at the same hour as it is now.

    Who is in a group, what is over and what still comes is asked of today all through the actions: loaded for another
    day than today, nobody would be in a group that begins by then.
    """
    days = reference - timezone.localdate()
    real = timezone.now

    def moved() -> dt.datetime:
        here = timezone.make_naive(real(), timezone.get_default_timezone()) + days
        return timezone.make_aware(here, timezone.get_default_timezone()).astimezone(dt.UTC)

    with mock.patch.object(timezone, "now", moved) if days else nullcontext():
        yield


def names_of_rooms() -> Iterator[str]:
    """`plg_meetings` for each room of a wing, `school_year` for a part that has none."""
    for config in apps.get_app_configs():
        part = config.name.rpartition(".")[2]
        if isinstance(config, Wing):
            yield from (f"{part}_{room.rpartition('.')[2]}" for room in list_rooms(config.name))
        else:
            yield part


def seeds_in_order() -> list[Seed]:
    """Each after those that it names, and by name where it does not matter."""
    files = {module.name for module in pkgutil.iter_modules(seed.__path__)}
    found: dict[str, Seed] = {
        name: import_module(f"{seed.__name__}.{name}").SEED for name in names_of_rooms() if name in files
    }
    sorter = TopologicalSorter({name: one.after for name, one in found.items()})
    sorter.prepare()
    ordered: list[Seed] = []
    ready: set[str] = set()
    while sorter.is_active():
        ready |= set(sorter.get_ready())
        first = min(ready)
        ready.remove(first)
        sorter.done(first)
        ordered.append(found[first])
    return ordered
