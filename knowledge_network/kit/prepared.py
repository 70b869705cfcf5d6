"""Queries of which Django writes the SQL once a day, or PostgreSQL makes the plan once, instead of at every request.

Writing the SQL of a queryset with a few subqueries takes longer than answering it, and a page that everybody opens asks
the same few questions again and again (docs/decisions/0021). A prepared query is still written as a queryset, so who
may see what is decided in one place; only its values are filled in later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.utils import timezone

# Stands in the written SQL for a value that comes with the call; nothing else has these values.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda n: -7_340_000_001 - n,
    str: lambda n: f"\ue0f1 value {n} of a prepared query",
    dt.datetime: lambda n: dt.datetime(9876, 5, 4, 3, 2, n, tzinfo=dt.UTC),
}


@dataclass(frozen=True)
class _Written:
    """A queryset as SQL: `places` names the values that come with the call, by their position among `parameters`."""

    day: dt.date
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, list[Callable[..., Any]], Any], ...]


class PreparedQuery:
    """`build` makes the queryset, with `values()` by name, from stand-ins for the values that `kinds` names.

        _roles = PreparedQuery(lambda group: GroupMembership.objects.filter(group=group).values("role"), group=int)
        _roles.rows(group=group.pk)

    `build` may use today's date, for the SQL is written anew every day, but not the time: pass that. What it decides on
    beside the values is passed in `variant`, one hashable word for which the SQL is written and kept separately.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any]], **kinds: type) -> None:
        self._build = build
        self._stand_ins = {name: STAND_INS[kind](n) for n, (name, kind) in enumerate(kinds.items())}
        self._written: dict[Hashable, _Written] = {}

    def rows(self, variant: Hashable = None, **values: Any) -> list[dict[str, Any]]:
        written = self._written.get(variant)
        if written is None or written.day != timezone.localdate():
            written = self._written[variant] = self._write(variant)
        parameters = list(written.parameters)
        for position, name in written.places:
            parameters[position] = values[name]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            found = cursor.fetchall()
        return [self._row(written, row) for row in found]

    @staticmethod
    def _row(written: _Written, row: tuple[Any, ...]) -> dict[str, Any]:
        named = dict(zip(written.names, row, strict=True))
        for position, converters, expression in written.converters:
            value = row[position]
            for convert in converters:
                value = convert(value, expression, connection)
            named[written.names[position]] = value
        return named

    def _write(self, variant: Hashable) -> _Written:
        day = timezone.localdate()
        chosen = () if variant is None else (variant,)
        query = self._build(*chosen, **self._stand_ins).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        names = {stand_in: name for name, stand_in in self._stand_ins.items()}
        places = tuple((n, names[p]) for n, p in enumerate(parameters) if isinstance(p, Hashable) and p in names)
        if missing := set(self._stand_ins) - {name for _position, name in places}:
            raise ImproperlyConfigured(f"These values do not stand in the SQL as they are: {sorted(missing)}")
        if any(isinstance(p, dt.datetime) and p not in names for p in parameters):
            raise ImproperlyConfigured("A prepared query lives for a day and must not hold the time of day.")
        columns = [column for column, _sql, _alias in compiler.select]
        converters = tuple((n, made, column) for n, (made, column) in compiler.get_converters(columns).items())
        return _Written(day, sql, tuple(parameters), places, tuple(query.selected or ()), converters)


class PreparedStatement:
    """SQL of many joins, of which making the plan takes longer than running it: each connection plans it once.

    Values come by name and are bound by the server, so the SQL must say of each what type it is where that is not
    plain (`%(members)s::bigint[]`). It is prepared at its first use. While a connection has a threshold, psycopg counts
    every other query too and keeps their texts: so it has one only here.
    """

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
        wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        connection.connection.prepare_threshold = 0
        try:
            with wrap(cursor) as wrapped:
                wrapped.execute(self._sql, values)
                found: list[tuple[Any, ...]] = wrapped.fetchall()
        finally:
            connection.connection.prepare_threshold = None
        return found


def instance[T: models.Model](model: type[T], row: dict[str, Any], prefix: str = "") -> T:
    """An object of `model` with the fields that `row` holds (their names after `prefix`), the others deferred.

    Without a prefix, what was annotated becomes attributes.
    """
    names = [f.attname for f in model._meta.concrete_fields if prefix + f.attname in row]
    made = model.from_db(DEFAULT_DB_ALIAS, names, [row[prefix + name] for name in names])
    if not prefix:
        made.__dict__.update((name, row[name]) for name in row.keys() - set(names) if "__" not in name)
    return made
