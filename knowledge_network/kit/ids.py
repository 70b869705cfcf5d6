"""Public identifiers: what stands in addresses instead of a counter."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
# The operating system's, unless somebody asked for another in `draw_from_source`.
_SOURCE: ContextVar[random.Random | None] = ContextVar("source of identifiers", default=None)


def pick[Choice](choices: Sequence[Choice]) -> Choice:
    """One of them, that nobody can guess."""
    source = _SOURCE.get()
    return source.choice(choices) if source else secrets.choice(choices)


def random_public_id() -> str:
    """Ten characters without look-alikes, about 49 bits: too many to guess, short enough to read out."""
    return "".join(pick(_ALPHABET) for _ in range(10))


@contextmanager
def draw_from_source(source: random.Random) -> Iterator[None]:
    """In this block identifiers come from `source`, so that the same one gives the same: for what is no secret at all,
    such as the demo. Keys, tokens and seals never come from here."""
    token = _SOURCE.set(source)
    try:
        yield
    finally:
        _SOURCE.reset(token)
