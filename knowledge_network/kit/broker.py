"""A connection to the broker that gives up at once, for a web request must never wait for it."""

from typing import Any

import redis
from kombu.transport.redis import Channel
from redis.backoff import NoBackoff
from redis.retry import Retry


class PromptConnection(redis.Connection):
    """redis-py tries every command four times with pauses; one try of a second is all a request can spare."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"retry": Retry(NoBackoff(), 0)})


class PromptSSLConnection(redis.SSLConnection):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"retry": Retry(NoBackoff(), 0)})


def use_prompt_connections() -> None:
    """Kombu offers no option for this, only these two attributes. Workers connect again by Celery's own loop."""
    Channel.connection_class = PromptConnection
    Channel.connection_class_ssl = PromptSSLConnection  # type: ignore[assignment]
