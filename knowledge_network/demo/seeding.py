"""The demo data of each room, found by the name of its file: `seed/<wing>_<room>.py`, of a part without rooms its name.

Such a file holds a `SEED`; nobody keeps a list of them. Files of other names in the folder hold texts.
"""

from __future__ import annotations

import datetime as dt
import pkgutil
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Self, cast
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
    """In this block it is the very beginning of the day of the demo, and each look at the clock is a millisecond later.

    Who is in a group, what is over and what still comes is asked of now all through the actions: loaded for another
    day than today, nobody would be in a group that begins by then; loaded in the evening, other mail would wait than
    in the morning. From the beginning of the day nothing that is noted lies ahead of whoever looks at it that day.
    """
    begin = timezone.make_aware(dt.datetime.combine(reference, dt.time()), timezone.get_default_timezone())
    looks = count(1)

    class Moved(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            """As Django asks for it, also where a field has `default=timezone.now`."""
            moment = begin.astimezone(tz) + next(looks) * dt.timedelta(milliseconds=1)
            return cast("Self", moment)

    with mock.patch.object(timezone, "datetime", Moved):
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
