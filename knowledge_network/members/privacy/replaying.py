"""Noting what was erased, and erasing it once more in a database that was put back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from knowledge_network.kit.erasure_list import ErasedLine, find_mark, make_mark, read_lines, write_lines
from knowledge_network.members.privacy.models import ErasureNote
from knowledge_network.members.privacy.register import Replay, find_replay

logger = structlog.get_logger(__name__)


def note_erasure(kind: str, key: str, *, at: dt.datetime | None = None) -> None:
    """Inside the transaction that erases: a row at once, a line of the list when it is done for good."""
    now, mark = at or timezone.now(), make_mark(kind, key)
    ErasureNote.objects.get_or_create(kind=kind, mark=mark, defaults={"at": now})
    line = ErasedLine(now.astimezone(dt.UTC).isoformat(), kind, mark)
    transaction.on_commit(lambda: write_lines([line]))


def complete_list() -> int:
    """Write into the file what the database knows and the file does not: after a crash between the two. How many."""
    written = {(line.kind, line.mark) for line in read_lines()}
    rows = ErasureNote.objects.order_by("at", "pk").values_list("at", "kind", "mark")
    missing = [
        ErasedLine(at.astimezone(dt.UTC).isoformat(), kind, mark)
        for at, kind, mark in rows
        if (kind, mark) not in written
    ]
    write_lines(missing)
    return len(missing)


def replay_erasures() -> tuple[int, list[ErasedLine]]:
    """Erase once more all of the list that this database still holds: how many, and the lines that could not be done.

    Each in a transaction of its own. The mark of a restore goes when nothing is left to do.
    """
    known = set(ErasureNote.objects.values_list("kind", "mark"))
    waiting: dict[str, list[ErasedLine]] = defaultdict(list)
    for line in read_lines():
        if (line.kind, line.mark) not in known:
            waiting[line.kind].append(line)
    done, left = 0, []
    for kind, lines in waiting.items():
        replay = find_replay(kind)
        if replay is None:
            logger.error("erasure_unknown", kind=kind)
            left += lines
            continue
        keys = {make_mark(kind, key): key for key in replay.list_keys()}
        failed = [line for line in lines if not _replay(replay, line, keys.get(line.mark))]
        done += sum(line.mark in keys for line in lines if line not in failed)
        left += failed
    if not left:
        find_mark().unlink(missing_ok=True)
    complete_list()
    return done, left


def _replay(replay: Replay, line: ErasedLine, key: str | None) -> bool:
    """Whether it is gone now; `key` None: it was not there, which is noted too."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('members.replay_erasures'))")
            if key is not None:
                replay.erase(key)
            at = parse_datetime(line.at) or timezone.now()
            ErasureNote.objects.get_or_create(kind=line.kind, mark=line.mark, defaults={"at": at})
    except Exception:
        logger.exception("erasure_failed", kind=line.kind)
        return False
    return True
