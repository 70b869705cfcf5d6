"""What rooms put into the closed space of a group: their tab, and what its search finds.

A room registers its tab in `navigation.py`, and what the search finds in `sections.py`; nobody keeps a list of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from plg.space.entrance import Space


def to_members(space: Space) -> bool:
    """Who is in the group, in whatever role."""
    return space.membership is not None


def to_whoever_enters(space: Space) -> bool:
    """A coordinator who is not in the group too."""
    return True


def nothing_new(space: Space) -> int:
    return 0


@dataclass(frozen=True, kw_only=True)
class SpaceTab:
    """A part of the space: `name` is what its pages call it, `url_name` the page in `plg` that it opens.

    Every page of the space draws all tabs: `shown_to` asks the database nothing, and `count` only what `Space` keeps.
    """

    name: str
    label: str | _StrPromise
    url_name: str
    icon: str
    order: int
    shown_to: Callable[[Space], bool] = to_members
    count: Callable[[Space], int] = nothing_new


@dataclass(frozen=True)
class Found:
    """One result of the search inside a group."""

    icon: str
    title: str
    url: str
    when: dt.datetime
    text: str = ""
    who: str = ""


@dataclass(frozen=True)
class Finder:
    """`find` gives what of a space holds the words, the newest first and at most `FOUND_AT_MOST`."""

    name: str
    find: Callable[[Space, str], list[Found]]
    order: int


FOUND_AT_MOST = 20

_tabs: dict[str, SpaceTab] = {}
_finders: dict[str, Finder] = {}


def register_tabs(*tabs: SpaceTab) -> None:
    for tab in tabs:
        known = _tabs.setdefault(tab.name, tab)
        if known.url_name != tab.url_name:
            raise ImproperlyConfigured(f"Two rooms register the tab «{tab.name}».")


def tabs_in_order() -> list[SpaceTab]:
    return sorted(_tabs.values(), key=attrgetter("order"))


def register_finders(*finders: Finder) -> None:
    _finders.update({finder.name: finder for finder in finders})


def finders_in_order() -> list[Finder]:
    return sorted(_finders.values(), key=attrgetter("order"))
