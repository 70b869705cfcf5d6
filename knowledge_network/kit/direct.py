"""A connection that nobody else is lent meanwhile, for what PostgreSQL ties to a connection: locks of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

Execute = Callable[[str, Sequence[Any]], None]


@contextmanager
def own_connection() -> Iterator[Execute]:
    """How to run a statement on one and the same connection until the block ends; errors are those of Django.

    That of this thread, unless a pooler lends it anew for each transaction: then one of its own, past the pooler.
    """
    if settings.DATABASE_POOLER != "transaction":

        def execute(sql: str, values: Sequence[Any]) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)

        yield execute
        return
    with connection.wrap_database_errors:
        direct = psycopg.connect(settings.DATABASE_DIRECT_URL, autocommit=True, connect_timeout=2)

    def execute_directly(sql: str, values: Sequence[Any]) -> None:
        with connection.wrap_database_errors:
            direct.execute(sql.encode(), values)

    try:
        yield execute_directly
    finally:
        direct.close()
