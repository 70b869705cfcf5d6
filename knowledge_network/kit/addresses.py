"""Addresses for lists: reversed once, and not once a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

# Fits every slug of our addresses, and is the key of nothing.
_KEY = "the-key-stands-here"


def addresses_of(url_name: str, *before: Any) -> Callable[[str], str]:
    """The key of a row → the address of its page; `before` are the arguments of the address that come first."""
    start, _key, end = reverse(url_name, args=[*before, _KEY]).partition(_KEY)
    return lambda key: f"{start}{key}{end}"
