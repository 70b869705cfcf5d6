"""Addresses for lists: reversed once, and not once a row; and what stands behind the question mark."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

# Fits every slug of our addresses, and is the key of nothing.
_KEY = "the-key-stands-here"


def address_by_key(url_name: str, *before: str | int, after: tuple[str | int, ...] = ()) -> Callable[[str], str]:
    """The key of a row → the address of its page; `before` and `after` are the other arguments of the address."""
    start, _key, end = reverse(url_name, args=[*before, _KEY, *after]).partition(_KEY)
    return lambda key: f"{start}{key}{end}"


def with_query(address: str, **words: str) -> str:
    """An address that is known already, asked with `words`; of a page by its name, `reverse(…, query=…)` gives it."""
    return f"{address}?{urlencode(words)}"
