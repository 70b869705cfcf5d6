"""Tables of this room written anew, so that nothing of the order in which people came is left in them.

A row stands in its table where it was put and bears the number of the transaction that put it there: who reads the
files of the database, or a dump of it, sees in which order people sent something. So when a round closes both tables
are made anew: their rows are copied in random order, the table goes with its file, and a fresh one takes them in
random order again, all by one transaction.
"""

from __future__ import annotations

from django.db import connection, models

from knowledge_network.insight.surveys.models import Participation, SentAnswers

REWRITTEN: tuple[type[models.Model], ...] = (Participation, SentAnswers)


def hold_tables() -> None:
    """Nobody sends or reads anything until the transaction ends."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in REWRITTEN)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")


def rewrite_tables() -> None:
    """Inside a transaction that holds the tables. Their indexes and constraints are those of the models."""
    for model in REWRITTEN:
        _rewrite(model)


def _rewrite(model: type[models.Model]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    away = connection.ops.quote_name(f"{model.__name__}_away")
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        # What waits until the end of the transaction to be checked would keep the table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {away} ON COMMIT DROP AS SELECT {names} FROM {table} ORDER BY gen_random_uuid()"  # noqa: S608  # nosec B608
        )
        cursor.execute(f"DROP TABLE {table}")
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(model)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {away} ORDER BY gen_random_uuid()"  # noqa: S608  # nosec B608
        )
        cursor.execute(f"DROP TABLE {away}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
