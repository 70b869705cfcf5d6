"""Tables out: CSV and XLSX that a spreadsheet opens well, and in which no cell can act as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

# openpyxl takes 9 MB of every process, so it is imported when somebody asks for a workbook.
# Excel and LibreOffice take a cell that starts so for a formula, in East Asia with the wide signs too; a tab or line
# end in front is skipped by them.
SIGNS = "=+-@＝＋－＠"
FORMULA_STARTS = (*SIGNS, "\t", "\r", "\n")
# A spreadsheet in another language cuts at the comma, also within our quotes: what follows would begin a cell.
CUT_AND_SIGN = re.compile(rf"(?<=.)[,;\t\r\n]\"*(?=[{re.escape(SIGNS)}])", re.DOTALL)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TABLE, SHEET = "table_name", "sheet_name"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def inert(value: object) -> object:
    """`value` as a CSV cell: text that looks like a formula gets an apostrophe in front; numbers and dates stay.

    Parts of a number follow a comma: a Dutch spreadsheet makes the first of May of 1.5.
    """
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, bool | int):
        return value
    if isinstance(value, dt.datetime):
        return (
            timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(value) else value.isoformat(" ")
        )
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).replace("\x00", "")
    text = CUT_AND_SIGN.sub(r"\g<0> ", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines with semicolons, as a Dutch spreadsheet expects; the byte order mark tells it that this is UTF-8."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow([inert(cell) for cell in header])
    for row in rows:
        yield writer.writerow([inert(cell) for cell in row])


def csv_response(filename: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download of `rows`, streamed: memory does not grow with their number."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    return _as_download(response, filename)


def xlsx_response(
    filename: str,
    title: str,
    header: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    widths: Sequence[int] = (),
) -> HttpResponse:
    """A workbook of one sheet with a bold, frozen header; columns of the `widths`, or as wide as that header asks."""
    from openpyxl import Workbook  # noqa: PLC0415 9 MB, for who downloads a workbook

    book = Workbook(write_only=True)
    # A sheet's name has at most 31 characters and none of these.
    sheet = book.create_sheet("".join(c for c in title if c not in r"[]:*?/\'")[:31] or "1")
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header):
        width = max(12, min(40, len(str(name)) + 4), widths[number] if widths else 0)
        sheet.column_dimensions[_letter(number)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    memory = io.BytesIO()
    book.save(memory)
    return _as_download(HttpResponse(memory.getvalue(), content_type=XLSX_TYPE), filename)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 9 MB, for who downloads a workbook

    letter: str = get_column_letter(number + 1)
    return letter


def _cell(sheet: Any, value: object, *, bold: bool = False) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 9 MB, for who downloads a workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 9 MB, for who downloads a workbook
    from openpyxl.styles import Font  # noqa: PLC0415 9 MB, for who downloads a workbook

    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    if value is not None and not isinstance(value, bool | int | float | Decimal | dt.date):
        value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:32_767]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    if isinstance(value, str):
        cell.data_type = "s"  # never «f»: a text that starts with «=» stays that text
    if bold:
        cell.font = Font(bold=True)
    return cell


def name_with_day(filename: str) -> str:
    """«leden.csv» as «leden-2026-11-29.csv», so that two days lie beside each other; a day that is there stays."""
    stem, dot, extension = filename.rpartition(".")
    return filename if DAY.search(filename) else f"{stem}-{timezone.localdate():%Y-%m-%d}{dot}{extension}"


def read_table_name(response: HttpResponseBase) -> str:
    """The name of the sheet that a response is and of which nobody told the logbook yet, else nothing."""
    name: str = vars(response).get(TABLE, "")
    return name


def read_sheet_name(response: HttpResponseBase) -> str:
    """How the sheet is called that a response is, else nothing."""
    name: str = vars(response).get(SHEET, "")
    return name


def leave_out_of_logbook[Response: HttpResponseBase](response: Response) -> Response:
    """What holds nobody's data but the reader's own, and what the logbook was told of in other words."""
    vars(response)[TABLE] = ""
    return response


def _as_download[Response: HttpResponse | StreamingHttpResponse](response: Response, filename: str) -> Response:
    name = name_with_day(filename)
    vars(response)[TABLE] = vars(response)[SHEET] = name
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
