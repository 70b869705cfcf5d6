"""Who prepares, opens, fills in and releases a round. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator, is_privacy_contact
from plg.groups.rules import edits_group, takes_part_in_group

if TYPE_CHECKING:
    from knowledge_network.insight.surveys.models import Wave
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def edits_its_group(member: Reader, wave: Wave | None) -> bool:
    return wave is not None and wave.group is not None and edits_group(member, wave.group)


@rules.predicate
def takes_part_in_its_group(member: Reader, wave: Wave | None) -> bool:
    return wave is not None and wave.group is not None and takes_part_in_group(member, wave.group)


@rules.predicate
def opened_it(member: Reader, wave: Wave | None) -> bool:
    return wave is not None and wave.opened_by_id == member.pk


@rules.predicate
def is_there_to_read(member: Reader, wave: Wave | None) -> bool:
    """What is told is released; before that only who guards it looks at what would be told."""
    return wave is not None and wave.is_published


rules.add_perm("insight.view_wave", rules.always_allow)
rules.add_perm("insight.run_waves", is_coordinator)
rules.add_perm("insight.see_scan_desk", is_coordinator | is_privacy_contact)
rules.add_perm("insight.prepare_wave", is_coordinator | edits_its_group)
rules.add_perm("insight.open_wave", is_coordinator)
# A second pair of eyes.
rules.add_perm("insight.release_wave", is_privacy_contact & ~opened_it)
rules.add_perm("insight.preview_wave", is_privacy_contact)
rules.add_perm("insight.read_wave", is_there_to_read)
rules.add_perm("insight.export_wave", is_there_to_read & is_coordinator)
rules.add_perm("insight.choose_actions", is_there_to_read & takes_part_in_its_group)
