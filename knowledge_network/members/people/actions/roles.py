"""Network roles: given and ended by name, for a period, never all gone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members import signals
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole, RoleProposal
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
    confirmed_by: Member | None = None,
) -> NetworkRole:
    """Give a role. Raises ValidationError when the member has it already or the period or scope does not fit.

    A role that sees the data of others takes two people: pages ask `give_role`, which waits for the second.
    """
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
        confirmed_by=confirmed_by,
    )
    granted.full_clean()
    granted.save()
    alone = by is not None and confirmed_by is None and role in NetworkRoleKind.SEES_PERSONAL_DATA
    verb = "members.role_granted_alone" if alone else "members.role_granted"
    AuditEvent.objects.record(verb, granted, by=by, subject=member, role=role)
    return granted


def find_confirmers(*, by: Member, member: Member, role: str) -> QuerySet[Member]:
    """Who may confirm a role that `by` proposes for `member`: neither of the two, and of administrators another one."""
    may = {role} if role == NetworkRoleKind.PLATFORM_ADMIN else NetworkRoleKind.GIVES_ROLES
    givers = NetworkRole.objects.current().filter(role__in=may).values("member")
    found: QuerySet[Member] = Member.objects.active().filter(pk__in=givers).exclude(pk__in=[by.pk, member.pk])
    return found


@transaction.atomic
def give_role(
    *, member: Member, role: str, by: Member, variant: str = "", fte: Decimal | None = None, **more: Any
) -> NetworkRole | RoleProposal:
    """Give a role at once, or propose it where two people give it. Raises ValidationError as `grant_role`.

    While nobody else is there who could confirm, one person gives it, and the audit trail says so.
    """
    # One after the other: of two that one person gives at once, the second needs a yes of who got the first.
    list(NetworkRole.objects.filter(member=by).select_for_update().values_list("pk"))
    confirmers = find_confirmers(by=by, member=member, role=role)
    if role not in NetworkRoleKind.SEES_PERSONAL_DATA or not confirmers.exists():
        return grant_role(member=member, role=role, by=by, variant=variant, fte=fte, **more)
    period = {name: more[name] for name in ("start", "end") if more.get(name)}
    # What would be refused in the end is refused at once.
    NetworkRole(member=member, role=role, variant=variant, fte=fte, granted_by=by, **period).full_clean()
    proposal = RoleProposal(member=member, role=role, variant=variant, fte=fte, proposed_by=by, **period)
    proposal.full_clean()
    proposal.save()
    AuditEvent.objects.record("members.role_proposed", proposal, by=by, subject=member, role=role)
    signals.role_proposed.send(sender=RoleProposal, proposal=proposal, to=confirmers)
    return proposal


@transaction.atomic
def confirm_role(*, proposal: RoleProposal, by: Member) -> NetworkRole:
    """The second person says yes: the role holds from now (or from its day on). RefusedError for the first person."""
    found = RoleProposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if found is None:
        raise RefusedError(_("Somebody else decided on this just now."))
    if by.pk in (found.proposed_by_id, found.member_id):
        raise RefusedError(_("Somebody else has to confirm this: two people give this role."))
    granted = grant_role(
        member=found.member,
        role=found.role,
        by=found.proposed_by,
        variant=found.variant,
        fte=found.fte,
        start=max(found.start, timezone.localdate()),
        end=found.end,
        confirmed_by=by,
    )
    AuditEvent.objects.record("members.role_confirmed", granted, by=by, subject=found.member, role=found.role)
    found.delete()
    return granted


@transaction.atomic
def withdraw_role(*, proposal: RoleProposal, by: Member) -> None:
    """The role is not given; whoever may give roles may say so."""
    AuditEvent.objects.record("members.role_refused", proposal, by=by, subject=proposal.member, role=proposal.role)
    RoleProposal.objects.filter(pk=proposal.pk).delete()


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
