"""Who brings a question further. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from expertise.questions.rules import is_in_cycle_team
from knowledge_network.members.rules import is_coordinator
from plg.groups.rules import takes_part_in_group

if TYPE_CHECKING:
    from expertise.agenda.models import ExternalQuestion
    from expertise.questions.models import IndicativeQuestion
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def is_in_team_of_bundle(member: Reader, bundle: IndicativeQuestion | None) -> bool:
    return bundle is not None and bool(is_in_cycle_team(member, bundle.cycle))


@rules.predicate
def works_on_bundle(member: Reader, bundle: IndicativeQuestion | None) -> bool:
    """In the theme group that answers it."""
    follow = getattr(bundle, "follow_up", None)
    return follow is not None and follow.group is not None and bool(takes_part_in_group(member, follow.group))


@rules.predicate
def drafts_it(member: Reader, external: ExternalQuestion | None) -> bool:
    if external is None:
        return False
    return bool(works_on_bundle(member, external.bundle) or is_in_team_of_bundle(member, external.bundle))


rules.add_perm("expertise.bring_further", is_coordinator | is_in_team_of_bundle)
rules.add_perm("expertise.draft_external", is_coordinator | is_in_team_of_bundle | works_on_bundle)
rules.add_perm("expertise.change_external", is_coordinator | drafts_it)
rules.add_perm("expertise.submit_external", is_coordinator)
rules.add_perm("expertise.manage_agenda", is_coordinator)
rules.add_perm("expertise.add_wish", rules.is_authenticated)
