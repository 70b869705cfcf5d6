"""Coming into a group, being in it, and leaving it."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify
from plg.groups import notices
from plg.groups.actions.counts import recount
from plg.groups.emails import group_address
from plg.groups.enums import GroupRole, GroupState, InvitationState, JoinState
from plg.groups.models import Group, GroupInvitation, GroupMembership, JoinRequest
from plg.groups.signals import joined_group, left_group


def list_leaders(group: Group) -> list[Member]:
    """Who leads or facilitates the group today."""
    rows = (
        group.memberships.current().filter(role__in=GroupRole.LEADING).select_related("member").order_by("start", "pk")
    )
    return [row.member for row in rows if row.member.is_present]


def find_membership(group: Group, member: Member) -> GroupMembership | None:
    return GroupMembership.objects.current().filter(group=group, member=member).first()


@transaction.atomic
def add_member(
    *,
    group: Group,
    member: Member,
    by: Member | None,
    role: str = GroupRole.MEMBER,
    shown_publicly: bool = False,
    at: dt.datetime | None = None,
) -> GroupMembership:
    """Put `member` into the group from the day of `at`; that answers their open requests and invitations too."""
    now = at or timezone.now()
    if find_membership(group, member) is not None:
        raise RefusedError(_("%(name)s is in this group already.") % {"name": member.get_full_name()})
    membership = GroupMembership.objects.create(
        group=group, member=member, role=role, shown_publicly=shown_publicly, start=timezone.localdate(now)
    )
    mine = {"group": group, "member": member}
    JoinRequest.objects.open().filter(**mine).update(state=JoinState.ACCEPTED, decided_at=now, decided_by=by)
    GroupInvitation.objects.open().filter(**mine).update(state=InvitationState.ACCEPTED, answered_at=now)
    AuditEvent.objects.record("plg.member_added", group, by=by, subject=member, role=role)
    joined_group.send(sender=Group, group=group, member=member, at=now)
    group.known_roles.clear()
    recount(group)
    return membership


@transaction.atomic
def end_membership(
    *,
    membership: GroupMembership,
    by: Member | None,
    reason: str = "",
    at: dt.datetime | None = None,
) -> GroupMembership:
    """From the day of `at` on, this member is no longer in the group. Without `reason` they leave by themselves.

    Refused for the last leader and for the contact person of a group that has not ended: the one hands over first.
    """
    group = Group.objects.select_for_update().get(pk=membership.group_id)
    if membership.end is not None and membership.end <= timezone.localdate():
        return membership
    _refuse_orphan(group, membership)
    _close(membership, at or timezone.now())
    left_group.send(sender=Group, group=group, member=membership.member, at=at)
    removed = by is None or by.pk != membership.member_id
    event = AuditEvent.objects.record(
        "plg.member_removed" if removed else "plg.member_left_group",
        group,
        by=by,
        subject=membership.member,
        reason=reason,
    )
    _tell_it_ended(membership, group, event.pk, by=by, reason=reason if removed else None)
    recount(group)
    return membership


@transaction.atomic
def let_go_again(*, group: Group, member: Member, since: dt.datetime) -> None:
    """Who came in at `since` by a decision that was taken back, was never in the group."""
    mine = GroupMembership.objects.current().filter(group=group, member=member, start=timezone.localdate(since))
    if mine.delete()[0]:
        left_group.send(sender=Group, group=group, member=member, at=None)
        group.known_roles.clear()
        recount(group)


def _tell_it_ended(
    membership: GroupMembership, group: Group, event: int, *, by: Member | None, reason: str | None
) -> None:
    """Tell who was removed, with the reason; and the leaders of who left by themselves (`reason` is None)."""
    member = membership.member
    tell = partial(
        notify, url=group_address(group), by=by, group_key=group.slug, group=group.name, name=member.get_full_name()
    )
    if reason is None:
        tell(notices.MEMBER_LEFT_GROUP, to=list_leaders(group), key=f"plg.member_left_group:{event}")
    else:
        tell(notices.REMOVED, to=[member], key=f"plg.membership_ended:{event}", reason=reason)


def _close(membership: GroupMembership, now: dt.datetime) -> None:
    membership.end = max(timezone.localdate(now), membership.start)
    membership.save(update_fields=["end"])
    membership.group.known_roles.clear()


def _refuse_orphan(group: Group, membership: GroupMembership) -> None:
    if group.state in GroupState.OVER:
        return
    others = group.memberships.current().exclude(pk=membership.pk)
    if membership.role == GroupRole.LEAD and not others.filter(role=GroupRole.LEAD).exists():
        raise RefusedError(_("A group needs a leader. Make somebody else the leader first."))
    if group.contact_person_id == membership.member_id:
        raise RefusedError(_("The group needs a contact person. Hand that over to somebody else first."))


def left_by_themselves(membership: GroupMembership) -> bool:
    """Whether the last end of this membership was the member's own choice, as the trail tells."""
    ends = AuditEvent.objects.filter(
        verb__in=["plg.member_left_group", "plg.member_removed"],
        object_key=membership.group.slug,
        subject=membership.member_id,
    )
    last = ends.order_by("-at", "-pk").first()
    return last is not None and last.actor_id == membership.member_id


