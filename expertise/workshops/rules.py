"""Who leads a workshop, and who is in it. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from expertise.questions.rules import is_in_cycle_team
from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from expertise.workshops.models import Workshop
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def leads_workshop(member: Reader, workshop: Workshop | None) -> bool:
    return workshop is not None and member.pk is not None and workshop.facilitator_id == member.pk


@rules.predicate
def is_in_its_team(member: Reader, workshop: Workshop | None) -> bool:
    return workshop is not None and bool(is_in_cycle_team(member, workshop.cycle))


# About the cycle: its team and who runs the network start one.
rules.add_perm("expertise.start_workshop", is_coordinator | is_in_cycle_team)
rules.add_perm("expertise.lead_workshop", leads_workshop | is_coordinator | is_in_its_team)
