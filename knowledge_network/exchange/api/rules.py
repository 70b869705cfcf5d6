"""Every member may give a program a key of their own. Imports no model."""

from __future__ import annotations

import rules

rules.add_perm("exchange.make_key", rules.is_authenticated)
