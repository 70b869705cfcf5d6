"""Who may look after the mail of the network."""

import rules

from knowledge_network.members.rules import is_coordinator

rules.add_perm("notifications.manage_mail", is_coordinator)
