"""Whether the broker answers: exit code 0 or 1. Asked by a worker that wonders whether it is itself the trouble."""

import os
import sys

import redis


def broker_answers(url: str, *, seconds: float = 3) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=seconds, socket_timeout=seconds).ping())
    except (redis.RedisError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(0 if broker_answers(os.environ.get("REDIS_URL", "")) else 1)
