"""Values that every page needs and that seldom change, kept in the memory of each web process."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from asgiref.local import Local
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import transaction

from knowledge_network.kit.replicas import on_primary

# During a request: the stamps that it read, by key, so that one page asks the cache once for each value.
_request = Local()
_keys: list[str] = []


class Remembered[T]:
    """`build` is asked once, then its value is kept until somebody `forget`s it or `seconds` passed.

    The shared cache holds only a stamp by which every process sees that its value is old; what a reader may see never
    goes in here. While the cache is away each process keeps a stamp of its own. A request sees one value throughout,
    unless it makes that old itself.
    """

    def __init__(self, name: str, build: Callable[[], T], seconds: int = 300) -> None:
        self._key = f"remembered.{name}"
        _keys.append(self._key)
        self._build = build
        self._seconds = seconds
        self._kept: tuple[str, T] | None = None

    def get(self) -> T:
        stamp = self._stamp()
        if self._kept is None or self._kept[0] != stamp:
            with on_primary():  # what is kept for others may lack nothing
                self._kept = (stamp, self._build())
        return self._kept[1]

    def last(self) -> T | None:
        """The value that this process kept, however old: asks neither cache nor database."""
        return self._kept[1] if self._kept else None

    def _stamp(self) -> str:
        """Of this request when it read one before; the first that is asked reads those of all values."""
        seen: dict[str, str] | None = getattr(_request, "stamps", None)
        if seen is None:
            return cache.get(self._key) or self._new_stamp()
        if self._key not in seen:
            seen |= cache.get_many([key for key in _keys if key not in seen])
        return seen.get(self._key) or seen.setdefault(self._key, self._new_stamp())

    def _new_stamp(self) -> str:
        stamp = secrets.token_hex(8)
        if cache.add(self._key, stamp, self._seconds):
            return stamp
        return cache.get(self._key) or stamp

    def forget(self) -> None:
        """Here at once, so that what follows in this transaction sees the change; elsewhere once it is committed."""
        self._kept = None
        transaction.on_commit(self._forget_everywhere)

    def _forget_everywhere(self) -> None:
        cache.delete(self._key)
        if stamps := getattr(_request, "stamps", None):
            stamps.pop(self._key, None)


def _begin(**_kwargs: object) -> None:
    _request.stamps = {}


def _end(**_kwargs: object) -> None:
    _request.stamps = None


request_started.connect(_begin, dispatch_uid="kit.remembered")
request_finished.connect(_end, dispatch_uid="kit.remembered")
