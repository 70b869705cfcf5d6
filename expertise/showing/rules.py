"""Who prepares a day of show and share, who shows and who comes to look. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from expertise.showing.models import ShowSlot
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def shows_it(member: Reader, slot: ShowSlot | None) -> bool:
    return slot is not None and member.is_authenticated and slot.contact_id == member.pk


rules.add_perm("expertise.manage_show_days", is_coordinator)
rules.add_perm("expertise.view_show_day", rules.is_authenticated)
rules.add_perm("expertise.offer_show_slot", rules.is_authenticated)
rules.add_perm("expertise.change_show_slot", shows_it | is_coordinator)
rules.add_perm("expertise.visit_show_slot", rules.is_authenticated)
