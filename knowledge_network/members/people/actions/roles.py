"""Network roles: given and ended by name, for a period, never all gone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.members.organisations.models import Board
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.members.trail.models import AuditEvent

# Without these nobody decides, answers questions about privacy, or gives anybody a role.


class LastOfItsKindError(Exception):
    """The network would be left without this role."""

    def __init__(self, role: str) -> None:
        super().__init__(
            _("This is the last %(role)s. Give the role to somebody else first.")
            % {"role": NetworkRoleKind(role).label}
        )


@transaction.atomic
def grant_role(
    *,
    member: Member,
    role: str,
    by: Member | None,
    variant: str = "",
    fte: Decimal | None = None,
    scope_board: Board | None = None,
    scope_sector: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> NetworkRole:
    """Give a role. Raises ValidationError when the member has it already or the period or scope does not fit."""
    granted = NetworkRole(
        member=member,
        role=role,
        variant=variant,
        fte=fte,
        scope_board=scope_board,
        scope_sector=scope_sector,
        start=start or timezone.localdate(),
        end=end,
        granted_by=by,
    )
    granted.full_clean()
    granted.save()
    AuditEvent.objects.record("members.role_granted", granted, by=by, subject=member, role=role)
    return granted


@transaction.atomic
def end_role(*, role: NetworkRole, by: Member | None, on: dt.date | None = None) -> None:
    """End a role from `on` (today). Raises LastOfItsKindError; one that has not begun yet simply goes."""
    day = on or timezone.localdate()
    # Two people who end the last two at the same moment wait for each other here.
    same = list(NetworkRole.objects.select_for_update(of=("self",)).filter(role=role.role).select_related("member"))
    others = [r for r in same if r.member_id != role.member_id and r.member.is_active and holds(r, day)]
    if role.role in NetworkRoleKind.NEVER_WITHOUT and not others and role.member.is_active:
        raise LastOfItsKindError(role.role)
    AuditEvent.objects.record("members.role_ended", role, by=by, subject=role.member, role=role.role)
    if role.start >= day:
        role.delete()
        return
    role.end = day
    role.save(update_fields=["end"])


def holds(role: NetworkRole, day: dt.date) -> bool:
    """On `day`, and not only until some day after it: a role that ends soon does not save the network."""
    return role.start <= day and role.end is None


def roles_held_alone(member: Member) -> list[str]:
    """Codes of the roles that the network cannot do without and that only this member holds."""
    today = timezone.localdate()
    mine = set(
        NetworkRole.objects.current()
        .filter(member=member, role__in=NetworkRoleKind.NEVER_WITHOUT)
        .values_list("role", flat=True)
    )
    lasting = NetworkRole.objects.filter(Q(end__isnull=True), start__lte=today, role__in=mine).exclude(member=member)
    safe = lasting.filter(member__in=Member.objects.active()).values_list("role", flat=True)
    return sorted(mine - set(safe))
