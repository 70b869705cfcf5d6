"""Queries of which Django writes the SQL once a day, or PostgreSQL makes the plan once, instead of at every request.

Writing the SQL of a queryset with a few subqueries takes longer than answering it, and a page that everybody opens asks
the same few questions again and again (docs/decisions/0021). A prepared query is still written as a queryset, so who
may see what is decided in one place; only its values are filled in later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.utils import timezone
from psycopg.types.json import JsonbLoader

# Stands in the written SQL for a value that comes with the call; nothing else has these values.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda n: -7_340_000_001 - n,
    str: lambda n: f"«value {n} of a prepared query»",
    dt.datetime: lambda n: dt.datetime(9876, 5, 4, 3, 2, n, tzinfo=dt.UTC),
    dt.date: lambda n: dt.date(9877, 6, 5 + n),
}
STAND_IN_PK = -7_350_000_001
READER = "pk of the reader"


class UndeclaredError(ImproperlyConfigured):
    """A rule asked the stand-in of a reader for something that the prepared query did not declare."""


class StandInReader:
    """Stands for who reads where the SQL is written: tells what the query declared, and nothing else.

    A rule that asks for more would bake one reader's answer into the SQL of all others. It raises, also for `getattr`
    with a default and for `hasattr`: those would bake in the default.
    """

    def __init__(self, told: Iterable[tuple[str, Hashable]]) -> None:
        for name, value in told:
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        raise UndeclaredError(f"This prepared query declares no «{name}» of its reader, and a rule asks for it.")

    def __eq__(self, other: object) -> bool:
        raise UndeclaredError("A rule compares the reader of a prepared query with somebody. Compare keys, in SQL.")

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class _Written:
    """A queryset as SQL: `places` names the values that come with the call, by their position among `parameters`."""

    day: dt.date
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    names: tuple[str, ...]


Told = tuple[tuple[str, Hashable], ...]
Built = tuple[models.QuerySet[Any], Iterable[str]]


class PreparedQuery:
    """`build` makes the queryset and the names of its columns, from stand-ins for the values that `kinds` names.

        _roles = PreparedQuery(lambda group: (GroupMembership.objects.filter(group=group), ["role"]), group=int)
        _roles.rows(group=group.pk)

    Where rights decide, `build` also takes a `reader`, and `reader=("is_coordinator",)` declares what of them its rules
    may ask beside `is_authenticated` and `pk`. For every combination of these answers the SQL is written and kept
    separately; `pk` is a value like others. A stranger tells only that they are not signed in.

    `build` may use today's date, for the SQL is written anew every day, but not the time: pass that.
    """

    def __init__(self, build: Callable[..., Built], *, reader: tuple[str, ...] | None = None, **kinds: type) -> None:
        self._build = build
        self._declared = reader
        self._stand_ins = {name: STAND_INS[kind](n) for n, (name, kind) in enumerate(kinds.items())}
        self._written: dict[Told, _Written] = {}

    def rows(self, *, reader: Any = None, **values: Any) -> list[dict[str, Any]]:
        told = self._told(reader)
        written = self._written.get(told)
        if written is None or written.day != timezone.localdate():
            written = self._written[told] = self._write(told)
        parameters = list(written.parameters)
        values[READER] = getattr(reader, "pk", None)
        for position, name in written.places:
            parameters[position] = values[name]
        with connection.cursor() as cursor:
            cursor.adapters.register_loader("jsonb", JsonbLoader)
            cursor.execute(written.sql, parameters)
            found = cursor.fetchall()
        return [dict(zip(written.names, row, strict=True)) for row in found]

    def rows_written_anew(self, *, reader: Any = None, **values: Any) -> list[dict[str, Any]]:
        """What `rows` gives, as an ordinary queryset for the reader as they are: to compare answers and cost."""
        if self._declared is not None:
            values["reader"] = reader
        queryset, names = self._build(**values)
        return list(queryset.values(*names))

    def _told(self, reader: Any) -> Told:
        if self._declared is None:
            return ()
        names = ("is_authenticated", *self._declared) if reader.is_authenticated else ("is_authenticated",)
        return tuple((name, getattr(reader, name)) for name in names)

    def _write(self, told: Told) -> _Written:
        day = timezone.localdate()
        stand_ins = dict(self._stand_ins)
        names = {stand_in: name for name, stand_in in stand_ins.items()}
        if told:
            is_member = dict(told)["is_authenticated"]
            stand_ins["reader"] = StandInReader((*told, ("pk", STAND_IN_PK)) if is_member else told)
            names[STAND_IN_PK] = READER
        queryset, columns = self._build(**stand_ins)
        columns = tuple(columns)
        sql, parameters = queryset.values_list(*columns).query.sql_with_params()
        places = tuple((n, names[p]) for n, p in enumerate(parameters) if isinstance(p, Hashable) and p in names)
        if missing := set(self._stand_ins) - {name for _position, name in places}:
            raise ImproperlyConfigured(f"These values do not stand in the SQL as they are: {sorted(missing)}")
        rest = [p for p in parameters if not (isinstance(p, Hashable) and p in names)]
        if any(str(stand_in) in text for stand_in in names for text in (sql, *map(str, rest))):
            raise ImproperlyConfigured("A value stands in the SQL inside something else, which would keep a stand-in.")
        if any(isinstance(p, dt.datetime) for p in rest):
            raise ImproperlyConfigured("A prepared query lives for a day and must not hold the time of day.")
        return _Written(day, sql, tuple(parameters), places, columns)


class PreparedStatement:
    """SQL of many joins, of which making the plan takes longer than running it: each connection plans it once.

    Values come by name and are bound by the server, so the SQL must say of each what type it is where that is not
    plain (`%(members)s::bigint[]`). It is prepared at its first use. While a connection has a threshold, psycopg counts
    every other query too and keeps their texts: so it has one only here. Behind a pooler that would lose a prepared
    statement between two transactions it is planned every time.
    """

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
        wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        connection.connection.prepare_threshold = 0 if connection.settings_dict.get("KEEPS_PREPARED", True) else None
        try:
            with wrap(cursor) as wrapped:
                wrapped.execute(self._sql, values)
                found: list[tuple[Any, ...]] = wrapped.fetchall()
        finally:
            connection.connection.prepare_threshold = None
        return found


def list_columns(model: type[models.Model]) -> list[str]:
    """The names of all columns of `model`, as `instance` wants them."""
    return [field.attname for field in model._meta.concrete_fields]


def instance[T: models.Model](model: type[T], row: dict[str, Any], prefix: str = "") -> T:
    """An object of `model` with the fields that `row` holds (their names after `prefix`), the others deferred.

    Without a prefix, what was annotated becomes attributes.
    """
    names = [f.attname for f in model._meta.concrete_fields if prefix + f.attname in row]
    made = model.from_db(DEFAULT_DB_ALIAS, names, [row[prefix + name] for name in names])
    if not prefix:
        for name in row.keys() - set(names):
            if "__" not in name:
                setattr(made, name, row[name])
    return made
