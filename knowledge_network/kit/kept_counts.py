"""What is counted over the whole network, kept for some minutes: the same for everybody who looks.

One reader counts anew and the others read on, so that a page costs the same however many people there are. Nothing goes
in here that depends on who looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

COUNTED_AGAIN = dt.timedelta(minutes=5)
# Who counts is waited for by nobody: so long the others see what was counted before.
COUNTS_FOR_SECONDS, KEPT_SECONDS = 60, 3600


@dataclass(frozen=True)
class Counted[T]:
    """What was counted, and when."""

    at: dt.datetime
    found: T

    @property
    def is_old(self) -> bool:
        return not dt.timedelta() <= timezone.now() - self.at < COUNTED_AGAIN


def read_counted[T](key: str, count: Callable[[], T]) -> Counted[T]:
    """What `count` gave at most five minutes ago; while somebody counts anew, what it gave before."""
    kept: Counted[T] | None = cache.get(_name(key))
    if kept is not None and not (kept.is_old and cache.add(f"{_name(key)}.counts", 1, COUNTS_FOR_SECONDS)):
        return kept
    return count_anew(key, count)


def count_anew[T](key: str, count: Callable[[], T]) -> Counted[T]:
    """What `count` gives now, and from now on what everybody reads."""
    counted = Counted(timezone.now(), count())
    cache.set(_name(key), counted, KEPT_SECONDS)
    return counted


def forget_counted(*keys: str) -> None:
    """Whoever looks next counts anew."""
    cache.delete_many([_name(key) for key in keys])


def _name(key: str) -> str:
    return f"counted.{key}"
