"""Who sees and does what with obligations. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from knowledge_network.agreements.obligations.enums import OwnerRole
from knowledge_network.agreements.plan.rules import reads_agreements
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

ROLES = {
    OwnerRole.PROGRAMME_LEADERS: NetworkRoleKind.PROGRAMME_LEADER,
    OwnerRole.COORDINATOR: NetworkRoleKind.NETWORK_COORDINATOR,
}


@rules.predicate
def is_answerable_for(member: Reader, obligation: Any) -> bool:
    """By name, in the role that owes it, or as director of the party that does."""
    if obligation is None or not member.is_authenticated:
        return False
    if obligation.owner_id == member.pk:
        return True
    rule = obligation.rule
    if obligation.party_id is not None:
        return obligation.party.organisation_id in member.directed_organisations
    if rule.owner_role in {OwnerRole.BOARDS, OwnerRole.EVERY_PARTY}:
        agreement = rule.article.agreement
        return bool(agreement.parties.filter(organisation__in=member.directed_organisations).exists())
    return ROLES.get(rule.owner_role) in member.roles


@rules.predicate
def is_still_open(member: Reader, obligation: Any) -> bool:
    return obligation is not None and obligation.is_open


# What the partners owe each other and how it stands is for every member; what was written down about it is for who
# leads a school or a partner, who runs the network, and who answers for it.
rules.add_perm("agreements.view_obligations", rules.is_authenticated)
rules.add_perm("agreements.read_obligation", reads_agreements | is_answerable_for)
rules.add_perm("agreements.work_on_obligation", (is_coordinator | is_answerable_for) & is_still_open)
rules.add_perm("agreements.change_obligation", is_coordinator & is_still_open)
rules.add_perm("agreements.reopen_obligation", is_coordinator & ~is_still_open)
rules.add_perm("agreements.manage_obligations", is_coordinator)
