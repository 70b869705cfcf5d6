"""The rows of the first sheet of an XLSX file that may have been made to hurt."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ENTRIES = 500
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 150  # how many times larger an entry may become; a table of equal rows stays far below
MAX_ROWS = 100_000
MAX_WIDTH = 300
_SMALL = 1024 * 1024  # below this nothing can hurt, whatever its ratio


def workbook_rows(source: IO[bytes], error: type[Exception]) -> Iterator[list[object]]:
    """The rows as lists of values; raises `error` with a text for the reader when the file is no sound workbook."""
    from openpyxl import load_workbook  # noqa: PLC0415 9 MB that a web process mostly does without

    _check_archive(source, error)
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about styles and drawings that it leaves out
            book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
            try:
                yield from _values(book, error)
            finally:
                book.close()
    except error:
        raise
    except Exception as reason:
        raise error(_("This Excel file is damaged. Open it, save it again as .xlsx, or save it as .csv.")) from reason


def _check_archive(source: IO[bytes], error: type[Exception]) -> None:
    """Look at the table of contents before anything is unpacked."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as reason:
        raise error(_("This Excel file is damaged. Open it, save it again as .xlsx, or save it as .csv.")) from reason
    if not any(entry.filename.lower().endswith("workbook.xml") for entry in entries):
        raise error(_("This is not a table. Choose a CSV or XLSX file."))
    too_big = len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED
    swollen = any(e.file_size > _SMALL and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if too_big or swollen:
        raise error(_("This Excel file is far larger inside than it looks. Save it as .csv and try again."))


def _values(book: Workbook, error: type[Exception]) -> Iterator[list[object]]:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says about its own size may be untrue
    for count, cells in enumerate(sheet.iter_rows(values_only=True)):
        if count >= MAX_ROWS:
            raise error(_("This file has more than %(limit)s rows.") % {"limit": MAX_ROWS})
        yield [_plain(value) for value in cells[:MAX_WIDTH]]


def _plain(value: object) -> object:
    """Numbers without «.0», dates as in the calendar: as the reader of the sheet sees them."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value
