"""What only a web process sees and who watches wants to know: how many pages were slow or failed, over all processes.

Counted in the cache, and only when it happens, so that it costs other pages nothing. An emptied cache begins anew.
"""

from __future__ import annotations

from enum import StrEnum

from django.core.cache import cache

SLOW_SECONDS = 1.0


class Counted(StrEnum):
    SLOW = "slow"
    FAILED = "failed"


def count(what: Counted) -> None:
    key = _key(what)
    cache.add(key, 0, timeout=None)
    try:
        cache.incr(key)
    except ValueError:  # the cache was emptied between the two
        cache.add(key, 1, timeout=None)


def read_counts() -> dict[Counted, int]:
    found = cache.get_many([_key(what) for what in Counted])
    return {what: int(found.get(_key(what), 0)) for what in Counted}


def note_page(seconds: float, status: int) -> None:
    """After a page was answered."""
    if seconds >= SLOW_SECONDS:
        count(Counted.SLOW)
    if status >= 500:
        count(Counted.FAILED)


def _key(what: Counted) -> str:
    return f"counted:{what}"
