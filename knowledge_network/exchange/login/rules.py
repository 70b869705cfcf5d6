"""Logging in with a school or institute gives no right; each sees and parts with their own identities."""

from __future__ import annotations

import rules

rules.add_perm("exchange.bind_identity", rules.is_authenticated)
