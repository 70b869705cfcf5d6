"""Running numbers of rows that can be told from every other number: what stands in a page and looks like one is one."""

from __future__ import annotations

import re

from django.db import connection

# Nine digits for each table, of which the first two are in no number that a test types.
FIRST, APART = 730_000_000, 25_000
COUNTER = re.compile(r"(?<!\w)73\d{7}(?!\w)")

SEQUENCES = """
    SELECT setval(pg_get_serial_sequence(quote_ident(table_name), column_name),
                  %s + %s * row_number() OVER (ORDER BY table_name))
      FROM information_schema.columns
     WHERE table_schema = current_schema() AND is_identity = 'YES'
"""


def set_apart() -> None:
    """Let each table count from a number of its own."""
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES, [FIRST, APART])


def numbers() -> dict[str, int]:
    """Where each sequence stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()")
        return dict(cursor.fetchall())


def move_on(numbers_then: dict[str, int]) -> None:
    """Let no sequence stand before where it stood then: a test may have set it back, with rows of its own."""
    now = numbers()
    with connection.cursor() as cursor:
        for name, number in numbers_then.items():
            if (now.get(name) or 0) < (number or 0):
                cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, number])
