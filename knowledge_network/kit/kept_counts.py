"""What is counted over the whole network, kept for some minutes: the same for everybody who looks.

One reader counts anew and the others read on, so that a page costs the same however many people there are. What takes
so long that somebody would notice is counted aside, in a thread: that reader too gets what was counted before. Nothing
goes in here that depends on who looks.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.utils import timezone, translation

COUNTED_AGAIN = dt.timedelta(minutes=5)
# Who counts is waited for by nobody: so long the others see what was counted before.
COUNTS_FOR_SECONDS, KEPT_SECONDS = 60, 3600
# What took this long is counted aside from then on; what is older than this is waited for all the same.
NOTICED_SECONDS, OLDEST = 0.5, dt.timedelta(minutes=15)

logger = structlog.get_logger(__name__)
# In each process, so that pages keep the connections that are theirs.
_one_at_a_time = threading.Semaphore(1)


@dataclass(frozen=True)
class Counted[T]:
    """What was counted, when, and how long that took."""

    at: dt.datetime
    found: T
    seconds: float = 0.0

    def is_older(self, than: dt.timedelta) -> bool:
        return not dt.timedelta() <= timezone.now() - self.at < than


def read_counted[T](key: str, count: Callable[[], T]) -> Counted[T]:
    """What `count` gave at most five minutes ago; while somebody counts anew, what it gave before.

    What takes long may be a quarter of an hour old, where nobody looked meanwhile.
    """
    kept: Counted[T] | None = cache.get(_name(key))
    if kept is None:
        return count_anew(key, count)
    if not (kept.is_older(COUNTED_AGAIN) and cache.add(_mark(key), 1, COUNTS_FOR_SECONDS)):
        return kept
    if kept.seconds < NOTICED_SECONDS or kept.is_older(OLDEST) or not settings.COUNTS_ASIDE:
        return count_anew(key, count)
    _begin_aside(key, count, kept.at)
    return kept


def count_anew[T](key: str, count: Callable[[], T]) -> Counted[T]:
    """What `count` gives now, and from now on what everybody reads."""
    counted = _count(count)
    cache.set(_name(key), counted, KEPT_SECONDS)
    return counted


def _count[T](count: Callable[[], T]) -> Counted[T]:
    begun = time.monotonic()
    return Counted(timezone.now(), count(), time.monotonic() - begun)


def _begin_aside(key: str, count: Callable[[], object], before: dt.datetime) -> None:
    """Where another is being counted here, or no thread can begin, the next reader asks for it again."""
    if not _one_at_a_time.acquire(blocking=False):
        cache.delete(_mark(key))
        return
    words = (key, count, before, translation.get_language())
    try:
        threading.Thread(target=_count_aside, args=words, name="counts", daemon=True).start()
    except RuntimeError:
        _one_at_a_time.release()
        cache.delete(_mark(key))


def _count_aside(key: str, count: Callable[[], object], before: dt.datetime, language: str | None) -> None:
    """In the language of who asked: of some things the words are kept, a key for each language."""
    try:
        with translation.override(language):
            counted = _count(count)
        # What was forgotten or counted anew meanwhile is newer than what was read here.
        kept = cache.get(_name(key))
        if kept is not None and kept.at == before:
            cache.set(_name(key), counted, KEPT_SECONDS)
    except Exception:
        # Nobody waits for it: readers have what was counted before, and a later one tries again.
        logger.exception("counting_aside_failed", counted=key)
    finally:
        try:
            connections.close_all()
        finally:
            _one_at_a_time.release()


def forget_counted(*keys: str) -> None:
    """Whoever looks next counts anew."""
    cache.delete_many([_name(key) for key in keys])


def _name(key: str) -> str:
    return f"counted.{key}"


def _mark(key: str) -> str:
    """That somebody counts."""
    return f"{_name(key)}.counts"
