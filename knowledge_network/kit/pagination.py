"""Keyset paging: the next page costs the same wherever you are in the list."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict


@dataclass(frozen=True)
class KeysetPage:
    """One page of rows; its cursors are empty at the ends, and stand in addresses as `parameter`."""

    rows: list[Any]
    next_cursor: str
    previous_cursor: str
    parameter: str = "vanaf"

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_whole(self) -> bool:
        """There are no other pages."""
        return not self.next_cursor and not self.previous_cursor

    @property
    def next_query(self) -> dict[str, str]:
        return {self.parameter: self.next_cursor}

    @property
    def previous_query(self) -> dict[str, str]:
        return {self.parameter: self.previous_cursor}


def _encode(values: list[Any], *, backwards: bool) -> str:
    raw = json.dumps([backwards, *[str(v) for v in values]], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decode(cursor: str, width: int) -> tuple[bool, list[str]] | None:
    """The direction and the key of the row at which the page starts; None for anything that we did not hand out."""
    if not cursor or len(cursor) > 1000:
        return None
    try:
        backwards, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        return None
    if not isinstance(backwards, bool) or len(values) != width or not all(isinstance(v, str) for v in values):
        return None
    if any("\x00" in v for v in values):
        return None
    return backwards, values


def cursor_after(row: Any, by: tuple[str, ...]) -> str:
    """The cursor of the page that starts right after `row`, for a link into the middle of a list ordered `by`."""
    return _encode(_key(row, [f.removeprefix("-") for f in by]), backwards=False)


def paginate(
    queryset: QuerySet[Any],
    data: QueryDict | dict[str, str],
    *,
    by: tuple[str, ...] = ("sort_name", "public_id"),
    size: int = 20,
    parameter: str = "vanaf",
) -> KeysetPage:
    """The page of `queryset` that the cursor in `data` asks for, ordered by the fields `by` (unique together).

    A field with a leading `-` runs downwards; all fields run the same way, so that one row comparison finds the place.
    A damaged cursor gives the first page.
    """
    return paginate_several([queryset], data, by=by, size=size, parameter=parameter)


def paginate_several(
    querysets: Sequence[QuerySet[Any]],
    data: QueryDict | dict[str, str],
    *,
    by: tuple[str, ...],
    size: int = 20,
    parameter: str = "vanaf",
) -> KeysetPage:
    """The same of rows that are found from several sides, each with its index; a row that is found twice stands once.

    One query for each side, which reads no more than a page of it.
    """
    descending = by[0].startswith("-")
    fields = [f.removeprefix("-") for f in by]
    decoded = _decode(data.get(parameter, "") or "", len(fields))
    backwards, values = decoded or (False, [])
    if values:
        try:
            beyond = _beyond(fields, values, up=descending == backwards)
            querysets = [queryset.filter(beyond) for queryset in querysets]
        except (ValueError, TypeError, OverflowError, ValidationError):
            backwards, values = False, []  # no such value in that field: not a cursor of ours
    reverse = descending != backwards
    order = [("-" + f if reverse else f) for f in fields]
    rows = [row for queryset in querysets for row in queryset.order_by(*order)[: size + 1]]
    if len(querysets) > 1:
        by_key = {tuple(_key(row, fields)): row for row in rows}
        rows = [by_key[key] for key in sorted(by_key, reverse=reverse)][: size + 1]
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next = bool(values) if backwards else more
    has_previous = more if backwards else bool(values)
    return KeysetPage(
        rows=rows,
        next_cursor=_encode(_key(rows[-1], fields), backwards=False) if rows and has_next else "",
        previous_cursor=_encode(_key(rows[0], fields), backwards=True) if rows and has_previous else "",
        parameter=parameter,
    )


def first_page(rows: list[Any], *, by: tuple[str, ...] = ("sort_name", "public_id"), size: int = 20) -> KeysetPage:
    """The first page of rows that were asked for another way: `size` of them in their order, and one more if any."""
    shown = rows[:size]
    more = len(rows) > size
    return KeysetPage(shown, _encode(_key(shown[-1], list(by)), backwards=False) if more else "", "")


def slice_rows(
    rows: Sequence[Any], data: QueryDict | dict[str, str], *, size: int = 20, parameter: str = "vanaf"
) -> KeysetPage:
    """The page of rows that are all at hand; its cursor is a place in their order. A damaged one gives the first."""
    text = data.get(parameter, "") or ""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    begin = asked if asked < len(rows) else 0
    end = begin + size
    return KeysetPage(
        rows=list(rows[begin:end]),
        next_cursor=str(end) if end < len(rows) else "",
        previous_cursor=str(max(begin - size, 0)) if begin else "",
        parameter=parameter,
    )


def _key(row: Any, fields: list[str]) -> list[Any]:
    return [row[f] if isinstance(row, dict) else getattr(row, f) for f in fields]


def _beyond(fields: list[str], values: list[str], *, up: bool) -> Q:
    """Rows strictly after (or before) the key, written so that PostgreSQL starts at the right place of the index."""
    operator = "gt" if up else "lt"
    condition = Q(**{f"{fields[-1]}__{operator}": values[-1]})
    for field, value in reversed(list(zip(fields[:-1], values[:-1], strict=True))):
        condition = Q(**{f"{field}__{operator}": value}) | (Q(**{field: value}) & condition)
    return Q(**{f"{fields[0]}__{operator}e": values[0]}) & condition if len(fields) > 1 else condition
