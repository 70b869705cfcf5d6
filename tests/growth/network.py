"""The small network of the access table many times over, by one statement a table.

A copy refers to its own copies, so that each is a network of people, groups and what they write beside the first one,
in the same region: what a region has one of (organisations, topics, agreements, roles in the network) stays as it is.
Foreign keys and triggers are off while the rows come in, for the copies keep by construction what those guard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from expertise.products.models import MethodCard
from expertise.questions.models import CoPCycle
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.imports.models import FunctionWord
from knowledge_network.members.people.models import NetworkRole
from lesson_study.cycles.models import CoverRequest

# How far apart the keys of two copies are, by the type of the key: the sequences of the tests begin anywhere.
APART = {"int8": 10_000_000_000, "int4": 5_000}
WORDS = frozenset({"varchar", "text"})
# Of these a region has as many as it has, however many people it gets.
SINGLE_APPS = frozenset({"topics", "school_year", "contenttypes", "auth", "agreements", "figures", "sites"})
SINGLE_ROOMS = (
    "knowledge_network.members.organisations",
    "knowledge_network.insight.frameworks",
    "knowledge_network.insight.ties",
    "expertise.agenda",
    "expertise.choosing",
)
SINGLE_MODELS = (NetworkRole, MethodCard, FunctionWord)
# Of the one cycle of a year: who bundles and its plenary meetings, a handful in any region.
SINGLE_LINKS = (CoPCycle.team.through, CoPCycle.plenaries.through)
# Table and column of what each school has a handful of, in any region: a larger one has more schools. The school that
# is looked at keeps what it has; the copies have the others by turns.
BY_TURNS = frozenset((model._meta.db_table, "organisation_id") for model in (CoverRequest, SignupRequest))
OTHER_SCHOOLS = "FROM members_organisation o WHERE o.kind = 'site' AND o.id <> t.organisation_id"
ANOTHER_SCHOOL = (
    f"(SELECT o.id {OTHER_SCHOOLS} ORDER BY o.id LIMIT 1 OFFSET mod(n.n, (SELECT count(*) {OTHER_SCHOOLS})))"
)
# A key kept without a foreign key: the number of a row of any sort.
ANY_KEY = frozenset({"object_id", "object_key"})


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    length: int | None
    refers_to: str | None

    def moved(self, single: set[str]) -> str | None:
        """The SQL of its value in copy `n.n` where that differs because the row or what it refers to is another."""
        refers = self.name in ANY_KEY or (self.name == "id" if self.refers_to is None else self.refers_to not in single)
        if not refers:
            return None
        if self.kind in APART:
            return f't."{self.name}" + {APART[self.kind]} * n.n'
        if self.kind in WORDS:
            return (
                f'CASE WHEN t."{self.name}" ~ \'^[0-9]+$\' THEN (t."{self.name}"::bigint + {APART["int8"]} * n.n)::text'
                f" WHEN t.\"{self.name}\" = '' THEN ''"
                f" ELSE left(md5(t.\"{self.name}\" || '-' || n.n), {self.length or 64}) END"
            )
        return None

    def made_unique(self) -> str | None:
        """The SQL of a value of its own for copy `n.n`, for a column that tells rows apart."""
        name = f't."{self.name}"'
        if self.kind == "uuid":
            return "gen_random_uuid()"
        if self.kind == "bytea":
            return f"decode(md5({name}::text || '-' || n.n), 'hex')"
        if self.kind not in WORDS:
            return None
        own = f"left(md5({name} || '-' || n.n), {self.length or 64})"
        if "email" in self.name:
            own = f"'n' || n.n || '.' || {name}"
        elif self.length and self.length < 10:
            # The number of the copy and eleven bits of the word, six bits a letter: in hexadecimal a code of five
            # letters is full at five hundred copies.
            bits = f"(n.n::bigint * 2048 + ('x' || left(md5({name}), 3))::bit(11)::int) << {64 - 6 * self.length}"
            own = f"left(encode(int8send({bits}), 'base64'), {self.length})"
        elif self.length and self.length < 20:
            # Ten random digits are the same for two of a million rows: the copy's own number stands in five of them.
            own = f"left(lpad(to_hex(n.n), 5, '0') || md5({name}), {self.length})"
        return f"CASE WHEN {name} = '' THEN '' ELSE {own} END"


def multiply(first: int, last: int) -> None:
    """Add the copies `first` to `last`; the figures of the planner are made anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in _statements():
            cursor.execute(statement, [first, last])
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE")


