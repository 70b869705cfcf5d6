"""Connections to the broker: a web request gives up at once, a worker and beat try again without long pauses."""

from typing import Any

import redis
from celery.app.amqp import AMQP
from kombu import Connection
from kombu.transport.redis import Channel
from redis.backoff import NoBackoff
from redis.retry import Retry

LONGEST_PAUSE = 4.0  # seconds between two tries, however long the broker is away


class SteadyConnection(Connection):
    """Celery waits longer after each try, up to half a minute, and has no setting for that."""

    def ensure_connection(
        self, errback: Any = None, max_retries: int | None = None, *args: Any, **options: Any
    ) -> Connection:
        pauses = {"interval_start": 1.0, "interval_step": 1.0, "interval_max": LONGEST_PAUSE}
        connection: Connection = super().ensure_connection(
            errback, max_retries, *args, **({} if args else pauses) | options
        )
        return connection


class SteadyAMQP(AMQP):
    Connection = SteadyConnection


class PromptConnection(redis.Connection):
    """redis-py tries every command four times with pauses; one try of a second is all a request can spare."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"retry": Retry(NoBackoff(), 0)})


class PromptSSLConnection(redis.SSLConnection):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"retry": Retry(NoBackoff(), 0)})


def use_prompt_connections() -> None:
    """Kombu offers no option for this, only these two attributes. Workers connect again by `SteadyConnection`."""
    Channel.connection_class = PromptConnection
    Channel.connection_class_ssl = PromptSSLConnection  # type: ignore[assignment]
