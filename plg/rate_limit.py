"""How often one sender may do something that reaches other people."""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest


def too_many(request: HttpRequest, action: str, *, limit: int, seconds: int) -> bool:
    """Count this try; whether the member (or the address of a stranger) made more than `limit` in this window."""
    window = int(time.time()) // seconds
    key = f"limit:{action}:{_sender(request)}:{window}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # the key went away between the two calls
        return False


def _sender(request: HttpRequest) -> str:
    user: Any = request.user
    if user.is_authenticated:
        return user.public_id
    from allauth.account.adapter import get_adapter

    return get_adapter(request).get_client_ip(request)
