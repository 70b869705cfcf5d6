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
from django.utils import timezone

COUNTED_AGAIN = dt.timedelta(minutes=5)
# Who counts is waited for by nobody: so long the others see what was counted before.
COUNTS_FOR_SECONDS, KEPT_SECONDS = 60, 3600
# What took this long is counted aside from then on.
NOTICED_SECONDS = 0.5

logger = structlog.get_logger(__name__)
# In each process, so that pages keep the connections that are theirs.
_one_at_a_time = threading.Semaphore(1)


@dataclass(frozen=True)
class Counted[T]:
    """What was counted, when, and how long that took."""

    at: dt.datetime
    found: T
    seconds: float = 0.0

    @property
    def is_old(self) -> bool:
        return not dt.timedelta() <= timezone.now() - self.at < COUNTED_AGAIN


def read_counted[T](key: str, count: Callable[[], T]) -> Counted[T]:
    """What `count` gave at most five minutes ago; while somebody counts anew, what it gave before.

    What takes long may be an hour old where nobody looked meanwhile: the page says as of when it is.
    """
    kept: Counted[T] | None = cache.get(_name(key))
    if kept is None:
        return count_anew(key, count)
    if not (kept.is_old and cache.add(f"{_name(key)}.counts", 1, COUNTS_FOR_SECONDS)):
        return kept
    if kept.seconds < NOTICED_SECONDS or not settings.COUNTS_ASIDE:
        return count_anew(key, count)
    if _one_at_a_time.acquire(blocking=False):
        threading.Thread(target=_count_aside, args=(key, count), name="counts", daemon=True).start()
    else:
        # Another is being counted here: the next reader asks for this one again.
        cache.delete(f"{_name(key)}.counts")
    return kept


def count_anew[T](key: str, count: Callable[[], T]) -> Counted[T]:
    """What `count` gives now, and from now on what everybody reads."""
    begun = time.monotonic()
    counted = Counted(timezone.now(), count(), time.monotonic() - begun)
    cache.set(_name(key), counted, KEPT_SECONDS)
    return counted


def _count_aside(key: str, count: Callable[[], object]) -> None:
    try:
        count_anew(key, count)
    except Exception:
        # Nobody waits for it: readers have what was counted before, and the next of them tries again.
        logger.exception("counting_aside_failed", counted=key)
    finally:
        connections.close_all()
        _one_at_a_time.release()


def forget_counted(*keys: str) -> None:
    """Whoever looks next counts anew."""
    cache.delete_many([_name(key) for key in keys])


def _name(key: str) -> str:
    return f"counted.{key}"
