"""Who keeps frameworks, who writes in a look and who talks about it. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator
from plg.groups.rules import takes_part_in_group

if TYPE_CHECKING:
    from knowledge_network.insight.frameworks.models import Look
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def is_its_own(member: Reader, look: Look | None) -> bool:
    """Of oneself, or of a group that one takes part in."""
    if look is None or not member.is_authenticated:
        return False
    if look.group is not None:
        return bool(takes_part_in_group(member, look.group))
    return look.member_id == member.pk


@rules.predicate
def is_written_in(member: Reader, look: Look | None) -> bool:
    return look is not None and look.is_written


rules.add_perm("insight.view_framework", rules.is_authenticated)
rules.add_perm("insight.edit_framework", is_coordinator)
rules.add_perm("insight.begin_look", rules.is_authenticated)
rules.add_perm("insight.view_look", rules.always_allow)
rules.add_perm("insight.keep_look", is_its_own)
rules.add_perm("insight.write_look", is_its_own & is_written_in)
