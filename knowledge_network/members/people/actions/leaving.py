"""Leaving the network, and coming back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from knowledge_network.members import signals
from knowledge_network.members.people.actions.appointments import end_appointment
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.blockers import demand_unblocked
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.sessions import end_sessions
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search


@transaction.atomic
def leave_network(*, member: Member, by: Member | None, on: dt.date | None = None) -> None:
    """End every appointment, role and session; what the member did stays under the name until retention ends.

    Raises BlockedError when something has to be handed over first.
    """
    demand_unblocked(member)
    day = on or timezone.localdate()
    for appointment in member.appointments.exclude(end__lte=day):
        end_appointment(appointment=appointment, by=by, end=day)
    _end_roles(member, day)
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    AuditEvent.objects.record("members.left", member, by=by, subject=member)
    end_sessions(member)
    search.remove("member", [member.pk])
    signals.member_left.send(sender=Member, member=member, by=by)


def _end_roles(member: Member, day: dt.date) -> None:
    roles = member.network_roles.exclude(end__lte=day)
    roles.filter(start__gte=day).delete()
    roles.update(end=day)


@transaction.atomic
def readmit_member(*, member: Member, by: Member) -> None:
    """Let somebody who left log in again. Appointments and groups are given anew."""
    member.left_at = None
    member.save(update_fields=["left_at"])
    AuditEvent.objects.record("members.readmitted", member, by=by, subject=member)
    announce(member)
