"""Who brings a barrier into the inventory, who puts it to somebody and who answers it. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator, is_liaison_officer
from plg.steps.rules import edits_its_group, wrote_entry

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.barriers.models import Barrier


@rules.predicate
def brought_it(member: Reader, barrier: Barrier | None) -> bool:
    """Wrote it in the steps, or edits the group whose steps these are."""
    return barrier is not None and (
        bool(wrote_entry(member, barrier.entry)) or bool(edits_its_group(member, barrier.entry))
    )


@rules.predicate
def speaks_for_addressee(member: Reader, barrier: Barrier | None) -> bool:
    """Directs the board or institute, or leads the school, that it was put to."""
    if barrier is None or barrier.organisation_id is None or not member.is_authenticated:
        return False
    return barrier.organisation_id in member.directed_organisations | member.led_organisations


rules.add_perm("plg.view_barriers", rules.is_authenticated)
rules.add_perm("plg.view_barrier", rules.is_authenticated)
# An entry of the steps: what a group wrote in its closed space goes out by its own hand only.
rules.add_perm("plg.bring_barrier", wrote_entry | edits_its_group)
rules.add_perm("plg.take_barrier_back", brought_it | is_coordinator)
rules.add_perm("plg.put_barrier", is_coordinator | is_liaison_officer)
rules.add_perm("plg.answer_barrier", speaks_for_addressee | is_coordinator)
