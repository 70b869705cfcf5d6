"""What parts above know of a question from practice: where it came from. Its page knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expertise.questions.models import PracticeQuestion
    from knowledge_network.members.people.requests import Reader


@dataclass(frozen=True)
class Origin:
    """What a question is left from, and where to read on."""

    text: str
    url: str


type FindOrigin = Callable[[PracticeQuestion, Reader], Origin | None]

_finders: list[FindOrigin] = []


def register_origin(find: FindOrigin) -> None:
    """`find` gives where a question came from, or None when it is not from there or not for this reader."""
    if find not in _finders:
        _finders.append(find)


def find_origins(question: PracticeQuestion, reader: Reader) -> list[Origin]:
    return [origin for find in _finders if (origin := find(question, reader)) is not None]
