"""Marks at the desk have no address of their own: the cockpit shows them."""

from __future__ import annotations

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {("members.deskmark", "done_at"): None}

ROWS: list[object] = []
