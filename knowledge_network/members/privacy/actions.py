"""Asking to be erased, coming back, and being forgotten."""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from knowledge_network.members import signals
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.blockers import BlockedError, demand_unblocked
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy import emails
from knowledge_network.members.privacy.enums import DataRequestKind, DataRequestState
from knowledge_network.members.privacy.erasure import forget
from knowledge_network.members.privacy.export import build_export
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.privacy.replaying import note_erasure
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search

MEMBER = "member"  # how the list of erasures calls it
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
def erase_member(*, member: Member, by: Member | None = None, is_repeated: bool = False) -> None:
    """Forget `member` for good. Raises BlockedError when something has to be handed over first.

    `is_repeated`: it was done before, and a back-up from before that was put back. Then nothing blocks it.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.erased_at is not None:
        return
    if not is_repeated:
        demand_unblocked(member)
    note_erasure(MEMBER, member.public_id)
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


def list_members_to_erase() -> list[str]:
    """The numbers of everybody who is not erased."""
    return list(Member.objects.filter(erased_at__isnull=True).values_list("public_id", flat=True))


def erase_member_again(public_id: str) -> None:
    """After a restore, by the number that the member had."""
    erase_member(member=Member.objects.get(public_id=public_id), is_repeated=True)


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


# Copies ---------------------------------------------------------------------------------------

COPY_KEPT = dt.timedelta(days=7)


@transaction.atomic
def ask_copy(*, member: Member, by: Member) -> DataRequest:
    """A copy of the data, made in the background; asking twice is asking once."""
    now = timezone.now()
    request, is_new = DataRequest.objects.get_or_create(
        member=member,
        kind=DataRequestKind.EXPORT,
        state=DataRequestState.OPEN,
        defaults={"requested_at": now, "due_on": timezone.localdate(now + LAWFUL_TERM)},
    )
    if is_new:
        AuditEvent.objects.record("members.data_exported", member, by=by, subject=member)
        transaction.on_commit(lambda: signals.copy_asked.send(sender=DataRequest))
    return request


def make_copies() -> int:
    """Make the copies that were asked for, one after the other; how many. A second worker leaves them to the first."""
    made = 0
    while _make_next_copy():
        made += 1
    return made


@transaction.atomic
def _make_next_copy() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('members.make_copies'))")
        (is_ours,) = cursor.fetchone() or (False,)
    waiting = DataRequest.objects.filter(kind=DataRequestKind.EXPORT, state=DataRequestState.OPEN)
    request = waiting.select_related("member").order_by("requested_at", "pk").first() if is_ours else None
    if request is None:
        return False
    now = timezone.now()
    with build_export(request.member) as archive:
        request.file.save(f"{secrets.token_hex(16)}.zip", File(archive), save=False)
    request.state, request.closed_at = DataRequestState.DONE, now
    request.save(update_fields=["file", "state", "closed_at"])
    emails.tell_copy_is_ready(request, until=timezone.localdate(now + COPY_KEPT))
    return True


def find_copy(member: Member) -> DataRequest | None:
    """The newest copy that can be fetched."""
    copies = member.data_requests.filter(kind=DataRequestKind.EXPORT).exclude(file="")
    return copies.order_by("-closed_at", "-pk").first()


def forget_copies(*, now: dt.datetime | None = None) -> int:
    """Copies are fetched within a week, or asked for again. How many went."""
    old = DataRequest.objects.filter(closed_at__lt=(now or timezone.now()) - COPY_KEPT).exclude(file="")
    names = list(old.values_list("pk", "file"))
    for pk, name in names:
        DataRequest.objects.filter(pk=pk).update(file="")
        default_storage.delete(name)
    return len(names)
