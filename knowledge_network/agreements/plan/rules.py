"""Who reads and writes the plan, its money and the evaluations. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator, is_school_leader

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def is_director(member: Reader) -> bool:
    """Directs a board or institute today."""
    return member.is_authenticated and member.is_director


# Agreements, what follows from them and their money: who leads a school or a partner, and who runs the network.
reads_agreements = is_coordinator | is_school_leader | is_director

rules.add_perm("agreements.read_agreements", reads_agreements)
# Every member sees what the network does this year; the money behind it is for who reads agreements.
rules.add_perm("agreements.view_plan", rules.is_authenticated)
rules.add_perm("agreements.edit_plan", is_coordinator)
rules.add_perm("agreements.read_evaluations", reads_agreements)
rules.add_perm("agreements.edit_evaluations", is_coordinator)
