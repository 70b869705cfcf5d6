"""What rooms above are told when the catalogue changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True)
class Change:
    """A record and, while everybody may read it, the address of its page."""

    identifier: str
    url: str = ""


# Sent with `shown`, `changed` and `gone`: lists of Change.
catalogue_changed = Signal()
