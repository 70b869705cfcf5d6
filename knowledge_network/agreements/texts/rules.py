"""Who may do what with agreements. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from knowledge_network.members.rules import is_coordinator


@rules.predicate
def directs_a_party(member: Any, agreement: Any) -> bool:
    """A board member of an organisation that is party to it."""
    if agreement is None or not member.is_authenticated:
        return False
    return bool(agreement.parties.filter(organisation__in=member.directed_organisations).exists())


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
