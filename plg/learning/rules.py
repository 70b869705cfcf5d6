"""Everybody notes what they learned; nobody else reads or changes it. Imports no model."""

from __future__ import annotations

import rules

rules.add_perm("plg.note_learning", rules.is_authenticated)
