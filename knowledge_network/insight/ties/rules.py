"""Who prepares, opens, fills in and releases a round of the network questionnaire. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator, is_privacy_contact

if TYPE_CHECKING:
    from knowledge_network.insight.ties.models import NetworkRound
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def opened_the_round(member: Reader, network_round: NetworkRound | None) -> bool:
    return network_round is not None and network_round.opened_by_id == member.pk


@rules.predicate
def round_is_published(member: Reader, network_round: NetworkRound | None) -> bool:
    return network_round is not None and network_round.is_published


rules.add_perm("insight.view_round", rules.always_allow)
rules.add_perm("insight.see_rounds", is_coordinator | is_privacy_contact)
rules.add_perm("insight.run_rounds", is_coordinator)
# A second pair of eyes.
rules.add_perm("insight.release_round", is_privacy_contact & ~opened_the_round)
rules.add_perm("insight.preview_round", is_privacy_contact)
rules.add_perm("insight.read_round", round_is_published)
rules.add_perm("insight.export_round", round_is_published & is_coordinator)
# Only of people who agreed to it.
rules.add_perm("insight.connect_people", is_coordinator)
