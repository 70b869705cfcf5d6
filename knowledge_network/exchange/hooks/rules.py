"""Who runs the network joins it up with other systems. Imports no model."""

from __future__ import annotations

import rules

from knowledge_network.members.rules import is_coordinator

rules.add_perm("exchange.manage_connections", is_coordinator)
