"""What is kept too long goes by itself. Every step may run twice and from anywhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from knowledge_network.kit.models import match_active
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.desk.actions import forget_old_marks
from knowledge_network.members.people.blockers import BlockedError
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.privacy import emails
from knowledge_network.members.privacy.actions import erase_member, forget_copies
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.trail.models import AuditEvent

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

INACTIVE = dt.timedelta(days=183)
TIME_TO_ANSWER = dt.timedelta(days=30)
AUDIT_KEPT = dt.timedelta(days=365)
ADMISSION_KEPT = dt.timedelta(days=365)
REQUESTS_KEPT = dt.timedelta(days=730)


class IdleSince(TypedDict):
    """What `inactive_members` adds to a member."""

    idle_since: dt.date


def inactive_members(today: dt.date | None = None) -> QuerySet[WithAnnotations[Member, IdleSince]]:
    """Members without work or role in the network for six months, who were not here in that time; `idle_since` is when.

    Whoever logs in again is no longer on this list.
    """
    today = today or timezone.localdate()
    mine = {"member": OuterRef("pk")}
    latest = Appointment.objects.filter(**mine).order_by().values("member").annotate(at=Max("end")).values("at")
    return (
        Member.objects.filter(erased_at__isnull=True, erasure_requested_at__isnull=True)
        .exclude(Exists(Appointment.objects.filter(match_active(today), **mine)))
        .exclude(Exists(Appointment.objects.filter(start__gt=today, **mine)))
        .exclude(Exists(NetworkRole.objects.filter(match_active(today), **mine)))
        .annotate(
            idle_since=Greatest(
                Coalesce(latest, TruncDate("joined_at")), Coalesce(F("last_seen_on"), TruncDate("joined_at"))
            )
        )
        .filter(idle_since__lte=today - INACTIVE)
        .order_by("idle_since", "sort_name")
    )


def warn_inactive(*, now: dt.datetime | None = None) -> int:
    """Tell who is inactive that the account will be erased in thirty days unless they log in. How many were told."""
    now = now or timezone.now()
    told = 0
    for member in inactive_members(timezone.localdate(now)).filter(retention_warned_at__isnull=True):
        with transaction.atomic():
            claimed = Member.objects.filter(pk=member.pk, retention_warned_at__isnull=True).update(
                retention_warned_at=now
            )
            if claimed:
                AuditEvent.objects.record("members.retention_warned", member, by=None, subject=member)
                emails.warn_inactive(member, erased_on=timezone.localdate(now + TIME_TO_ANSWER), told_at=now)
                told += 1
    return told


def forget_warnings(*, now: dt.datetime | None = None) -> int:
    """Who came back, or works in the network again, starts anew. How many."""
    idle = inactive_members(timezone.localdate(now or timezone.now())).values("pk")
    return (
        Member.objects.filter(retention_warned_at__isnull=False, erased_at__isnull=True)
        .exclude(pk__in=idle)
        .update(retention_warned_at=None)
    )


def erase_inactive(*, now: dt.datetime | None = None) -> int:
    """Erase who was told thirty days ago and did not come back. How many."""
    now = now or timezone.now()
    due = inactive_members(timezone.localdate(now)).filter(retention_warned_at__lte=now - TIME_TO_ANSWER)
    erased = 0
    for member in due:
        try:
            erase_member(member=member)
        except BlockedError:  # stands on the list of the privacy contact
            continue
        erased += 1
    return erased


def drop_outdated(*, now: dt.datetime | None = None) -> dict[str, int]:
    """Delete what has been kept as long as we promised; imports and mail see to their own. How many rows of what."""
    now = now or timezone.now()
    decided = now - ADMISSION_KEPT
    return {
        "audit events": AuditEvent.objects.filter(at__lt=now - AUDIT_KEPT).delete()[0],
        "requests to join": SignupRequest.objects.filter(decided_at__lt=decided).delete()[0],
        "invitations": Invitation.objects.filter(
            Q(accepted_at__lt=decided) | Q(withdrawn_at__lt=decided) | Q(expires_at__lt=decided)
        ).delete()[0],
        "data requests": DataRequest.objects.filter(closed_at__lt=now - REQUESTS_KEPT).delete()[0],
    }


def keep_terms(*, now: dt.datetime | None = None) -> dict[str, int]:
    """The whole round of a night; how much of what."""
    return {
        "warnings taken back": forget_warnings(now=now),
        "copies forgotten": forget_copies(now=now),
        "inactive members erased": erase_inactive(now=now),
        "inactive members told": warn_inactive(now=now),
        "marks at the desk forgotten": forget_old_marks(now=now),
        **drop_outdated(now=now),
    }
