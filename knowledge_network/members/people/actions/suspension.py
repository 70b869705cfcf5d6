"""Being shut out for a while, and let in again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.members import signals
from knowledge_network.members.people import emails
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.actions.roles import LastOfItsKindError, roles_held_alone
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.sessions import end_sessions
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search


class OwnAccountError(Exception):
    """Nobody suspends themselves."""

    def __init__(self) -> None:
        super().__init__(_("You cannot switch off your own account."))


@transaction.atomic
def suspend_member(*, member: Member, by: Member, reason: str) -> None:
    """Shut a member out, everywhere and at once; the data stay. Nobody suspends themselves or the last of a role."""
    if member.pk == by.pk:
        raise OwnAccountError
    if alone := roles_held_alone(member):
        raise LastOfItsKindError(alone[0])
    member.suspended_at, member.suspension_reason = timezone.now(), reason
    member.save(update_fields=["suspended_at", "suspension_reason"])
    AuditEvent.objects.record("members.suspended", member, by=by, subject=member, reason=reason)
    end_sessions(member)
    search.remove("member", [member.pk])
    signals.member_changed.send(sender=Member, member=member)
    emails.say_suspended(member)


@transaction.atomic
def resume_member(*, member: Member, by: Member) -> None:
    """Let a suspended member log in again."""
    if member.suspended_at is None:
        return
    member.suspended_at, member.suspension_reason = None, ""
    member.save(update_fields=["suspended_at", "suspension_reason"])
    AuditEvent.objects.record("members.resumed", member, by=by, subject=member)
    announce(member)
    emails.say_resumed(member, at=timezone.now())
