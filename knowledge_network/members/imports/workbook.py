"""The sheets and rows of an XLSX file that may have been made to hurt."""

from __future__ import annotations

import datetime as dt
import html
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from knowledge_network.members.imports.kinds import explain_archive

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ENTRIES = 500
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 150  # how many times larger an entry may become; a table of equal rows stays far below
MAX_ROWS = 100_000
MAX_WIDTH = 300
MAX_SHEETS = 60
_SMALL = 1024 * 1024  # below this nothing can hurt, whatever its ratio
# A cell with a formula of which the file does not say the outcome. As text it can be shown and written over.
UNSTORED = "=?"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(name|state)="([^"]*)"')


@dataclass(frozen=True)
class Sheet:
    """A tab of the workbook. A hidden one is never read unasked: who hid it may not know it is there."""

    name: str
    is_hidden: bool = False


def list_sheets(source: IO[bytes], error: type[Exception]) -> tuple[Sheet, ...]:
    """The tabs in their order, read from the table of contents alone."""
    _check_archive(source, error)
    source.seek(0)
    with zipfile.ZipFile(source) as archive:
        name = next(n for n in archive.namelist() if n.lower().endswith("workbook.xml"))
        try:
            contents = archive.read(name)[:_SMALL]
        except Exception as reason:
            raise error(_damaged()) from reason
    found = []
    for tag in _SHEET.findall(contents)[:MAX_SHEETS]:
        values = {key: html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}
        found.append(Sheet(values.get(b"name", ""), values.get(b"state", "visible") != "visible"))
    return tuple(found)


def read_heads(
    source: IO[bytes], names: list[str], depth: int, error: type[Exception]
) -> dict[str, list[list[object]]]:
    """The first rows of some sheets."""
    with _opened(source, error) as book:
        return {name: list(islice(_values(book, name, error), depth)) for name in names}


def workbook_rows(source: IO[bytes], error: type[Exception], sheet: str = "") -> Iterator[list[object]]:
    """The rows of a sheet (the first, when none is named) as lists of values; raises `error` with a text for the
    reader when the file is no sound workbook. A formula without its outcome is `UNSTORED`."""
    _check_archive(source, error)
    with _opened(source, error) as book:
        if not _holds_formulas(book, sheet):
            yield from _values(book, sheet, error)
            return
        with _opened(source, error, formulas=True) as formulas:
            for cells, written in zip(_values(book, sheet, error), _values(formulas, sheet, error), strict=False):
                yield [
                    _outcome(value, formula)
                    for value, formula in zip(cells, chain(written, repeat(None)), strict=False)
                ]


def _outcome(value: object, formula: object) -> object:
    lost = value is None and formula is not None and str(formula).startswith(("=", "<openpyxl"))
    return UNSTORED if lost else value


@contextmanager
def _opened(source: IO[bytes], error: type[Exception], *, formulas: bool = False) -> Iterator[Workbook]:
    from openpyxl import load_workbook  # noqa: PLC0415 9 MB that a web process mostly does without

    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about styles and drawings that it leaves out
            book = load_workbook(source, read_only=True, data_only=not formulas, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (error, GeneratorExit):
        raise
    except Exception as reason:
        raise error(_damaged()) from reason


def _damaged() -> str:
    return _("This Excel file is damaged. Open it, save it again as .xlsx, or save it as .csv.")


def _check_archive(source: IO[bytes], error: type[Exception]) -> None:
    """Look at the table of contents before anything is unpacked."""
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            other = explain_archive(archive)
    except Exception as reason:
        raise error(_damaged()) from reason
    if other:
        raise error(other)
    too_big = len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED
    swollen = any(e.file_size > _SMALL and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if too_big or swollen:
        raise error(_("This Excel file is far larger inside than it looks. Save it as .csv and try again."))


def _holds_formulas(book: Workbook, name: str) -> bool:
    """Whether the sheet has any: its text tells, without its rows."""
    sheet = _find_sheet(book, name)
    with sheet._get_source() as text:
        before = b""
        while block := text.read(_SMALL):
            if b"<f>" in before + block or b"<f " in before + block or b"<f/" in before + block:
                return True
            before = block[-3:]
    return False


def _find_sheet(book: Workbook, name: str):  # type: ignore[no-untyped-def]
    sheets = book.worksheets
    return next((sheet for sheet in sheets if sheet.title == name), sheets[0])


def _values(book: Workbook, name: str, error: type[Exception]) -> Iterator[list[object]]:
    sheet = _find_sheet(book, name)
    width = 0  # rows of a sheet end where their values do: a short one is no damage
    sheet.reset_dimensions()  # what the file says about its own size may be untrue
    for count, cells in enumerate(sheet.iter_rows(values_only=True)):
        if count >= MAX_ROWS:
            raise error(_("This file has more than %(limit)s rows.") % {"limit": MAX_ROWS})
        width = max(width, len(cells))
        yield [_plain(value) for value in cells[:MAX_WIDTH]] + [None] * (min(width, MAX_WIDTH) - len(cells))


def _plain(value: object) -> object:
    """Numbers without «.0», dates as in the calendar: as the reader of the sheet sees them."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value
