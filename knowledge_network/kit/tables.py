"""Tables of a desk: one way to sort, draw, tick and take out rows, whatever the rows are.

A room says of its list which columns it has and what a row shows in each; the page, the sheet that one downloads and
the views that somebody keeps all come of that one `Table`. Drawn by Jinja2: a hundred rows of eleven cells are many.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.lists import drawn
from knowledge_network.kit.tabular_export import csv_response, xlsx_response

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

SORT = "sorteer"
FROM = "vanaf"
CSV, XLSX = "csv", "xlsx"
EXPORTS: list[tuple[str, str | Promise]] = [(CSV, _("Export as CSV")), (XLSX, _("Export as Excel"))]
PAGE_SIZE, AT_ONCE = 100, 500


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what stands in a cell: words, perhaps with an address, and the look of a state or a chip.

    `look` is a class of the style sheet; a `note` stands on a line of its own, quieter. With `does` it is a button that
    does that to its row at once: it sends what the list of what can be done with ticked rows would send.
    """

    text: str | Promise
    url: str = ""
    look: str = ""
    kind: str = ""
    icon: str = ""
    on_own_line: bool = False
    does: str = ""


def say(text: str | Promise | int | None, *, url: str = "", note: str | Promise = "") -> tuple[Part, ...]:
    """The plain cell: words or a number, and below them a quieter line where there is one. Nothing gives nothing."""
    said = (Part("" if text is None else str(text), url),) if text not in (None, "") else ()
    return (*said, Part(note, look="meta", on_own_line=True)) if note else said


def say_state(text: str | Promise, tone: str, *, url: str = "", note: str | Promise = "") -> tuple[Part, ...]:
    """A dot and a word, in the tones of the style sheet."""
    state = Part(text, url, f"state {tone}".strip())
    return (state, Part(note, look="meta", on_own_line=True)) if note else (state,)


def short_date(value: dt.date | None) -> str:
    """«3 mrt», and the year where it is another one: a table has no room for more."""
    if value is None:
        return ""
    day = timezone.localdate(value) if isinstance(value, dt.datetime) else value
    return date_format(day, "j b" if day.year == timezone.localdate().year else "j b Y")


def short_moment(value: dt.datetime | None) -> str:
    """«3 mrt 14:05»."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{short_date(value)} {local:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Column[Row]:
    """One column. Without `draw` it stands in the sheet alone, without `value` on the page alone.

    `order`: the field by which its head sorts, never empty in a row; none for a head that does not sort.
    `width`: how many characters of it the sheet shows. `is_brief`: long words keep to one line on a wide screen, and
    unfold in the row on which the keyboard stands. `is_extra`: at a desk it is there where the screen is wide.
    """

    code: str
    label: str | Promise
    draw: Callable[[Row], tuple[Part, ...]] | None = None
    value: Callable[[Row], object] | None = None
    order: str = ""
    is_number: bool = False
    is_whole: bool = False
    is_brief: bool = False
    is_extra: bool = False
    width: int = 18


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the table: where sorting by it leads, and how it is sorted now."""

    code: str
    label: str | Promise
    url: str
    sort: str
    look: str


