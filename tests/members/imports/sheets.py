"""Lists as offices send them, made for tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook


def make_workbook(sheets: dict[str, Iterable[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook with these tabs in their order; those named in `hidden` do not show."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()
