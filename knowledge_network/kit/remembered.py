"""Values that every page needs and that seldom change, kept in the memory of each web process."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction


class Remembered[T]:
    """`build` is asked once, then its value is kept until somebody `forget`s it or `seconds` passed.

    The shared cache holds only a stamp by which every process sees that its value is old; what a reader may see never
    goes in here. While the cache is away each process keeps a stamp of its own.
    """

    def __init__(self, name: str, build: Callable[[], T], seconds: int = 300) -> None:
        self._key = f"remembered.{name}"
        self._build = build
        self._seconds = seconds
        self._kept: tuple[str, T] | None = None

    def get(self) -> T:
        stamp = cache.get(self._key)
        if stamp is None:
            stamp = secrets.token_hex(8)
            if not cache.add(self._key, stamp, self._seconds):
                stamp = cache.get(self._key) or stamp
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, self._build())
        return self._kept[1]

    def forget(self) -> None:
        """Here at once, so that what follows in this transaction sees the change; elsewhere once it is committed."""
        self._kept = None
        transaction.on_commit(lambda: cache.delete(self._key))
