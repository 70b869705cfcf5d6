"""Who chooses, and who looks after it. Imports no model."""

import rules

from knowledge_network.members.rules import is_coordinator

rules.add_perm("expertise.choose_questions", rules.is_authenticated)
rules.add_perm("expertise.manage_choosing", is_coordinator)
