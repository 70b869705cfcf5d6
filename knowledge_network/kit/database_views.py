"""Database views by which the SQL of one part reads what a lower part owns.

A part declares what others may read of it in its own `database_views.py`, as querysets: which rows and which columns
is then said by the same QuerySet methods that its pages use, and SQL of other parts names the view, never a table.

    register(View("members_present", Member.objects.active, {"member_id": "id", "name": "sort_name"}))

PostgreSQL refuses to alter a column that a view reads. So `migrate` takes away the views that read what it is about to
change, and makes those that are missing, or that say something else now, when the database is as new as the code. A
view is no migration: changing one needs none, for the comment of a view tells what it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

# How the comment of a view begins that was made here.
MARK = "made by migrate from database_views.py: "

Column = str | models.F | models.expressions.Combinable | models.Q


@dataclass(frozen=True)
class View:
    """`columns`: name in the view → field or expression of the queryset. The name begins with the label of its app."""

    name: str
    queryset: Callable[[], models.QuerySet[Any]]
    columns: Mapping[str, Column]

    @property
    def part(self) -> str:
        """Label of the app that owns it."""
        return max((c.label for c in apps.get_app_configs() if self.name.startswith(f"{c.label}_")), key=len)

    def written(self) -> tuple[str, tuple[Any, ...]]:
        """Its SELECT with its values, written by Django. A view holds for every day: it may not ask for today."""
        expressions = [models.F(column) if isinstance(column, str) else column for column in self.columns.values()]
        named = {f"column_{number}": expression for number, expression in enumerate(expressions)}
        queryset = self.queryset().order_by().annotate(**named).values_list(*named)
        written: tuple[str, tuple[Any, ...]] = queryset.query.sql_with_params()
        return written

    def fingerprint(self) -> str:
        sql, parameters = self.written()
        return hashlib.sha256(repr((*self.columns, sql, *map(str, parameters))).encode()).hexdigest()


_views: dict[str, View] = {}


def register(*views: View) -> None:
    _views.update({view.name: view for view in views})


def views() -> list[View]:
    return sorted(_views.values(), key=lambda view: view.name)


def drop_views_in_the_way(*, plan: Any, using: str = DEFAULT_DB_ALIAS, **_signal: object) -> None:
    """Before `migrate` runs its `plan`: a view would forbid altering the columns that it reads, in whatever part it is.

    Views that read nothing of the apps to be changed stay, for the version that still answers meanwhile.
    """
    changing = sorted({migration.app_label for migration, _backwards in plan})
    connection = connections[using]
    ours = _fingerprints(connection) if changing else {}
    if not ours:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT view_name FROM information_schema.view_table_usage, unnest(%s::text[]) AS label"
            " WHERE view_schema = current_schema() AND starts_with(table_name::text, label || '_')",
            [changing],
        )
        for (name,) in cursor.fetchall():
            if name in ours:
                cursor.execute(f"DROP VIEW {connection.ops.quote_name(name)}")


def make_views(*, using: str = DEFAULT_DB_ALIAS, **_signal: object) -> None:
    """After `migrate`: make what is missing or says something else now, and take away what the code no longer has.

    Half-way back in time nothing is made: a column of this version need not be there then.
    """
    connection = connections[using]
    present = _fingerprints(connection)
    wanted = {view.name: view.fingerprint() for view in views()}
    if wanted == present or not _is_as_new_as_the_code(connection):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name in sorted(present):
            if present[name] != wanted.get(name):
                cursor.execute(f"DROP VIEW {connection.ops.quote_name(name)}")
        for view in views():
            if present.get(view.name) != wanted[view.name]:
                name = connection.ops.quote_name(view.name)
                columns = ", ".join(map(connection.ops.quote_name, view.columns))
                sql, parameters = view.written()
                cursor.execute(f"CREATE VIEW {name} ({columns}) AS {sql}", parameters)
                cursor.execute(f"COMMENT ON VIEW {name} IS %s", [MARK + wanted[view.name]])


def _fingerprints(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Of the views that we made, as their comments tell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class"
            " WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace"
            " AND starts_with(obj_description(oid, 'pg_class'), %s)",
            [MARK],
        )
        return {name: comment.removeprefix(MARK) for name, comment in cursor.fetchall()}


def _is_as_new_as_the_code(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
