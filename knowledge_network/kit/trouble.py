"""When the machine is in trouble: which page says so, and how long it stays known."""

from __future__ import annotations

import sys
import time

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg_pool import PoolTimeout, TooManyRequests

from knowledge_network.kit.storage import NO_ROOM, DiskRefusedError, StoreAwayError

# disk_full, and a server that takes no writes.
NO_WRITES = {"53100", "25006"}
# query_canceled (too slow), lock_not_available: busy, and it may go well in a moment.
BUSY = {"57014", "55P03", "53300", "57P03", "57P01", "57P02"}
KNOWN_FOR = 60.0

_no_room_at = float("-inf")


def note_no_room() -> None:
    global _no_room_at  # noqa: PLW0603
    _no_room_at = time.monotonic()


def had_no_room() -> bool:
    """Whether something could not be written in the last minute, as far as this process knows."""
    return time.monotonic() - _no_room_at < KNOWN_FOR


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error that no view dealt with: a full disk and an absent database are no faults of the site."""
    error = sys.exc_info()[1]
    if takes_no_writes(error):
        note_no_room()
        return render(None, "507.html", status=507)
    if is_away(error):
        response = render(None, "503.html", status=503)
        response["Retry-After"] = "5"
        return response
    return render(None, "500.html", status=500)


def takes_no_writes(error: BaseException | None) -> bool:
    if isinstance(error, DatabaseError):
        return getattr(error.__cause__, "sqlstate", "") in NO_WRITES
    return isinstance(error, DiskRefusedError) or (isinstance(error, OSError) and error.errno in NO_ROOM)


def is_away(error: BaseException | None) -> bool:
    if isinstance(error, PoolTimeout | TooManyRequests | StoreAwayError):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith("08") or state in BUSY
