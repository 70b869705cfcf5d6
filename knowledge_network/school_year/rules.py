"""Who keeps the holidays and closed days."""

import rules

from knowledge_network.members.rules import is_coordinator

rules.add_perm("school_year.manage", is_coordinator)
