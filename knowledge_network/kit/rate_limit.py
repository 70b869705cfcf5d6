"""How often one sender may do something that reaches other people, counted by allauth; limits stand in the settings."""

from __future__ import annotations

from copy import copy

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest


def too_many(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count this try under `action` of ACCOUNT_RATE_LIMITS; whether it is past the limit.

    A limit per `key` holds for `key`, and without one for the sender: the member, or the address of a stranger.
    """
    if action not in settings.ACCOUNT_RATE_LIMITS:  # allauth lets pass what it has no limit for
        raise LookupError(f"ACCOUNT_RATE_LIMITS has no limit for {action!r}")
    if request.method == "GET":  # never counted by allauth; whoever asks here wants it counted
        request = copy(request)
        request.method = "POST"
    return not ratelimit.consume(request, action=action, key=key or find_sender(request))


def find_sender(request: HttpRequest) -> str:
    """Who is counted: the member, or the address of a stranger."""
    if request.user.is_authenticated:
        return request.user.public_id
    address: str = get_adapter(request).get_client_ip(request)
    return address
