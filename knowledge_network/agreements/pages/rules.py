"""Who reads what partners bring, and who writes the words beside it. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from knowledge_network.agreements.plan.rules import reads_agreements
from knowledge_network.members.people.requests import Reader


@rules.predicate
def directs_party(member: Reader, party: Any) -> bool:
    """Directs the organisation that is this party."""
    return party is not None and member.is_authenticated and party.organisation_id in member.directed_organisations


rules.add_perm("agreements.view_partners", reads_agreements)
rules.add_perm("agreements.explain_partner", directs_party)
