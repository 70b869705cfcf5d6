"""Reading from a replica of PostgreSQL: whom one is lent to, and what it must know first (docs/decisions/0045).

A page of `settings.REPLICA_PAGES` is read from a replica as a whole: while its view runs, the default connection of
this thread is that of the replica, for querysets and for SQL of our own alike. A replica takes no writes, so a page
that would write fails there, and is asked once more of the primary.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from asgiref.local import Local
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from psycopg_pool import PoolTimeout

# A replica that replayed nothing of the last minute is not asked, however little it lacks.
FRESH = dt.timedelta(minutes=1)
# Who wrote less than this ago is answered by what knows of it: longer than a replica that is asked may be behind.
COOKIE, COOKIE_SECONDS = "written", 120
AWAY_SECONDS = 5.0
TROUBLE = (Error, PoolTimeout)

_state = Local(thread_critical=True)
_away_until: dict[str, float] = {}
_turn = count()


def lend(alias: str) -> None:
    """From here on this thread reads from the replica of this name, until `take_back`."""
    _state.primary, _state.alias = connections[DEFAULT_DB_ALIAS], alias
    connections[DEFAULT_DB_ALIAS] = connections[alias]


def take_back() -> str:
    """The primary again; the name of the replica that was lent, or nothing."""
    alias: str = getattr(_state, "alias", "")
    if alias:
        connections[DEFAULT_DB_ALIAS] = _state.primary
        _state.primary, _state.alias = None, ""
    return alias


@contextmanager
def on_primary() -> Iterator[None]:
    """What decides who may enter, and what is kept for others, is asked of the primary also while a replica is lent."""
    alias = take_back()
    try:
        yield
    finally:
        if alias:
            lend(alias)


def find_replica(written_to: str, knows_deeds: Callable[[], bool]) -> str:
    """One that replayed all this reader wrote and knows every deed of late; nothing when there is none.

    `knows_deeds` is asked while that replica is lent.
    """
    first = next(_turn)
    for n in range(len(settings.REPLICAS)):
        alias = settings.REPLICAS[(first + n) % len(settings.REPLICAS)]
        if is_away(alias):
            continue
        try:
            lend(alias)
            if _replayed(written_to) and knows_deeds():
                return alias
        except TROUBLE:
            note_away(alias)
        finally:
            take_back()
    return ""


def _replayed(written_to: str) -> bool:
    """Whether the lent one follows the primary, is not behind for long, and is past this place of its journal."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn, pg_last_xact_replay_timestamp()",
            [written_to or "0/0"],
        )
        follows, is_past, replayed_at = cursor.fetchone() or (False, False, None)
    if not follows or not is_past:
        return False
    if replayed_at is not None and timezone.now() - replayed_at < FRESH:
        return True
    with on_primary():
        now_at = read_place()
    # Nothing was written for a while: then it has to have all of it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [now_at])
        return bool(cursor.fetchone() == (True,))


def read_place() -> str:
    """How far the journal of the primary is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return str(cursor.fetchone()[0])


def is_away(alias: str) -> bool:
    """Whether it did not answer a moment ago; then it is left alone for a few seconds."""
    return time.monotonic() < _away_until.get(alias, 0.0)


def note_away(alias: str) -> None:
    _away_until[alias] = time.monotonic() + AWAY_SECONDS


def forget_away() -> None:
    _away_until.clear()


def list_states() -> dict[str, bool]:
    """Of each replica whether it answers and follows a primary, asked at once."""
    return {alias: _follows(alias) for alias in settings.REPLICAS}


def _follows(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            return bool(cursor.fetchone() == (True,))
    except TROUBLE:
        return False


# Who wrote a moment ago -------------------------------------------------------------------------


def note_written(response: HttpResponse) -> None:
    """So that who wrote sees it: their browser keeps, signed and for two minutes, how far the journal was."""
    place = _signer().sign(read_place().replace("/", "-"))
    response.set_cookie(
        COOKIE,
        place,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def read_written(request: HttpRequest) -> str:
    """How far the journal was when this browser last wrote; nothing when that is long ago or somebody made it up."""
    try:
        place = _signer().unsign(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_SECONDS)
    except BadSignature:
        return ""
    return place.replace("-", "/")


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="kit.replicas")
