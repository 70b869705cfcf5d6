"""What a group does together elsewhere: parts above register a corner of its closed space.

register(Corner(name="lesson_study", heading=…, icon=…, lines=…, start=…))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Line:
    """One thing, where it is, and where it stands."""

    text: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Corner:
    """`lines`: what this reader may see of a group, in a fixed number of queries.

    `start`: the address at which the reader begins something new, or nothing for who may not.
    """

    name: str
    heading: str | _StrPromise
    icon: str
    empty: str | _StrPromise
    button: str | _StrPromise
    lines: Callable[[Any, Any], list[Line]]
    start: Callable[[Any, Any], str]


@dataclass(frozen=True)
class ShownCorner:
    """A corner as one reader sees it in one group."""

    corner: Corner
    lines: list[Line]
    start_url: str


_corners: dict[str, Corner] = {}


def register(corner: Corner) -> Corner:
    _corners[corner.name] = corner
    return corner


def collect_corners(group: Any, reader: Any) -> list[ShownCorner]:
    return [
        ShownCorner(corner, corner.lines(group, reader), corner.start(group, reader)) for corner in _corners.values()
    ]


@dataclass(frozen=True)
class Start:
    """Something new that this reader may begin with the group."""

    button: str | _StrPromise
    icon: str
    url: str


def collect_starts(group: Any, reader: Any) -> list[Start]:
    return [
        Start(corner.button, corner.icon, url) for corner in _corners.values() if (url := corner.start(group, reader))
    ]
