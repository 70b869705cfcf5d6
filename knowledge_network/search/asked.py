"""What was typed, made fit to be asked."""

from __future__ import annotations

import re

MAX_LENGTH = 200


def clean(text: str) -> str:
    """What is searched for: one line, no control characters, of bounded length."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MAX_LENGTH]


def is_literal(text: str) -> bool:
    """Whether quotes or a minus are used, which ask for exactly these words or for their absence."""
    return '"' in text or re.search(r"(^|\s)-\w", text) is not None
