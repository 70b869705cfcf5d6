"""Reading a table of unknown make, row by row: CSV, XLSX or pasted text; delimiter, encoding and columns are found out.

Whatever the bytes are, the outcome is rows or an `UnreadableTableError` whose text can be shown to who offered it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO

from django.utils.translation import gettext as _

from knowledge_network.kit.text import folded
from knowledge_network.members.imports.workbook import workbook_rows

MAX_BYTES = 20 * 1024 * 1024
MAX_COLUMNS = 200
MAX_CELL = 4_000
HEADER_DEPTH = 20  # the column names stand somewhere in the first rows
DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 64 * 1024


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


@dataclass
class Table:
    """A table that was opened: which columns it has, and its rows once."""

    columns: dict[str, int]
    rows: Iterator[Row] = field(repr=False)


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


def open_table(source: IO[bytes], *layouts: Layout) -> tuple[Layout, Table]:
    """Open a table and find out to which of `layouts` it belongs: the first that lacks no column.

    `source` must be seekable and stay open while the rows are read; reading them may raise UnreadableTableError too.
    """
    source.seek(0, io.SEEK_END)
    size = source.tell()
    source.seek(0)
    if size == 0:
        raise UnreadableTableError(_("This file is empty."))
    if size > MAX_BYTES:
        raise UnreadableTableError(_("This file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024 // 1024})
    start = source.read(8)
    source.seek(0)
    if start.startswith(b"PK"):
        return _match(_sheet(source), layouts)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTableError(
            _("This is an old or protected Excel file. Save it as .xlsx or .csv without a password.")
        )
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableTableError(_("This is not a table. Choose a CSV or XLSX file."))
    return _text_table(source, layouts)


def _sheet(source: IO[bytes]) -> Iterator[list[str]]:
    return ([clean(cell) for cell in cells[:MAX_COLUMNS]] for cells in workbook_rows(source, UnreadableTableError))


def _text_table(source: IO[bytes], layouts: tuple[Layout, ...]) -> tuple[Layout, Table]:
    """Try each delimiter on the first rows and keep the one under which most columns are recognised."""
    encoding = _encoding(source)
    best: tuple[int, str] = (-1, DELIMITERS[0])
    for delimiter in DELIMITERS:
        try:
            head = list(islice(_lines(source, encoding, delimiter), HEADER_DEPTH))
        except UnreadableTableError:
            continue
        score = max((len(layout.recognise(cells)) for layout in layouts for cells in head), default=0)
        if score > best[0]:
            best = (score, delimiter)
    return _match(_lines(source, encoding, best[1]), layouts)


def _lines(source: IO[bytes], encoding: str, delimiter: str) -> Iterator[list[str]]:
    source.seek(0)
    text = io.TextIOWrapper(_Borrowed(source), encoding=encoding, newline="")  # type: ignore[type-var]
    reader = csv.reader(text, delimiter=delimiter)
    try:
        for cells in reader:
            yield [clean(cell) for cell in cells[:MAX_COLUMNS]]
    except UnicodeError as error:
        raise UnreadableTableError(_("We cannot read the letters in this file. Save it as CSV with UTF-8.")) from error
    except csv.Error as error:
        raise UnreadableTableError(
            _("Line %(line)s cannot be read. Is there a quotation mark too many?") % {"line": reader.line_num}
        ) from error


class _Borrowed(io.BufferedIOBase):
    """Reads from somebody else's file without closing it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._source.read(-1 if size is None else size)

    def read1(self, size: int = -1, /) -> bytes:
        return self._source.read(size)


def _encoding(source: IO[bytes]) -> str:
    """UTF-16 by its mark or its many zeros, UTF-8 when the whole file is valid UTF-8, else Windows' western one."""
    source.seek(0)
    sample = source.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 5:
        return "utf-16-le" if odd > even else "utf-16-be"
    if even or odd:
        raise UnreadableTableError(_("This is not a table. Choose a CSV or XLSX file."))
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    source.seek(0)
    try:
        while block := source.read(_SAMPLE):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _match(lines: Iterator[list[str]], layouts: tuple[Layout, ...]) -> tuple[Layout, Table]:
    """Find the row of headings among the first rows and say which layout it is, or what is missing."""
    head = list(islice(lines, HEADER_DEPTH))
    best: tuple[int, int, Layout, dict[str, int]] = (-1, 0, layouts[0], {})
    for index, cells in enumerate(head):
        for layout in layouts:
            found = layout.recognise(cells)
            if found and not layout.missing(found):
                rows = chain(head[index + 1 :], lines)
                return layout, Table(found, _rows(rows, found, index + 2, layout.max_rows))
            if len(found) > best[0]:
                best = (len(found), index, layout, found)
    _count, index, layout, found = best
    raise UnreadableTableError(_missing_text(layout.missing(found), head[index] if head else []))


def _missing_text(missing: list[str], cells: list[str]) -> str:
    seen = ", ".join(cell[:40] for cell in cells[:15] if cell) or "–"
    columns = ", ".join(missing)
    return _("These columns are missing: %(missing)s. The first row of this file is: %(seen)s.") % {
        "missing": columns,
        "seen": seen,
    }


def _rows(lines: Iterable[list[str]], columns: dict[str, int], first: int, limit: int) -> Iterator[Row]:
    for count, cells in enumerate(lines):
        if count >= limit:
            raise UnreadableTableError(_("This file has more than %(limit)s rows.") % {"limit": limit})
        if any(cells):
            yield Row(first + count, {n: cells[i] if i < len(cells) else "" for n, i in columns.items()})
