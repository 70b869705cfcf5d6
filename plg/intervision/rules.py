"""Who may plan and lead an intervision, and write there. Imports no model.

A session is asked about only by who has a seat there: others do not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from plg.groups.rules import group_is_working, takes_part_in_group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.intervision.models import IntervisionSession


@rules.predicate
def leads_session(member: Reader, session: IntervisionSession | None) -> bool:
    """Who leads; anybody there when nobody does."""
    return session is not None and session.leader_id in (member.pk, None)


@rules.predicate
def brings_case(member: Reader, session: IntervisionSession | None) -> bool:
    return session is not None and session.bringer_id == member.pk


@rules.predicate
def made_session(member: Reader, session: IntervisionSession | None) -> bool:
    return session is not None and session.made_by_id == member.pk


rules.add_perm("plg.plan_intervision", takes_part_in_group & group_is_working)
rules.add_perm("plg.read_intervision", rules.is_authenticated)
rules.add_perm("plg.lead_intervision", leads_session)
rules.add_perm("plg.change_intervision", leads_session | made_session)
rules.add_perm("plg.write_case", brings_case)
rules.add_perm("plg.write_in_intervision", rules.is_authenticated)
rules.add_perm("plg.erase_case", brings_case | leads_session)
