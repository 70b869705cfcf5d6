"""The photo of somebody beside their name, wherever a page shows them: asked of the part that knows people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Gives the address of the photo of a person that a reader may see, or nothing; asks the database nothing.
type FindPhoto = Callable[[Any, Any], str]
_finders: list[FindPhoto] = []


def register_photos(find: FindPhoto) -> None:
    if find not in _finders:
        _finders.append(find)


def find_photo(person: object, reader: object) -> str:
    return next((found for find in _finders if (found := find(person, reader))), "")
