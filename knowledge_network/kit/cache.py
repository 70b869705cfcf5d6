"""Django's Redis cache that carries on when the server is away."""

import time
from collections.abc import Callable
from typing import Any

import redis
import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = structlog.get_logger(__name__)

PAUSE_SECONDS = 10.0
TIMEOUT_SECONDS = 0.5


class Client(RedisCacheClient):
    """Django makes a client for every call, which takes longer than the call; one serves all threads."""

    _made: redis.Redis | None = None

    def get_client(self, key: Any = None, *, write: bool = False) -> redis.Redis:
        if self._made is None:
            self._made = super().get_client(key, write=write)
        return self._made


class RemoteCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client


class FallbackCache(BaseCache):
    """Redis or Valkey, and the memory of this process while that does not answer.

    After a failure the server is left alone for ten seconds, so that a request waits at most once. When it answers
    again it is emptied first: it may hold values that were replaced or deleted in the meantime.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = {
            "socket_timeout": TIMEOUT_SECONDS,
            "socket_connect_timeout": TIMEOUT_SECONDS,
            "retry": Retry(NoBackoff(), 0),
        }
        self._remote = RemoteCache(server, {**params, "OPTIONS": options | params.get("OPTIONS", {})})
        self._local = LocMemCache(f"fallback for {params.get('KEY_PREFIX', '')}", {**params, "OPTIONS": {}})
        self._closed_until = 0.0
        self._was_away = False

    def _call[T](self, operation: Callable[[BaseCache], T]) -> T:
        if time.monotonic() < self._closed_until:
            return operation(self._local)
        try:
            if self._was_away:
                self._remote.clear()
                self._was_away = False
                logger.info("cache_is_back")
            return operation(self._remote)
        except redis.RedisError as error:
            self._closed_until = time.monotonic() + PAUSE_SECONDS
            if not self._was_away:
                self._local.clear()
                logger.warning("cache_is_away", error=type(error).__name__)
            self._was_away = True
            return operation(self._local)

    def ping(self) -> bool:
        """Whether the server answers right now, asked of the server itself."""
        try:
            return bool(self._remote._cache.get_client().ping())
        except redis.RedisError:
            return False

    def add(
        self,
        key: Any,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return self._call(lambda cache: cache.add(key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._call(lambda cache: cache.get(key, default, version))

    def set(
        self,
        key: Any,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self._call(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._call(lambda cache: cache.touch(key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._call(lambda cache: cache.delete(key, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        names = list(keys)
        return self._call(lambda cache: cache.get_many(names, version))

    def set_many(
        self,
        data: dict[Any, Any],
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[Any]:
        return self._call(lambda cache: cache.set_many(data, timeout, version))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        names = list(keys)
        self._call(lambda cache: cache.delete_many(names, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._call(lambda cache: cache.has_key(key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return self._call(lambda cache: cache.incr(key, delta, version))

    def clear(self) -> None:
        self._call(lambda cache: cache.clear())
