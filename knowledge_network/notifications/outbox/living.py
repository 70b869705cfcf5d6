"""Which senders are alive, asked of PostgreSQL and of no clock.

A run of a sender holds an advisory lock of its connection, numbered as the first eight digits of its lease tokens.
PostgreSQL lets go of it the moment the sender dies, so that a clock that jumps ahead makes nobody take a mail that
somebody is handing over right now. A pooler would lend that connection to others and keep the lock of a dead sender:
where one stands between, the lock is held by a connection that goes around it (`kit.direct`).
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, connection

from knowledge_network.kit.direct import own_connection

logger = structlog.get_logger(__name__)

# The first of the two numbers of the lock: any number that nothing else in this database uses.
LOCKS = 7_2511

# Of a row called `delivery`: whether the sender that claimed it still runs.
ITS_SENDER_LIVES = f"""EXISTS (
    SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND classid = {LOCKS}
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND objid::bigint = ('x' || left(delivery.lease_token::text, 8))::bit(32)::bigint
)"""  # noqa: S608 # nosec B608


@contextmanager
def alive() -> Iterator[int]:
    """The number of this sender, who is known to be alive until the block ends."""
    number = secrets.randbelow(2**31)
    with own_connection() as execute:
        execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, number])
        try:
            yield number
        finally:
            try:
                execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, number])
            except DatabaseError as problem:  # the connection is gone, and the lock with it
                logger.warning("sender_lost_database", error=type(problem).__name__)


def count_alive() -> int:
    """How many senders are at work right now. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCKS],
        )
        (count,) = cursor.fetchone() or (0,)
        return int(count)


def new_token(sender: int) -> uuid.UUID:
    return uuid.UUID(int=(sender << 96) | secrets.randbits(96))
