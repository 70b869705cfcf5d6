"""Correcting who somebody is and where mail goes."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.db import transaction

from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.sessions import end_sessions
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def correct_details(*, member: Member, by: Member, values: Mapping[str, str]) -> set[str]:
    """Set name and address right. A new address has to be confirmed, so it ends every session. What changed."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    changed = {name for name, value in values.items() if getattr(member, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(member, name, values[name])
    member.save(update_fields=sorted(changed))
    if "email" in changed:
        EmailAddress.objects.filter(user=member).delete()
        EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=False)
        end_sessions(member)
    AuditEvent.objects.record("members.details_corrected", member, by=by, subject=member, fields=sorted(changed))
    announce(member)
    return changed
