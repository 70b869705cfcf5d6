"""Who may do what in a signing round. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from knowledge_network.agreements.texts.rules import directs_a_party
from knowledge_network.members.rules import is_coordinator


@rules.predicate
def signs_it(member: Any, signature: Any) -> bool:
    """Who has the confirmed mandate behind this signature."""
    mandate = getattr(signature, "mandate", None)
    return mandate is not None and mandate.member_id == member.pk


@rules.predicate
def is_director_of(member: Any, mandate: Any) -> bool:
    """A director of the party, but not who is to sign and not who proposed."""
    if mandate is None or member.pk in {mandate.member_id, mandate.proposed_by_id}:
        return False
    organisation = mandate.party.organisation
    return bool({organisation.pk, organisation.successor_id} & member.directed_organisations)


@rules.predicate
def is_second_person(member: Any, mandate: Any) -> bool:
    return mandate is not None and member.pk not in {mandate.member_id, mandate.proposed_by_id}


@rules.predicate
def is_somebody_else(member: Any, signature: Any) -> bool:
    mandate = getattr(signature, "mandate", None)
    return mandate is None or mandate.member_id != member.pk


rules.add_perm("agreements.run_round", is_coordinator)
# What happened step by step, with who did it.
rules.add_perm("agreements.view_log", is_coordinator | directs_a_party)
rules.add_perm("agreements.sign", signs_it)
rules.add_perm("agreements.confirm_mandate", is_director_of)
rules.add_perm("agreements.see_mandate_paper", is_coordinator & is_second_person)
rules.add_perm("agreements.see_signature_paper", is_coordinator & is_somebody_else)
