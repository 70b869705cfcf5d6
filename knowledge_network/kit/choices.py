"""What choices have in common: named sets of them, and the words by which they stand in addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.functional import Promise


class Values(frozenset[str]):
    """A named set of stored values that is gone through in the order in which they were named.

    SQL that is made of it is the same in every process: the views of the database are compared by their text.
    """

    def __new__(cls, values: Iterable[str]) -> Self:
        named = tuple(values)
        made = super().__new__(cls, named)
        made._named = named
        return made

    _named: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)


def collect_values(*members: Any) -> Values:
    """The values of members, for a named set in the body of their class: there a member is still (value, label)."""
    return Values(value for value, _label in members)


class InAddress(TextChoices):
    """Choices whose values readers see in addresses: there stands a Dutch word, stored is a code name.

    `ADDRESS_WORDS` of the class gives the word of each value that is written otherwise.
    """

    @property
    def address(self) -> str:
        words: dict[str, str] = getattr(type(self), "ADDRESS_WORDS", {})
        return words.get(self.value, self.value)

    @classmethod
    def address_words(cls) -> dict[str, str]:
        """Value → its word in an address."""
        return {member.value: member.address for member in cls}

    @classmethod
    def by_address(cls) -> dict[str, Self]:
        """Word in an address → member, in the order of the members."""
        return {member.address: member for member in cls}

    @classmethod
    def read_address(cls, word: str) -> Self:
        """The member of a word in an address; what the form that asks offered is always known."""
        return cls.by_address()[word]

    @classmethod
    def address_choices(cls) -> list[tuple[str, str | Promise]]:
        """What a form that reads an address offers."""
        return [(member.address, member.label) for member in cls]
