"""The same network in two sizes at once, each in a database and a process of its own, that answer by turns.

What else a shared machine does, and how fast it is at that moment, costs both the same: measured one after the other,
every page of the second could seem to have grown.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

LARGE = "_large"
NEXT, DONE = "next", "done"

type Asked = Iterator[Any]


def connect_to(database: str) -> None:
    """From now on this process asks `database`, within the limits that every web process has."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    for one in (settings.DATABASES["default"], connection.settings_dict):
        one["NAME"] = database
    call_command("set_database_limits")
    # Limits are of a role in a database: they hold for who connects from now on.
    connection.close()


def copy_database(source: str, target: str) -> None:
    """Whole, with its statistics; nobody may be connected to it meanwhile."""
    import psycopg
    from django.db import connection

    connection.close()
    where = {**connection.get_connection_params(), "dbname": "postgres"}
    names = [psycopg.sql.Identifier(name) for name in (target, source)]
    with psycopg.connect(**_address(where), autocommit=True) as server:
        server.execute(psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(*names))


def _address(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: parameters[name] for name in ("host", "port", "user", "password", "dbname") if name in parameters}


def keep_apart() -> None:
    """What this process keeps in the cache is not what the other one keeps there."""
    from django.conf import settings
    from django.core.cache import caches

    kept: dict[str, Any] = settings.CACHES["default"]
    kept["KEY_PREFIX"] += LARGE
    caches.__dict__.pop("settings", None)
    del caches["default"]


def settle() -> None:
    """As in a web process, nothing that was there before the first page is looked through for garbage again."""
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def in_two_sizes(enlarge: Callable[[], None], ask: Callable[[], Asked]) -> Iterator[Iterator[tuple[Any, Any]]]:
    """Each of what `ask` yields here, in the database as it is, with what it yields there after `enlarge`.

    Afterwards this process is connected to the large one, to look at it.
    """
    from django.db import connection

    small = str(connection.settings_dict["NAME"])
    copy_database(small, small + LARGE)
    ours, theirs = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    other = fork.Process(target=_answer, args=(theirs, small + LARGE, enlarge, ask), daemon=True)
    other.start()
    theirs.close()
    settle()
    try:
        _receive(ours)
        yield _by_turns(ours, ask())
    finally:
        # Said, and not only closed: a fork holds this end of the pipe too. Who died does not hear it.
        with contextlib.suppress(BrokenPipeError):
            ours.send(DONE)
        other.join()
    connect_to(small + LARGE)


def _by_turns(other: Connection, asked: Asked) -> Iterator[tuple[Any, Any]]:
    for here in asked:
        with contextlib.suppress(BrokenPipeError):
            other.send(NEXT)
        yield here, _receive(other)


def _receive(other: Connection) -> Any:
    try:
        return other.recv()
    except EOFError:
        raise RuntimeError("the process of the larger network ended before its time; why stands above") from None


def _answer(caller: Connection, database: str, enlarge: Callable[[], None], ask: Callable[[], Asked]) -> None:
    keep_apart()
    connect_to(database)
    enlarge()
    settle()
    asked = ask()
    caller.send(NEXT)
    while caller.recv() == NEXT:
        caller.send(next(asked))