def single_tables() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in SINGLE_APPS or model.__module__.startswith(SINGLE_ROOMS) or model in SINGLE_MODELS
    } | {model._meta.db_table for model in SINGLE_LINKS}


def _chosen() -> dict[str, set[str]]:
    """Of each table, the columns that hold one of a few words."""
    return {
        model._meta.db_table: {field.column for field in model._meta.local_concrete_fields if field.choices}
        for model in apps.get_models()
    }


def _statements() -> list[str]:
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    columns, unique, chosen, single = _columns(), _unique(), _chosen(), single_tables()
    single |= columns.keys() - ours
    while True:
        values = {
            table: _values(found, unique.get(table, []), chosen.get(table, set()), single)
            for table, found in columns.items()
            if table not in single
        }
        if not (stuck := {table for table, of_table in values.items() if of_table is None}):
            break
        single |= stuck
    return [_statement(table, columns[table], of_table) for table, of_table in values.items() if of_table]


def _values(columns: list[Column], unique: list[set[str]], chosen: set[str], single: set[str]) -> dict[str, str] | None:
    """By column the SQL of a copy's value; nothing for a table of which no second row may stand."""
    by_name = {column.name: column for column in columns}
    moved = {column.name: sql for column in columns if (sql := column.moved(single))}
    for index in unique:
        if index & moved.keys():
            continue
        own = {
            name: sql
            for name in sorted(index - chosen)
            if not by_name[name].refers_to and (sql := by_name[name].made_unique())
        }
        if not own:
            return None
        moved |= own
    if not any(column.kind in APART and column.name in moved for column in columns):
        return None
    return {column.name: moved.get(column.name, f't."{column.name}"') for column in columns}


def _statement(table: str, columns: list[Column], values: dict[str, str]) -> str:
    key = next(
        c
        for c in sorted(columns, key=lambda c: c.name != "id")
        if c.kind in APART and values[c.name] != f't."{c.name}"'
    )
    values |= {
        name: f'CASE WHEN t."{name}" IS NULL THEN NULL ELSE {ANOTHER_SCHOOL} END'
        for name in values
        if (table, name) in BY_TURNS
    }
    base = str(APART["int8"]) if key.kind == "int8" else f'(SELECT min("{key.name}") + {APART["int4"]} FROM "{table}")'
    names = ", ".join(f'"{name}"' for name in values)
    return (
        f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE SELECT {", ".join(values.values())}'
        f' FROM "{table}" t, generate_series(%s::int, %s::int) AS n(n) WHERE t."{key.name}" < {base}'
    )


def _columns() -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for table, *rest in _rows("""
        SELECT c.relname, a.attname, t.typname, CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END, f.relname
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
        LEFT JOIN pg_class f ON f.oid = k.confrelid
        WHERE c.relkind = 'r' ORDER BY c.relname, a.attnum
    """):
        found.setdefault(table, []).append(Column(*rest))
    return found


def _unique() -> dict[str, list[set[str]]]:
    """Of each table, the columns that each index names by which its rows must differ."""
    found: dict[str, list[set[str]]] = {}
    for table, definition, names in _rows("""
        SELECT c.relname, pg_get_indexdef(i.indexrelid),
            array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE i.indisunique OR i.indisexclusion
    """):
        named = set(re.findall(r"\w+", definition.split(" USING ", 1)[1].split(" WHERE ")[0]))
        found.setdefault(table, []).append(named & set(names))
    return found


def _rows(sql: str) -> Iterable[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
