"""Reading a table of unknown make, row by row: CSV, XLSX or pasted text; delimiter, encoding and columns are found out.

Whatever the bytes are, the outcome is rows or an `UnreadableTableError` whose text can be shown to who offered it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import IO, Any

from django.utils.translation import gettext as _

from knowledge_network.kit.text import folded
from knowledge_network.members.imports.enums import Letters
from knowledge_network.members.imports.kinds import explain_file
from knowledge_network.members.imports.letters import Guess, NoTextError, guess_letters, open_text, read_once
from knowledge_network.members.imports.workbook import Sheet, list_sheets, read_heads, workbook_rows

MAX_BYTES = 20 * 1024 * 1024
MAX_COLUMNS = 200
MAX_CELL = 4_000
HEADER_DEPTH = 20  # the column names stand somewhere in the first rows
DELIMITERS = (";", ",", "\t", "|")


class UnreadableTableError(Exception):
    """What was offered cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class Column:
    """A column by the name in our code, and the headings under which it comes, the most usual first."""

    name: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of list. `alternatives`: of each of these sets, at least one column must be there."""

    columns: tuple[Column, ...]
    alternatives: tuple[tuple[str, ...], ...] = ()
    max_rows: int = 50_000

    def recognise(self, cells: Iterable[str]) -> dict[str, int]:
        """Which column of ours stands at which place in a row of headings."""
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            places.setdefault(heading_key(cell), place)
        found = {}
        for column in self.columns:
            for heading in column.headings:
                if heading_key(heading) in places:
                    found[column.name] = places[heading_key(heading)]
                    break
        return found

    def missing(self, found: Iterable[str]) -> list[str]:
        """The headings that a file must have and this one has not."""
        names = set(found)
        by_name = {c.name: c for c in self.columns}
        lacking = [c.headings[0] for c in self.columns if c.required and c.name not in names]
        for group in self.alternatives:
            if not names.intersection(group):
                lacking += [" / ".join(by_name[name].headings[0] for name in group)]
        return lacking


@dataclass(frozen=True)
class Row:
    """One row: its number in the file as a spreadsheet shows it, and the cleaned text per column of ours."""

    number: int
    values: dict[str, str]
    is_short: bool = False  # fewer cells than there are headings


@dataclass(frozen=True)
class Table:
    """A table that was opened: which columns it has, its rows once, and the headings that nothing is done with."""

    columns: dict[str, int]
    rows: Iterator[Row] = field(repr=False)
    unused: tuple[str, ...] = ()
    sheet: str = ""
    other_sheets: tuple[Sheet, ...] = ()

    def describe(self) -> dict[str, Any]:
        """What was not read, for the options of the run: whoever offered the list has to see it."""
        return {
            "unused": list(self.unused),
            "sheet": self.sheet if self.other_sheets else "",
            "sheets_left": [sheet.name for sheet in self.other_sheets if not sheet.is_hidden],
            "sheets_hidden": [sheet.name for sheet in self.other_sheets if sheet.is_hidden],
        }


def heading_key(text: str) -> str:
    """«Bevoegd gezag-nummer», «BEVOEGD_GEZAG_NUMMER» and «bevoegd gezag nummer » are the same heading."""
    return re.sub(r"[^a-z0-9]+", " ", folded(text)).strip()


# Control characters, and the marks that turn or hide text.
_INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"\s+")


def clean(value: object) -> str:
    """The text of a cell: without padding, control and direction marks; undoes the apostrophe of our own exports."""
    text = "" if value is None else str(value)[:MAX_CELL]
    text = text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    text = "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF)
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()
    return text[1:] if re.match(r"'[=+\-@]", text) else text


@dataclass(frozen=True)
class Choice:
    """How somebody said that a list is to be read; what is empty is found out from the list itself."""

    sheet: str = ""
    letters: str = ""
    columns: Mapping[str, int] | None = None  # our column → its place in the row of headings
    header: int | None = None  # which row holds the headings, from nought

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Choice:
        return cls(**options.get("reading", {}))

    def as_options(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "letters": self.letters, "columns": self.columns, "header": self.header}


@dataclass(frozen=True)
class Opened:
    """The rows of a list before anybody said which columns count, and what the list said of itself."""

    lines: Iterator[list[str]] = field(repr=False)
    sheets: tuple[Sheet, ...] = ()
    sheet: str = ""
    guess: Guess | None = None


def open_table(source: IO[bytes], *layouts: Layout, choice: Choice | None = None) -> tuple[Layout, Table]:
    """Open a table and find out to which of `layouts` it belongs: the first that lacks no column.

    `source` must be seekable and stay open while the rows are read; reading them may raise UnreadableTableError too.
    """
    choice = choice or Choice()
    opened = open_lines(source, *layouts, choice=choice)
    if choice.columns is not None:
        layout, table = layouts[0], _chosen(opened.lines, layouts[0], choice)
    else:
        layout, table = _match(opened.lines, layouts)
    others = tuple(sheet for sheet in opened.sheets if sheet.name != opened.sheet)
    return layout, replace(table, sheet=opened.sheet, other_sheets=others)


def open_lines(source: IO[bytes], *layouts: Layout, choice: Choice) -> Opened:
    """The rows as lists of cleaned cells, of the chosen sheet or the first visible one that has the headings."""
    source.seek(0, io.SEEK_END)
    size = source.tell()
    source.seek(0)
    if size == 0:
        raise UnreadableTableError(_("This file is empty."))
    if size > MAX_BYTES:
        raise UnreadableTableError(_("This file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024 // 1024})
    if other := explain_file(source):
        raise UnreadableTableError(other)
    if source.read(2) == b"PK":
        return _open_workbook(source, layouts, choice)
    return _open_text(source, layouts, choice)


# Workbooks ------------------------------------------------------------------------------------


def _open_workbook(source: IO[bytes], layouts: tuple[Layout, ...], choice: Choice) -> Opened:
    sheets = list_sheets(source, UnreadableTableError)
    visible = [sheet.name for sheet in sheets if not sheet.is_hidden]
    name = choice.sheet if choice.sheet in {sheet.name for sheet in sheets} else ""
    if not name and sheets and not visible:
        raise UnreadableTableError(_("All sheets of this file are hidden. Show the one with the list and save it."))
    if not name:
        name = visible[0] if len(visible) == 1 else _find_sheet(source, visible, layouts)
    rows = workbook_rows(source, UnreadableTableError, name)
    twice = _read_once if choice.letters == Letters.TWICE else _as_it_is
    lines = ([clean(twice(cell)) for cell in cells[:MAX_COLUMNS]] for cells in rows)
    return Opened(lines, sheets, name)


def _read_once(value: object) -> object:
    return read_once(value) if isinstance(value, str) else value


def _as_it_is(value: object) -> object:
    return value


def _find_sheet(source: IO[bytes], names: list[str], layouts: tuple[Layout, ...]) -> str:
    """The first sheet that has the headings; else the one in which most are recognised."""
    heads = read_heads(source, names, HEADER_DEPTH, UnreadableTableError)
    best, most = (names[0] if names else ""), 0
    for name, head in heads.items():
        for layout in layouts:
            for cells in head:
                found = layout.recognise([clean(cell) for cell in cells])
                if found and not layout.missing(found):
                    return name
                if len(found) > most:
                    best, most = name, len(found)
    return best


# Text -----------------------------------------------------------------------------------------


def _open_text(source: IO[bytes], layouts: tuple[Layout, ...], choice: Choice) -> Opened:
    try:
        guess = guess_letters(source)
    except NoTextError as error:
        raise UnreadableTableError(_("This is not a table. Choose a CSV or XLSX file.")) from error
    letters = Letters(choice.letters) if choice.letters in Letters.values else guess.letters
    return Opened(_lines(source, letters, _find_delimiter(source, letters, layouts)), guess=guess)


def _find_delimiter(source: IO[bytes], letters: Letters, layouts: tuple[Layout, ...]) -> str:
    """The one under which most columns are recognised in the first rows; where none is, the one that makes most."""
    best: tuple[tuple[int, int], str] = ((-1, -1), DELIMITERS[0])
    for delimiter in DELIMITERS:
        head: list[list[str]] = []
        with suppress(UnreadableTableError):
            head.extend(islice(_lines(source, letters, delimiter), HEADER_DEPTH))
        recognised = max((len(layout.recognise(cells)) for layout in layouts for cells in head), default=0)
        score = (recognised, max(map(len, head), default=0))
        if score > best[0]:
            best = (score, delimiter)
    return best[1]


def _lines(source: IO[bytes], letters: Letters, delimiter: str) -> Iterator[list[str]]:
    width = 0
    try:
        reader = csv.reader(open_text(source, letters), delimiter=delimiter)
        for cells in reader:
            width = max(width, len(cells)) if reader.line_num <= HEADER_DEPTH else width
            if swallowed := _find_swallowed(cells, delimiter, width):
                raise UnreadableTableError(_swallowed_text(reader.line_num, swallowed))
            yield [clean(cell) for cell in cells[:MAX_COLUMNS]]
    except UnicodeError as error:
        raise UnreadableTableError(_("We cannot read the letters in this file. Save it as CSV with UTF-8.")) from error
    except csv.Error as error:
        raise UnreadableTableError(
            _("Line %(line)s cannot be read. Is there a quotation mark too many?") % {"line": reader.line_num}
        ) from error


def _find_swallowed(cells: list[str], delimiter: str, width: int) -> int:
    """How many lines a quotation mark that was never closed took into one cell; 0 when it did not."""
    for cell in cells:
        lines = cell.splitlines()
        if len(lines) < 2 or width < 2:
            continue
        if any(line.count(delimiter) >= width - 1 and (width > 2 or "@" in line) for line in lines[1:]):
            return len(lines)
    return 0


def _swallowed_text(last: int, count: int) -> str:
    return _(
        'In line %(first)s stands a quotation mark (") too many: the lines up to %(last)s run together. Take it out and'
        " offer the list again."
    ) % {"first": max(last - count + 1, 1), "last": last}


# Headings -------------------------------------------------------------------------------------


def find_header(head: list[list[str]], layouts: tuple[Layout, ...]) -> tuple[int, Layout, dict[str, int]]:
    """The row of headings among the first rows, and what it says: the first that lacks nothing, else the best."""
    best: tuple[int, int, Layout, dict[str, int]] = (-1, 0, layouts[0], {})
    for index, cells in enumerate(head):
        for layout in layouts:
            found = layout.recognise(cells)
            if found and not layout.missing(found):
                return index, layout, found
            if len(found) > best[0]:
                best = (len(found), index, layout, found)
    return best[1], best[2], best[3]


def _match(lines: Iterator[list[str]], layouts: tuple[Layout, ...]) -> tuple[Layout, Table]:
    """Find the row of headings among the first rows and say which layout it is, or what is missing."""
    head = list(islice(lines, HEADER_DEPTH))
    index, layout, found = find_header(head, layouts)
    if not found or (missing := layout.missing(found)):
        missing = layout.missing(found)
        raise UnreadableTableError(tell_missing(missing, head[index] if head else []))
    rows = chain(head[index + 1 :], lines)
    unused = tuple(text for place, text in enumerate(head[index]) if text and place not in found.values())
    return layout, Table(found, _rows(rows, found, index + 2, layout.max_rows, len(head[index])), unused)


def _chosen(lines: Iterator[list[str]], layout: Layout, choice: Choice) -> Table:
    """The rows below the headings, with the columns that somebody chose."""
    columns = dict(choice.columns or {})
    header = choice.header or 0
    headings = next(islice(lines, header, None), [])
    unused = tuple(text for place, text in enumerate(headings) if text and place not in columns.values())
    return Table(columns, _rows(lines, columns, header + 2, layout.max_rows, len(headings)), unused)


def tell_missing(missing: Iterable[str], cells: Iterable[str]) -> str:
    """Which columns a list must have and has not, beside what stands in it."""
    seen = ", ".join(cell[:40] for cell in islice(filter(None, cells), 15)) or "–"
    columns = ", ".join(missing)
    return _("These columns are missing: %(missing)s. The first row of this file is: %(seen)s.") % {
        "missing": columns,
        "seen": seen,
    }


def _rows(lines: Iterable[list[str]], columns: dict[str, int], first: int, limit: int, width: int) -> Iterator[Row]:
    for count, cells in enumerate(lines):
        if count >= limit:
            raise UnreadableTableError(_("This file has more than %(limit)s rows.") % {"limit": limit})
        if any(cells):
            values = {n: cells[i] if i < len(cells) else "" for n, i in columns.items()}
            yield Row(first + count, values, is_short=len(cells) < width)
