"""The small network for tests whose rows other connections see: built once in each worker, copied back for the next.

Such a test cannot share it in a savepoint, as those of `sharing.py` do, and the database is empty after it. Building
the network takes some three hundred queries through actions; its rows are read back in a few of them.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction

from tests import clock, emptied, known_network
from tests.access.world import World, build_world


@dataclass(frozen=True)
class Kept:
    """`rows`: table → its rows as `COPY` gives them."""

    world: World
    rows: dict[str, bytes]


_kept: dict[str, Kept] = {}


def kept_world() -> World:
    """In an empty database, as `build_world` leaves it; where rows stand already it is built beside them."""
    if emptied.tables_with_rows() or not emptied.may_leave_keys_unasked():
        return build_world()
    moment = clock.moment_of_the_run().isoformat()
    if moment not in _kept:
        world = build_world()
        _kept[moment] = Kept(copy.deepcopy(world), {name: _read(name) for name in emptied.tables_with_rows()})
        return world
    _write(_kept[moment].rows)
    # What the last test knew of its rows, this one must not.
    cache.clear()
    known_network.know()
    return copy.deepcopy(_kept[moment].world)


def _read(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {connection.ops.quote_name(table)} TO STDOUT") as rows:
        return b"".join(rows)


def _write(tables: dict[str, bytes]) -> None:
    """All at once, without asking keys and triggers: they were asked when the rows were made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in tables.items():
            with cursor.copy(f"COPY {connection.ops.quote_name(table)} FROM STDIN") as copied:
                copied.write(rows)
