"""Which part of the bundling board somebody looks at, as its address says it: a board of a year is more than a page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

THEME, WORDS, LOOSE_FROM, BUNDLE_PAGE, PLACE, CARDS_FROM = "thema", "zoek", "vanaf", "bundels", "plek", "kaarten"
LONGEST, LONGEST_CURSOR = 100, 1000


@dataclass(frozen=True)
class BoardPart:
    """Of what lies loose a theme, words and where the page begins; a page of bundles; one place with all of its cards.

    `place` is the key of a bundle or `OUTSIDE`, `cards_from` where its page begins.
    """

    theme: str = ""
    words: str = ""
    loose_from: str = ""
    bundle_page: int = 1
    place: str = ""
    cards_from: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.theme or self.words)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What an address and a form take along."""
        page = str(self.bundle_page) if self.bundle_page > 1 else ""
        named = [
            (THEME, self.theme),
            (WORDS, self.words),
            (LOOSE_FROM, self.loose_from),
            (BUNDLE_PAGE, page),
            (PLACE, self.place),
            (CARDS_FROM, self.cards_from),
        ]
        return [(name, value) for name, value in named if value]

    @property
    def beside_words(self) -> list[tuple[str, str]]:
        """What looking for words takes along: they are looked for from the first that lies loose."""
        return self.without_words.fields

    @property
    def without_words(self) -> BoardPart:
        return replace(self, words="", loose_from="")

    @property
    def url(self) -> str:
        return reverse("expertise:question_board", query=dict(self.fields) or None)

    def narrow(self, *, theme: str) -> BoardPart:
        """From the first of what lies loose of this theme; what else is looked at stays."""
        return replace(self, theme=theme, loose_from="")

    def go_to_loose(self, cursor: str) -> BoardPart:
        return replace(self, loose_from=cursor)

    def go_to_bundles(self, page: int) -> BoardPart:
        return replace(self, bundle_page=page, place="", cards_from="")

    def open_place(self, place: str, cursor: str = "") -> BoardPart:
        return replace(self, place=place, cards_from=cursor)


def read_part(data: QueryDict) -> BoardPart:
    """What means nothing is left out."""
    asked = {name: _read(data, name, LONGEST) for name in (THEME, WORDS, BUNDLE_PAGE, PLACE)}
    page = asked[BUNDLE_PAGE]
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    return BoardPart(
        theme=asked[THEME],
        words=" ".join(asked[WORDS].split()),
        loose_from=_read(data, LOOSE_FROM, LONGEST_CURSOR),
        bundle_page=max(number, 1),
        place=asked[PLACE],
        cards_from=_read(data, CARDS_FROM, LONGEST_CURSOR),
    )


def _read(data: QueryDict, name: str, longest: int) -> str:
    return data.get(name, "").replace("\x00", "")[:longest]