@dataclass(frozen=True, slots=True)
class DrawnCell:
    parts: tuple[Part, ...]
    label: str | Promise
    look: str
    full: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One line: its key for what is ticked, and how it is called there. Without a key it cannot be ticked."""

    key: str
    name: str
    first: DrawnCell
    cells: list[DrawnCell]


@dataclass(frozen=True, kw_only=True)
class Table[Row]:
    """A list with heads. `first_sort` is the order of who chose none, `tie` the field that makes every order total.

    `parameters` are the words of its filter as they stand in an address; nothing else is kept in a view.
    """

    name: str
    title: str | Promise
    columns: tuple[Column[Row], ...]
    key: Callable[[Row], str]
    naming: Callable[[Row], str]
    first_sort: str
    tie: str
    parameters: tuple[str, ...]

    def __post_init__(self) -> None:
        known_tables[self.name] = (*self.parameters, SORT)

    def read_sort(self, data: QueryDict) -> str:
        """The code of the column to sort by, with a leading `-` downwards; what means nothing is the first order."""
        asked = data.get(SORT, "")
        known = {column.code for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in known else self.first_sort

    def read_order(self, data: QueryDict) -> tuple[str, ...]:
        """The fields to page by."""
        sort = self.read_sort(data)
        sign = "-" if sort.startswith("-") else ""
        field = next(column.order for column in self.columns if column.code == sort.removeprefix("-"))
        return (f"{sign}{field}", f"{sign}{self.tie}") if field != self.tie else (f"{sign}{field}",)

    def read_query(self, data: QueryDict) -> str:
        """The filter and the order of an address, without what means nothing and without the place in the list."""
        return clean_query(self.name, data.urlencode())

    def draw_heads(self, data: QueryDict) -> list[Head]:
        now = self.read_sort(data)
        heads = []
        for column in self.columns:
            if column.draw is None:
                continue
            up, down = now == column.code, now == f"-{column.code}"
            words = data.copy()
            words.pop(FROM, None)
            words[SORT] = f"-{column.code}" if up else column.code
            url = f"?{words.urlencode()}" if column.order else ""
            sort = "ascending" if up else "descending" if down else ""
            heads.append(Head(column.code, column.label, url, sort, _find_look(column, is_head=True)))
        return heads

    def draw(
        self, rows: Iterable[Row], data: QueryDict, *, can_pick: bool = True, foot: list[str] | None = None
    ) -> SafeString:
        """The table as HTML. `foot` are the cells of a line below it, one for each column."""
        heads = self.draw_heads(data)
        lines = [self._draw_row(row) for row in rows]
        return drawn("table", heads=heads, rows=lines, can_pick=can_pick, title=self.title, foot=foot or [])

    def _draw_row(self, row: Row) -> DrawnRow:
        first, *cells = [_draw_cell(column, column.draw(row)) for column in self.columns if column.draw is not None]
        return DrawnRow(self.key(row), self.naming(row), first, cells)

    def export(self, rows: Iterable[Row], extension: str) -> HttpResponse | StreamingHttpResponse:
        """The rows as a sheet with the day in its name: dates are dates, numbers numbers, columns as wide as asked."""
        columns = [column for column in self.columns if column.value is not None]
        title = str(self.title)
        name = f"{title.lower()}-{timezone.localdate():%Y-%m-%d}.{extension}"
        header = [str(column.label) for column in columns]
        lines = _read_values(columns, rows)
        if extension == XLSX:
            return xlsx_response(name, title, header, lines, widths=[column.width for column in columns])
        return csv_response(name, header, lines)


def _find_look[Row](column: Column[Row], *, is_head: bool = False) -> str:
    """The classes of its cells; its head has words of its own length."""
    kept = {"num": column.is_number, "extra": column.is_extra}
    words = {} if is_head else {"nowrap": column.is_whole, "brief": column.is_brief}
    return " ".join(name for name, is_so in (kept | words).items() if is_so)


def _draw_cell[Row](column: Column[Row], parts: tuple[Part, ...]) -> DrawnCell:
    look = _find_look(column)
    full = " ".join(str(part.text) for part in parts) if column.is_brief else ""
    return DrawnCell(parts, column.label, look, full)


def _read_values[Row](columns: list[Column[Row]], rows: Iterable[Row]) -> Iterator[list[object]]:
    for row in rows:
        values = [column.value(row) for column in columns if column.value is not None]
        yield [str(value) if isinstance(value, Promise) else value for value in values]


def present_in_parts(
    rows: QuerySet[Any], present: Callable[[list[Any]], Iterable[Any]] = list, *, at_once: int = AT_ONCE
) -> Iterator[Any]:
    """All `rows`, some at a time: memory does not grow with them, and what `present` asks is asked for each part."""
    for part in batched(rows.iterator(chunk_size=at_once), at_once):
        yield from present(list(part))


# What stands in an address of each table: filled as the rooms say what their tables are.
known_tables: dict[str, tuple[str, ...]] = {}


def clean_query(table: str, query: str) -> str:
    """What of `query` the table knows, in an order of its own, so that the same filter always reads the same."""
    known = known_tables[table]
    pairs = [(name, value) for name, value in parse_qsl(query, max_num_fields=50) if name in known and value]
    return urlencode(sorted(pairs, key=lambda pair: known.index(pair[0])))
