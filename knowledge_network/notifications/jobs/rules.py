"""Who sees whether the machinery of the network runs. Imports no model."""

import rules

from knowledge_network.members.rules import is_coordinator, is_platform_admin

rules.add_perm("notifications.see_health", is_platform_admin | is_coordinator)
