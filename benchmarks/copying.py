"""Rows by COPY: one table at a time, never a row at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def copy(model: type[models.Model], objects: Iterable[models.Model]) -> None:
    """COPY the objects into the table of `model` (of a child model: only the child's own columns)."""
    fields = [f for f in model._meta.local_concrete_fields if not f.generated]
    copy_rows(model, [f.attname for f in fields], ([value_of(f, item) for f in fields] for item in objects))


def copy_rows(model: type[models.Model], names: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """COPY rows of database values for the fields `names`: for the tables in which making objects takes too long."""
    columns_of = {field.attname: field.column for field in model._meta.local_concrete_fields}
    columns = ", ".join(f'"{columns_of[name]}"' for name in names)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as stream:
        for row in rows:
            stream.write_row(row)
    _set_sequence(model)


def value_of(field: models.Field[Any, Any], item: models.Model) -> object:
    value = field.pre_save(item, add=True)
    return value if isinstance(value, list) else field.get_db_prep_save(value, connection)


def _set_sequence(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, 'id') WHERE to_regclass(%s) IS NOT NULL AND EXISTS ("
            "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id')",
            [table, table, table],
        )
        found = cursor.fetchone()
        if found and found[0]:
            cursor.execute(f'SELECT setval(%s, (SELECT max(id) FROM "{table}"))', [found[0]])
