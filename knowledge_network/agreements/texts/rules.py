"""Who may do what with agreements. Imports no model."""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import Q

from knowledge_network.members.rules import is_coordinator


@rules.predicate
def directs_a_party(member: Any, agreement: Any) -> bool:
    """A board member of an organisation that is party to it, or of the one in which it went on."""
    if agreement is None or not member.is_authenticated:
        return False
    directed = member.directed_organisations
    rows = agreement.parties.filter(Q(organisation__in=directed) | Q(organisation__successor__in=directed))
    return bool(rows.exists())


@rules.predicate
def text_can_change(member: Any, agreement: Any) -> bool:
    return agreement is not None and agreement.is_draft and not agreement.is_change


@rules.predicate
def directs_this_party(member: Any, party: Any) -> bool:
    return party is not None and member.is_authenticated and party.organisation_id in member.directed_organisations


rules.add_perm("agreements.view_agreement", rules.is_authenticated)
rules.add_perm("agreements.write_agreement", is_coordinator)
rules.add_perm("agreements.change_text", is_coordinator & text_can_change)
rules.add_perm("agreements.comment", text_can_change & (is_coordinator | directs_a_party))
# Of a party: leaving, and what it says about itself.
rules.add_perm("agreements.give_notice", is_coordinator | directs_this_party)
