"""Asking to be erased, coming back, and being forgotten."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from knowledge_network.members import signals
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.blockers import BlockedError, demand_unblocked
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy import emails
from knowledge_network.members.privacy.enums import DataRequestKind, DataRequestState
from knowledge_network.members.privacy.erasure import forget
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search

TIME_TO_COME_BACK = dt.timedelta(days=30)
LAWFUL_TERM = dt.timedelta(days=30)


@transaction.atomic
def request_erasure(*, member: Member, by: Member, at: dt.datetime | None = None) -> DataRequest:
    """Close the account now, erase it in thirty days; until then logging in leads to the way back.

    Raises BlockedError when something has to be handed over first.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    demand_unblocked(member)
    now = at or timezone.now()
    member.erasure_requested_at = now
    member.save(update_fields=["erasure_requested_at"])
    request, _created = DataRequest.objects.get_or_create(
        member=member,
        kind=DataRequestKind.ERASURE,
        state=DataRequestState.OPEN,
        defaults={"requested_at": now, "due_on": derive_erasure_day(member)},
    )
    AuditEvent.objects.record("members.erasure_requested", member, by=by, subject=member)
    search.remove("member", [member.pk])
    signals.member_changed.send(sender=Member, member=member)
    emails.confirm_erasure(member, on=derive_erasure_day(member), asked_at=now)
    return request


def derive_erasure_day(member: Member) -> dt.date:
    """The day on which a requested erasure is carried out."""
    return timezone.localdate((member.erasure_requested_at or timezone.now()) + TIME_TO_COME_BACK)


@transaction.atomic
def withdraw_erasure(*, member: Member, by: Member) -> None:
    """Come back: everything is as it was."""
    member.erasure_requested_at = None
    member.save(update_fields=["erasure_requested_at"])
    member.data_requests.filter(kind=DataRequestKind.ERASURE, state=DataRequestState.OPEN).update(
        state=DataRequestState.WITHDRAWN, closed_at=timezone.now()
    )
    AuditEvent.objects.record("members.erasure_withdrawn", member, by=by, subject=member)
    announce(member)


@transaction.atomic
def erase_member(*, member: Member, by: Member | None = None) -> None:
    """Forget `member` for good. Raises BlockedError when something has to be handed over first."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.erased_at is not None:
        return
    demand_unblocked(member)
    if member.left_at is None:
        signals.member_left.send(sender=Member, member=member, by=by)
    signals.member_erased.send(sender=Member, member=member)
    forget(member)
    # Last: what the apps do when somebody goes makes the index anew.
    search.remove("member", [member.pk])
    member.data_requests.filter(state=DataRequestState.OPEN).update(
        state=DataRequestState.DONE, closed_at=timezone.now()
    )
    AuditEvent.objects.record("members.erased", member, by=by, subject=member)


def erase_due(*, now: dt.datetime | None = None) -> int:
    """Erase everybody whose thirty days are over. How many. Who is blocked stays on the privacy contact's list."""
    latest = (now or timezone.now()) - TIME_TO_COME_BACK
    due = Member.objects.filter(erasure_requested_at__lte=latest, erased_at__isnull=True).values_list("pk", flat=True)
    return sum(_erase_one(pk, latest) for pk in list(due))


def _erase_one(pk: int, latest: dt.datetime) -> bool:
    with transaction.atomic():
        member = (
            Member.objects.select_for_update(skip_locked=True)
            .filter(pk=pk, erasure_requested_at__lte=latest, erased_at__isnull=True)
            .first()
        )
        if member is None:
            return False
        try:
            erase_member(member=member)
        except BlockedError:
            return False
        return True


@transaction.atomic
def note_export(*, member: Member, by: Member) -> DataRequest:
    """Write down that a copy of the data was given."""
    now = timezone.now()
    AuditEvent.objects.record("members.data_exported", member, by=by, subject=member)
    return DataRequest.objects.create(
        member=member,
        kind=DataRequestKind.EXPORT,
        state=DataRequestState.DONE,
        requested_at=now,
        due_on=timezone.localdate(now + LAWFUL_TERM),
        closed_at=now,
    )
