"""Who asks for a badge, who decides, who ends one. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from knowledge_network.exchange.badges.models import Badge
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def holds_it(member: Reader, badge: Badge | None) -> bool:
    return badge is not None and member.is_authenticated and badge.member_id == member.pk


@rules.predicate
def is_waiting(member: Reader, badge: Badge | None) -> bool:
    return badge is not None and badge.is_waiting


@rules.predicate
def was_granted(member: Reader, badge: Badge | None) -> bool:
    return badge is not None and badge.is_granted


@rules.predicate
def directs_something(member: Reader) -> bool:
    return member.is_authenticated and member.is_director


rules.add_perm("exchange.endorse_badge_class", directs_something)
rules.add_perm("exchange.view_badge", rules.is_authenticated)
rules.add_perm("exchange.own_badge", holds_it)
rules.add_perm("exchange.fetch_badge", holds_it & was_granted)
rules.add_perm("exchange.take_back_badge", holds_it & is_waiting)
rules.add_perm("exchange.manage_badges", is_coordinator)
rules.add_perm("exchange.decide_badge", is_coordinator & ~holds_it & is_waiting)
rules.add_perm("exchange.withdraw_badge", is_coordinator & ~holds_it & was_granted)
