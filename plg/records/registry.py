"""What rooms above lay beside somebody's hours of meetings: shown with them, never counted with them.

register_beside(find)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class BesideLine:
    day: dt.date
    text: str
    about: str


@dataclass(frozen=True)
class Beside:
    """A part of one's own record under a heading of its own; `total` says in words what its lines took."""

    heading: str | _StrPromise
    explained: str | _StrPromise
    icon: str
    url_name: str
    lines: tuple[BesideLine, ...]
    total: str = ""


# Of one member, from a first to a last day; nothing where there is nothing to show. One query.
type FindBeside = Callable[[Member, dt.date, dt.date], Beside | None]

_registered: list[FindBeside] = []


def register_beside(find: FindBeside) -> None:
    if find not in _registered:
        _registered.append(find)


def find_beside(member: Member, first: dt.date, last: dt.date) -> list[Beside]:
    """What rooms lay beside; one query a room."""
    found = [find(member, first, last) for find in _registered]
    return [one for one in found if one is not None]
