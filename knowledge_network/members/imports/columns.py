"""What stands in a list before anybody looks at its rows: sheets, letters, and headings with their first values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.members.imports.enums import Letters
from knowledge_network.members.imports.headings import is_unneeded, says_less
from knowledge_network.members.imports.letters import Reading, is_twice, read_once
from knowledge_network.members.imports.models import RememberedColumns
from knowledge_network.members.imports.reading import (
    HEADER_DEPTH,
    Choice,
    Layout,
    UnreadableTableError,
    find_header,
    heading_key,
    open_lines,
)
from knowledge_network.members.imports.workbook import Sheet

_SAMPLES = 3
_LOOK_FOR_VALUES = 200


@dataclass(frozen=True)
class Heading:
    """A column of the list: its first values, our column when it is recognised, and whether we know it is no use."""

    place: int
    text: str
    samples: tuple[str, ...] = ()
    column: str = ""
    is_unneeded: bool = False

    @property
    def is_open(self) -> bool:
        """Somebody has to say what it means: there is something in it, and we do not know."""
        return bool(self.samples) and not self.column and not self.is_unneeded


@dataclass(frozen=True)
class Inspection:
    """How a list would be read, and what a person has to say about it first."""

    layout: Layout
    header: int
    headings: tuple[Heading, ...]
    sheets: tuple[Sheet, ...] = ()
    sheet: str = ""
    letters: str = ""  # as somebody chose them
    readings: tuple[Reading, ...] = ()
    is_remembered: bool = False
    missing: tuple[str, ...] = field(default=())

    @property
    def texts(self) -> list[str]:
        return [heading.text for heading in self.headings]

    @property
    def columns(self) -> dict[str, int]:
        return {heading.column: heading.place for heading in self.headings if heading.column}

    @property
    def has_questions(self) -> bool:
        is_open = not self.is_remembered and any(heading.is_open for heading in self.headings)
        return bool(self.missing or is_open or (self.readings and not self.letters))

    @property
    def can_be_chosen(self) -> bool:
        """Whether there are columns enough for what is missing."""
        return sum(1 for h in self.headings if h.samples and not h.column) >= len(self.missing)

    def as_choice(self) -> Choice:
        return Choice(sheet=self.sheet, letters=self.letters, columns=self.columns, header=self.header)


def inspect_list(source: IO[bytes], layout: Layout, choice: Choice | None = None) -> Inspection:
    """Look at the first rows; UnreadableTableError when there is nothing to choose from."""
    choice = choice or Choice()
    opened = open_lines(source, layout, choice=choice)
    lines = list(islice(opened.lines, HEADER_DEPTH + _LOOK_FOR_VALUES))
    header, _layout, found = find_header(lines[:HEADER_DEPTH], (layout,))
    if not found:
        header = next((n for n, cells in enumerate(lines) if sum(map(bool, cells)) > 1), 0)
    if choice.columns is not None and choice.header is not None and choice.sheet == opened.sheet:
        header, found = choice.header, dict(choice.columns)
    if not lines or not any(lines[header]):
        raise UnreadableTableError(_("Nothing stands in this file."))
    headings = _describe(lines[header], lines[header + 1 :], found)
    inspection = Inspection(
        layout=layout,
        header=header,
        headings=headings,
        sheets=opened.sheets,
        sheet=opened.sheet,
        letters=choice.letters,
        readings=opened.guess.readings if opened.guess else _compare_cells(lines),
    )
    if choice.columns is None:
        inspection = _recall(inspection)
    return replace(inspection, missing=tuple(layout.missing(inspection.columns)))


def _describe(headings: list[str], rows: list[list[str]], found: Mapping[str, int]) -> tuple[Heading, ...]:
    by_place = {place: column for column, place in found.items()}
    width = max([len(headings), *map(len, rows)]) if rows else len(headings)
    described = []
    for place in range(width):
        text = headings[place] if place < len(headings) else ""
        values = (cells[place] for cells in rows if place < len(cells) and cells[place])
        samples = tuple(value[:60] for value in islice(dict.fromkeys(values), _SAMPLES))
        column = by_place.get(place, "")
        if text or samples:
            is_known = is_unneeded(text) or (not column and says_less(text, found))
            described.append(Heading(place, text, samples, column, bool(text) and is_known))
    return tuple(described)


def _compare_cells(lines: list[list[str]]) -> tuple[Reading, ...]:
    """The cells of a workbook whose letters were encoded twice before they came into it, as they stand and as meant."""
    cells = [cell for row in lines for cell in row if is_twice(cell)]
    shown = list(dict.fromkeys(cells))[:_SAMPLES]
    if not shown:
        return ()
    meant = tuple(map(read_once, shown))
    return (Reading(Letters.TWICE, meant), Reading(Letters.UTF8, tuple(shown)))


# Remembered per sender ------------------------------------------------------------------------


def _fingerprint(headings: Sequence[str]) -> str:
    """Of a row of headings: an office makes its lists with the same ones every time."""
    keys = "\n".join(heading_key(text) for text in headings)
    return hashlib.sha256(keys.encode()).hexdigest()


def remember_columns(headings: Sequence[Heading], columns: Mapping[str, int]) -> None:
    """What somebody chose for these headings. `columns` holds the places in the list."""
    by_place = {place: column for column, place in columns.items()}
    RememberedColumns.objects.update_or_create(
        fingerprint=_fingerprint([heading.text for heading in headings]),
        defaults={"columns": [by_place.get(heading.place, "") for heading in headings], "used_at": timezone.now()},
    )


def _recall(inspection: Inspection) -> Inspection:
    """The same with what was chosen the last time for these headings."""
    kept = RememberedColumns.objects.filter(fingerprint=_fingerprint(inspection.texts)).first()
    known = {column.name for column in inspection.layout.columns}
    if (
        kept is None
        or len(kept.columns) != len(inspection.headings)
        or not known.issuperset(filter(None, kept.columns))
    ):
        return inspection
    headings = tuple(
        replace(heading, column=column) for heading, column in zip(inspection.headings, kept.columns, strict=True)
    )
    return replace(inspection, headings=headings, is_remembered=True)
