"""The small network, built once in each worker and copied back wherever it is wanted again.

Building it takes some three hundred queries through actions; its rows are read back in one a table. Tests whose rows
other connections see take it from here, for the database is empty after each of them; others share it in a savepoint,
see `sharing.py`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction

from tests import counters, emptied, known_network
from tests.access.world import World, build_world


@dataclass(frozen=True)
class Kept:
    """`rows`: table → its rows as `COPY` gives them; `numbers`: where each sequence stood after them."""

    world: World
    rows: dict[str, bytes]
    numbers: dict[str, int]


# Under the name of the clock by which it was made.
_kept: dict[str, Kept] = {}


def kept_world(clock: str = "of the machine") -> World:
    """In an empty database, as `build_world` leaves it; where rows stand already it is built beside them.

    `clock`: whose moments stand in it. What is copied back is as old as the first one made by that clock.
    """
    if emptied.tables_with_rows() or not emptied.may_leave_keys_unasked():
        return build_world()
    if clock not in _kept:
        world = build_world()
        rows = {name: _read(name) for name in emptied.tables_with_rows()}
        _kept[clock] = Kept(copy.deepcopy(world), rows, counters.numbers())
        return world
    _write(_kept[clock].rows)
    counters.move_on(_kept[clock].numbers)
    # What the last test knew of its rows, this one must not.
    cache.clear()
    known_network.know()
    return copy.deepcopy(_kept[clock].world)


def _read(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {connection.ops.quote_name(table)} TO STDOUT") as rows:
        return b"".join(rows)


def _write(tables: dict[str, bytes]) -> None:
    """Without asking keys and triggers: they were asked when the rows were made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in tables.items():
            with cursor.copy(f"COPY {connection.ops.quote_name(table)} FROM STDIN") as copied:
                copied.write(rows)
        # The transaction may be a savepoint of one that goes on.
        cursor.execute("SET LOCAL session_replication_role = origin")
