"""The database after a test whose rows other connections saw: empty, as it was before.

Django's own way makes every table's file anew and then tells all apps as if they had been migrated just now, so that
content types, permissions and views are made again: a second, where a handful of tables holds a few rows. Here those
are deleted, without asking keys and triggers, and what `migrate` put there stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import TransactionTestCase

OF_MIGRATE = {"django_content_type", "auth_permission", "django_migrations"}


def empty_tables(_case: TransactionTestCase) -> None:
    if not may_leave_keys_unasked():
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), _tables()))
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in tables_with_rows():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def may_leave_keys_unasked() -> bool:
    """Whether foreign keys and triggers can be left unasked for a while: a superuser may, or who was allowed to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])


def _tables() -> list[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [name for name in names if name not in OF_MIGRATE]


def tables_with_rows() -> list[str]:
    """But for what `migrate` put there."""
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(name)})" for name in _tables())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def quickly() -> Iterator[None]:
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty_tables):
        yield