@transaction.atomic
def restore_membership(*, membership: GroupMembership, by: Member) -> GroupMembership:
    """Undo an end: the membership goes on as if it had not ended."""
    group = Group.objects.select_for_update().get(pk=membership.group_id)
    if find_membership(group, membership.member) is not None:
        return membership
    membership.end = None
    membership.save(update_fields=["end"])
    joined_group.send(sender=Group, group=group, member=membership.member, at=None)
    AuditEvent.objects.record("plg.member_restored", group, by=by, subject=membership.member)
    membership.group.known_roles.clear()
    recount(group)
    return membership


@transaction.atomic
def change_role(*, membership: GroupMembership, by: Member, role: str) -> GroupMembership:
    """Give another role; the last leader keeps theirs until somebody else leads."""
    group = Group.objects.select_for_update().get(pk=membership.group_id)
    if membership.role == role:
        return membership
    leaders = group.memberships.current().filter(role=GroupRole.LEAD).exclude(pk=membership.pk)
    if membership.role == GroupRole.LEAD and group.state not in GroupState.OVER and not leaders.exists():
        raise RefusedError(_("A group needs a leader. Make somebody else the leader first."))
    former, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    membership.group.known_roles.clear()
    event = AuditEvent.objects.record(
        "plg.role_changed", group, by=by, subject=membership.member, former=former, role=role
    )
    notify(
        notices.ROLE_CHANGED,
        to=[membership.member],
        key=f"plg.role_changed:{event.pk}",
        url=group_address(group),
        by=by,
        group_key=group.slug,
        group=group.name,
        role=role,
    )
    recount(group)
    return membership


@transaction.atomic
def show_on_public_page(*, membership: GroupMembership, by: Member, shown: bool) -> None:
    """«Show my name»: a choice of the member alone."""
    membership.shown_publicly = shown
    membership.save(update_fields=["shown_publicly"])
    AuditEvent.objects.record(
        "plg.name_shown" if shown else "plg.name_hidden", membership.group, by=by, subject=membership.member
    )


@transaction.atomic
def leave_all_groups(*, member: Member, by: Member | None) -> None:
    """A member leaves the network: out of every group, with open requests and invitations taken back."""
    now = timezone.now()
    ended = []
    for membership in GroupMembership.objects.current().filter(member=member).select_related("group"):
        _close(membership, now)
        ended.append(membership.group)
        AuditEvent.objects.record("plg.member_left_group", membership.group, by=by, subject=member)
    left_group.send(sender=Group, group=None, member=member, at=now)
    JoinRequest.objects.open().filter(member=member).update(state=JoinState.WITHDRAWN, decided_at=now)
    GroupInvitation.objects.open().filter(member=member).update(state=InvitationState.WITHDRAWN, answered_at=now)
    for group in Group.objects.filter(contact_person=member):
        _replace_contact(group, member, by)
    for group in ended:
        recount(group)


def _replace_contact(group: Group, member: Member, by: Member | None) -> None:
    """The next leader takes over; without one, a coordinator. A group is never without a contact person."""
    coordinators = coordinators_of_network()
    candidates = [*list_leaders(group), *coordinators]
    successor = next((person for person in candidates if person.pk != member.pk), None)
    if successor is None:
        return
    group.contact_person = successor
    group.save(update_fields=["contact_person"])
    event = AuditEvent.objects.record(
        "plg.contact_handed_over", group, by=by, subject=successor, former=member.public_id
    )
    notify(
        notices.CONTACT_PERSON_LEFT,
        to={person.pk: person for person in [successor, *coordinators]}.values(),
        key=f"plg.contact_person_left:{event.pk}",
        url=group_address(group),
        group_key=group.slug,
        group=group.name,
        name=successor.get_full_name(),
    )
