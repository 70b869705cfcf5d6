"""What rooms above say beside an entry of the ten steps: a line, where it leads, and a deed that it offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plg.space.entrance import Space
    from plg.steps.models import StepEntry


@dataclass(frozen=True)
class EntryNote:
    """`deed` is the text of a button that sends a form to `deed_url`; both empty where there is nothing to do."""

    text: str
    icon: str
    url: str = ""
    deed: str = ""
    deed_url: str = ""


# Entry → what stands beside it. At most one query for all entries of a page, none where no entry is of its kind.
type FindNotes = Callable[[Space, Sequence[StepEntry]], dict[int, EntryNote]]

_registered: list[FindNotes] = []


def register_notes(find: FindNotes) -> None:
    if find not in _registered:
        _registered.append(find)


def find_notes(space: Space, entries: Sequence[StepEntry]) -> dict[int, EntryNote]:
    found: dict[int, EntryNote] = {}
    for find in _registered:
        found |= find(space, entries)
    return found
