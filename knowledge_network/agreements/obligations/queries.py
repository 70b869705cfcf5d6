"""Reads over obligations that span models, and the figures that others make of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from knowledge_network.agreements.obligations.enums import ObligationState, OwnerRole
from knowledge_network.agreements.obligations.models import Obligation, ObligationQuerySet, ObligationRule
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.members.people.enums import NetworkRoleKind, RoleVariant
from knowledge_network.members.people.models import Member, NetworkRole


@dataclass(frozen=True)
class KeptInTime:
    """K3: of what was due in a school year, up to a day, how much was met and how much of that in time."""

    due: int
    met: int
    in_time: int


def due_between(first: dt.date, last: dt.date) -> ObligationQuerySet:
    """What falls due in a period; a lapsed one counts in nothing."""
    rows: ObligationQuerySet = Obligation.objects.filter(due_on__gte=first, due_on__lte=last)
    return rows.exclude(state=ObligationState.LAPSED)


def count_kept_in_time(year: int, today: dt.date | None = None) -> KeptInTime:
    """For the school year that begins in `year`, by the day on which each is due. One query."""
    until = min(today or timezone.localdate(), dt.date(year + 1, 7, 31))
    rows = due_between(dt.date(year, 8, 1), until).values_list("state", "due_on", "met_on")
    due = met = in_time = 0
    for state, due_on, met_on in rows:
        due += 1
        if state == ObligationState.MET and met_on is not None:
            met += 1
            in_time += met_on <= due_on
    return KeptInTime(due, met, in_time)


def with_all() -> ObligationQuerySet:
    """Obligations with what a line of them shows: article, agreement, party, owner."""
    rows: ObligationQuerySet = Obligation.objects.select_related("rule__article__agreement", "party", "owner")
    return rows


def current_agreement(today: dt.date | None = None) -> CollaborationAgreement | None:
    """The newest that is in force and has begun; one that was signed beforehand waits for its first day."""
    return CollaborationAgreement.objects.holding(today).select_related("predecessor").first()


def find_owner(rule: ObligationRule) -> Member | None:
    """Who answers for it first: the programme leader of the schools, or the coordinator; else nobody by name."""
    kinds = {
        OwnerRole.PROGRAMME_LEADERS.value: NetworkRoleKind.PROGRAMME_LEADER,
        OwnerRole.COORDINATOR.value: NetworkRoleKind.NETWORK_COORDINATOR,
    }
    kind = kinds.get(rule.owner_role)
    if kind is None:
        return None
    roles = NetworkRole.objects.current().filter(role=kind, member__in=Member.objects.active())
    held = list(roles.select_related("member").order_by("start", "pk"))
    # Who leads on behalf of the schools comes first.
    held.sort(key=lambda role: role.variant != RoleVariant.FIELD)
    return held[0].member if held else None


def programme_leaders() -> list[Member]:
    """Who leads the programme now; without any, who coordinates the network."""
    roles = NetworkRole.objects.current().filter(role__in=sorted(NetworkRoleKind.COORDINATING))
    people: dict[str, list[int]] = {}
    for role, member in roles.values_list("role", "member"):
        people.setdefault(role, []).append(member)
    keys = people.get(NetworkRoleKind.PROGRAMME_LEADER) or people.get(NetworkRoleKind.NETWORK_COORDINATOR) or []
    return list(Member.objects.active().filter(pk__in=keys).order_by("pk"))


def find_directors(organisation_id: int) -> list[Member]:
    """Active members who direct this organisation today."""
    return [
        member
        for member in Member.objects.active()
        .with_access()
        .filter(appointments__organisation=organisation_id)
        .distinct()
        .order_by("pk")
        if organisation_id in member.directed_organisations
    ]
