"""The demo data of a room is found by the name of its file, and loaded after what it builds on."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from types import ModuleType

import pytest

from knowledge_network.demo import seed, seeding
from knowledge_network.demo.seeding import Seed, names_of_rooms, seeds_in_order


def nothing(network: object) -> None:
    """Loads nothing."""


@pytest.fixture
def room(monkeypatch):
    """Adds a room with demo data."""
    files = list(pkgutil.iter_modules(seed.__path__))
    rooms = list(names_of_rooms())

    def make(name: str, one: Seed, *, is_room: bool = True) -> None:
        module = ModuleType(f"{seed.__name__}.{name}")
        module.SEED = one  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        files.append(pkgutil.ModuleInfo(files[0].module_finder, name, ispkg=False))
        if is_room:
            rooms.append(name)
        monkeypatch.setattr(pkgutil, "iter_modules", lambda path: iter(files))
        monkeypatch.setattr(seeding, "names_of_rooms", lambda: iter(rooms))

    return make


def test_every_seed_has_the_name_of_a_room():
    """One of another name would never be loaded."""
    names = {module.name for module in pkgutil.iter_modules(seed.__path__)}
    seeds = {
        name for name in names if isinstance(getattr(import_module(f"{seed.__name__}.{name}"), "SEED", None), Seed)
    }
    assert seeds <= set(names_of_rooms())
    assert len(seeds_in_order()) == len(seeds)


def test_people_come_before_groups_and_groups_before_what_they_do():
    order = [one.what for one in seeds_in_order()]
    people, groups = order.index("160 members"), order.index("Twelve groups and what they say")
    assert people < groups < order.index("96 meetings over three school years")


def test_a_new_room_is_loaded_after_what_it_names(room):
    mine, later = Seed("Mine", nothing, after=("plg_meetings",)), Seed("Later", nothing, after=("plg_aaa",))
    room("plg_aaa", mine)
    room("plg_aab", later)
    order = seeds_in_order()
    meetings = next(one for one in order if one.what.startswith("96 meetings"))
    assert order.index(meetings) < order.index(mine) < order.index(later)


def test_two_rooms_that_wait_for_each_other_are_refused(room):
    room("plg_aaa", Seed("Mine", nothing, after=("plg_aab",)))
    room("plg_aab", Seed("Theirs", nothing, after=("plg_aaa",)))
    with pytest.raises(ValueError, match="cycle"):
        seeds_in_order()


def test_a_name_that_is_no_seed_is_refused(room):
    room("plg_aaa", Seed("Mine", nothing, after=("plg_meeting",)))
    with pytest.raises(LookupError, match="plg_meeting"):
        seeds_in_order()
