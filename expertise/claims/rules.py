"""Who may do what with claims, evidence and endorsements. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from expertise.claims.models import Endorsement, ExpertiseClaim
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def owns_claim(member: Reader, claim: ExpertiseClaim | None) -> bool:
    return claim is not None and member.is_authenticated and claim.member_id == member.pk


@rules.predicate
def claim_is_shown(member: Reader, claim: ExpertiseClaim | None) -> bool:
    return claim is not None and claim.is_shown


@rules.predicate
def gave_endorsement(member: Reader, endorsement: Endorsement | None) -> bool:
    return endorsement is not None and member.is_authenticated and endorsement.by_id == member.pk


rules.add_perm("expertise.view_claim", rules.always_allow)
rules.add_perm("expertise.change_claim", owns_claim)
rules.add_perm("expertise.endorse_claim", rules.is_authenticated & claim_is_shown & ~owns_claim)
rules.add_perm("expertise.withdraw_endorsement", gave_endorsement)
# Two who recognise each other within a week: for coordinators alone to see.
rules.add_perm("expertise.see_pairs", is_coordinator)
