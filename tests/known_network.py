"""The settings of a network that is set up, without a row of them in the database."""

from __future__ import annotations

from django.core.cache import cache

from knowledge_network.kit import network

NAME = "Kennisnetwerk Lerende Leraren"


def know() -> None:
    """No page asks the database for them until somebody changes them, or the cache is emptied."""
    cache.set(network.facts._key, "tests", timeout=None)  # a test may go to any other moment
    network.facts._kept = ("tests", network.NetworkFacts(name=NAME))
