"""Asking to join and being asked: requests, invitations and their answers."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from plg.groups import notices
from plg.groups.actions.membership import add_member, find_membership, let_go_again, list_leaders
from plg.groups.emails import group_address
from plg.groups.enums import GroupRole, GroupState, InvitationState, JoinState, Openness
from plg.groups.models import Group, GroupInvitation, GroupMembership, JoinRequest
from plg.groups.rules import find_role


def is_student_only(member: Member) -> bool:
    functions = {appointment.function for appointment in member.current_appointments}
    return functions == {Function.STUDENT_TEACHER}


def why_not_join(group: Group, member: Member) -> str | None:
    """The reason why this member cannot ask to join, or None. Asks nothing of who is in the group."""
    if group.state not in GroupState.JOINABLE:
        return str(_("This group takes no new members now."))
    if group.openness == Openness.CLOSED:
        return str(_("This group works by invitation. Send the contact person a message."))
    if not group.open_to_students and is_student_only(member):
        return str(
            _("This group is for teachers who have their certificate. Look at the groups that welcome students.")
        )
    return None


@transaction.atomic
def ask_to_join(*, group: Group, by: Member, message: str = "", at: dt.datetime | None = None) -> JoinRequest:
    """Ask the leaders; asking twice is asking once."""
    if find_membership(group, by) is not None:
        raise RefusedError(_("You are in this group already."))
    if refusal := why_not_join(group, by):
        raise RefusedError(refusal)
    try:
        with transaction.atomic():
            join_request = JoinRequest.objects.create(
                group=group, member=by, message=message, requested_at=at or timezone.now()
            )
    except IntegrityError:
        return JoinRequest.objects.open().get(group=group, member=by)
    AuditEvent.objects.record("plg.join_requested", group, by=by, subject=by)
    leaders = list_leaders(group) or ([group.contact_person] if group.contact_person else [])
    notify(
        notices.JOIN_REQUESTED,
        to=leaders,
        key=f"plg.join_requested:{join_request.public_id}",
        url=reverse("plg:group_members", args=[group.slug]),
        by=by,
        group_key=group.slug,
        name=by.get_full_name(),
        group=group.name,
        request=join_request.public_id,
    )
    return join_request


# How long a decision about a request can be taken back.
REGRET = dt.timedelta(hours=1)


@transaction.atomic
def withdraw_request(*, join_request: JoinRequest, by: Member) -> None:
    if not _answer(join_request, JoinState.WITHDRAWN, by=by):
        return
    AuditEvent.objects.record("plg.join_withdrawn", join_request.group, by=by, subject=join_request.member)
    forget_notices(keys=[f"plg.join_requested:{join_request.public_id}"])


def _answer(
    join_request: JoinRequest, state: str, *, by: Member, reason: str = "", at: dt.datetime | None = None
) -> bool:
    """Close an open request; False when somebody did so before."""
    fields = {"state": state, "reason": reason, "decided_at": at or timezone.now(), "decided_by": by}
    done = JoinRequest.objects.filter(pk=join_request.pk, state=JoinState.OPEN).update(**fields)
    for name, value in fields.items():
        setattr(join_request, name, value)
    return bool(done)


@transaction.atomic
def accept_request(*, join_request: JoinRequest, by: Member, at: dt.datetime | None = None) -> GroupMembership | None:
    """Let them in and tell them. None when the request was answered before."""
    if join_request.group.state in GroupState.ENDED:
        raise RefusedError(_("This group has ended."))
    if not join_request.member.is_present:
        raise RefusedError(_("This person is not a member of the network any more."))
    _refuse_own_answer(join_request, by)
    if not _answer(join_request, JoinState.ACCEPTED, by=by, at=at):
        return None
    known = find_membership(join_request.group, join_request.member)
    if join_request.days:
        return known or _let_read_along(join_request, by=by, at=at)
    membership = known or add_member(group=join_request.group, member=join_request.member, by=by, at=at)
    AuditEvent.objects.record("plg.join_accepted", join_request.group, by=by, subject=join_request.member)
    _tell_decision(join_request, notices.JOIN_ACCEPTED, by)
    return membership


def _refuse_own_answer(join_request: JoinRequest, by: Member) -> None:
    """Nobody lets themselves in; who asks to read along hears from who leads the group, not from the network."""
    if join_request.member_id == by.pk:
        raise RefusedError(_("Somebody else answers your own request."))
    if join_request.days and find_role(by, join_request.group) not in GroupRole.LEADING:
        raise RefusedError(_("Only who leads the group decides who of the network reads along."))


def _let_read_along(join_request: JoinRequest, *, by: Member, at: dt.datetime | None) -> GroupMembership:
    """As an observer, until the last of the days that were asked; everybody in the group hears who and until when."""
    group, reader, today = join_request.group, join_request.member, timezone.localdate(at or timezone.now())
    # No newcomer: nobody invites them to meetings, and the group is as large as it was.
    membership = GroupMembership.objects.create(
        group=group,
        member=reader,
        role=GroupRole.OBSERVER,
        start=today,
        end=today + dt.timedelta(days=join_request.days or 0),
    )
    group.known_roles.clear()
    until = str(membership.end)
    AuditEvent.objects.record("plg.reading_along_allowed", group, by=by, subject=reader, until=until)
    _tell_decision(join_request, notices.READING_ALONG_ALLOWED, by, day=until)
    inside = [row.member for row in group.memberships.current().select_related("member") if row.member_id != reader.pk]
    notify(
        notices.READING_ALONG_BEGAN,
        to=inside,
        key=f"plg.reading_along:{join_request.public_id}",
        url=reverse("plg:space_members", args=[group.slug]),
        by=by,
        group_key=group.slug,
        name=reader.get_full_name(),
        group=group.name,
        day=until,
    )
    return membership


LONGEST_LOOK = 90


@transaction.atomic
def ask_to_read_along(
    *, group: Group, by: Member, message: str, days: int, at: dt.datetime | None = None
) -> JoinRequest:
    """A coordinator asks who leads a closed space to be let in for some days, with the reason; twice is once."""
    if find_membership(group, by) is not None:
        raise RefusedError(_("You are in this group already."))
    leaders = list_leaders(group)
    if not leaders:
        raise RefusedError(_("This group has no leader who can answer. Give it a leader first."))
    try:
        with transaction.atomic():
            join_request = JoinRequest.objects.create(
                group=group, member=by, message=message, days=days, requested_at=at or timezone.now()
            )
    except IntegrityError:
        return JoinRequest.objects.open().get(group=group, member=by)
    AuditEvent.objects.record("plg.reading_along_asked", group, by=by, subject=by, days=days)
    notify(
        notices.READING_ALONG_ASKED,
        to=leaders,
        key=f"plg.join_requested:{join_request.public_id}",
        url=reverse("plg:group_members", args=[group.slug]),
        by=by,
        group_key=group.slug,
        name=by.get_full_name(),
        group=group.name,
        count=days,
        request=join_request.public_id,
    )
    return join_request


@transaction.atomic
def decline_request(*, join_request: JoinRequest, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    if not reason.strip():
        raise RefusedError(_("Say why you decline this request."))
    if not _answer(join_request, JoinState.DECLINED, by=by, reason=reason, at=at):
        return
    AuditEvent.objects.record("plg.join_declined", join_request.group, by=by, subject=join_request.member)
    _tell_decision(join_request, notices.JOIN_DECLINED, by, reason=reason)


@transaction.atomic
def take_decision_back(*, join_request: JoinRequest, by: Member, at: dt.datetime | None = None) -> None:
    """As it was before: the request waits again, and who was let in by it is not in the group.

    For who decided, within the hour; who asked is not told what they did not hear of yet.
    """
    now = at or timezone.now()
    locked = (
        JoinRequest.objects.select_for_update(of=("self",)).select_related("group", "member").get(pk=join_request.pk)
    )
    is_answered = locked.state in (JoinState.ACCEPTED, JoinState.DECLINED)
    if (
        not is_answered
        or locked.decided_by_id != by.pk
        or locked.decided_at is None
        or now - locked.decided_at > REGRET
    ):
        raise RefusedError(_("This answer cannot be taken back any more."))
    if locked.state == JoinState.ACCEPTED:
        let_go_again(group=locked.group, member=locked.member, since=locked.decided_at)
    JoinRequest.objects.filter(pk=locked.pk).update(state=JoinState.OPEN, reason="", decided_at=None, decided_by=None)
    forget_notices(keys=[f"plg.join_decided:{locked.public_id}", f"plg.reading_along:{locked.public_id}"])
    AuditEvent.objects.record("plg.join_decision_taken_back", locked.group, by=by, subject=locked.member)


def _tell_decision(join_request: JoinRequest, kind: notices.NoticeKind, by: Member, **params: str) -> None:
    notify(
        kind,
        to=[join_request.member],
        key=f"plg.join_decided:{join_request.public_id}",
        url=group_address(join_request.group),
        by=by,
        group_key=join_request.group.slug,
        group=join_request.group.name,
        at=None,
        request=join_request.public_id,
        **params,
    )


@transaction.atomic
def invite_to_group(
    *,
    group: Group,
    member: Member,
    by: Member,
    role: str = GroupRole.MEMBER,
    message: str = "",
    at: dt.datetime | None = None,
) -> GroupInvitation:
    """Ask a member to join. Who asked to join already is let in by that request, not invited."""
    if group.state in GroupState.OVER:
        raise RefusedError(_("This group has ended."))
    if not member.is_present:
        raise RefusedError(_("This person is not a member of the network any more."))
    if find_membership(group, member) is not None:
        raise RefusedError(_("%(name)s is in this group already.") % {"name": member.get_full_name()})
    if member.pk == by.pk:
        raise RefusedError(_("You cannot invite yourself. Ask to join, or to read along."))
    try:
        with transaction.atomic():
            invitation = GroupInvitation.objects.create(
                group=group, member=member, role=role, message=message, invited_by=by, invited_at=at or timezone.now()
            )
    except IntegrityError:
        return GroupInvitation.objects.open().get(group=group, member=member)
    AuditEvent.objects.record("plg.invited_to_group", group, by=by, subject=member, role=role)
    notify(
        notices.INVITED,
        to=[member],
        key=f"plg.invited:{invitation.public_id}",
        url=reverse("plg:group_invitation", args=[invitation.public_id]),
        by=by,
        group_key=group.slug,
        name=by.get_full_name(),
        group=group.name,
        invitation=invitation.public_id,
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: GroupInvitation, by: Member) -> None:
    if _answer_invitation(invitation, InvitationState.WITHDRAWN):
        AuditEvent.objects.record("plg.invitation_withdrawn", invitation.group, by=by, subject=invitation.member)
        forget_notices(keys=[f"plg.invited:{invitation.public_id}"])


def _answer_invitation(invitation: GroupInvitation, state: str, at: dt.datetime | None = None) -> bool:
    fields = {"state": state, "answered_at": at or timezone.now()}
    done = GroupInvitation.objects.filter(pk=invitation.pk, state=InvitationState.OPEN).update(**fields)
    for name, value in fields.items():
        setattr(invitation, name, value)
    return bool(done)


@transaction.atomic
def accept_invitation(
    *, invitation: GroupInvitation, by: Member, at: dt.datetime | None = None
) -> GroupMembership | None:
    """The invited member joins; None when the invitation was answered or taken back before."""
    group = invitation.group
    if group.state in GroupState.ENDED:
        raise RefusedError(_("This group has ended."))
    if not _answer_invitation(invitation, InvitationState.ACCEPTED, at):
        return None
    membership = find_membership(group, by) or add_member(group=group, member=by, by=by, role=invitation.role, at=at)
    _tell_inviter(invitation, notices.INVITATION_ACCEPTED, by)
    return membership


@transaction.atomic
def decline_invitation(*, invitation: GroupInvitation, by: Member) -> None:
    if _answer_invitation(invitation, InvitationState.DECLINED):
        AuditEvent.objects.record("plg.invitation_declined", invitation.group, by=by, subject=by)
        _tell_inviter(invitation, notices.INVITATION_DECLINED, by)


def _tell_inviter(invitation: GroupInvitation, kind: notices.NoticeKind, by: Member) -> None:
    if invitation.invited_by is None:
        return
    notify(
        kind,
        to=[invitation.invited_by],
        key=f"{kind.name}:{invitation.public_id}",
        url=reverse("plg:group_members", args=[invitation.group.slug]),
        by=by,
        group_key=invitation.group.slug,
        name=by.get_full_name(),
        group=invitation.group.name,
    )
