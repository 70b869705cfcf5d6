"""The Dutch words that addresses use for choices, so that an address that people keep or share reads as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class AddressWords:
    """`?functie=schoolleider` for `Function.SCHOOL_LEADER`, both ways; a choice without a word has its code for one.

    Declared once beside the choices. Filter forms offer `choices`; what was chosen becomes a stored value by `code`.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = {str(code): word for code, word in words.items()}
        self._codes = {word: code for code, word in self.words.items()}

    def word(self, code: str) -> str:
        return self.words.get(code, str(code))

    def code(self, word: str) -> str:
        """The stored value; a word that means nothing comes back as it is and is the value of nothing."""
        if word in self.words:
            # A stored value is no word of addresses, unless it is the same for both.
            return self._codes.get(word, "")
        return self._codes.get(word, word)

    def choices(self, choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
        return [(self.word(code), label) for code, label in choices]
