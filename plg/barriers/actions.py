"""Bringing a barrier into the inventory, putting it to who can take it away, and noting what became of it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from plg.barriers import notices
from plg.barriers.enums import BarrierState
from plg.barriers.models import Barrier, BarrierTurn
from plg.barriers.queries import find_addressees, forget_inside
from plg.steps.enums import EntryKind
from plg.steps.models import StepEntry

KIND = "barrier"
MEANWHILE = gettext_lazy("Somebody did something with this barrier meanwhile. Look again.")


def lock(barrier: Barrier) -> Barrier:
    rows = Barrier.objects.select_for_update(of=("self",), no_key=True).with_words()
    return rows.get(pk=barrier.pk)


@transaction.atomic
def bring_barrier(*, entry: StepEntry, by: Member, at: dt.datetime | None = None) -> Barrier:
    """Let it out of the group: from now on every member reads it, as it stands in the steps. Once an entry."""
    if entry.kind != EntryKind.BARRIER:
        raise RefusedError(_("Only a barrier goes into the inventory."))
    now = at or timezone.now()
    barrier, made = Barrier.objects.get_or_create(
        entry=entry, defaults={"brought_by": by, "brought_at": now, "state_at": now}
    )
    if made:
        AuditEvent.objects.record("plg.barrier_brought", barrier, by=by)
        search.refresh(KIND, [barrier.pk])
    return barrier


@transaction.atomic
def take_barrier_back(*, barrier: Barrier, by: Member) -> None:
    """Out of the inventory, while nobody was asked; it stays in the steps of the group."""
    locked = lock(barrier)
    if not locked.is_open:
        raise RefusedError(_("It was put to somebody already. What became of it stays to be read."))
    AuditEvent.objects.record("plg.barrier_taken_back", locked, by=by)
    pk = locked.pk
    locked.delete()
    forget_inside()
    search.refresh(KIND, [pk])


@transaction.atomic
def put_barrier(
    *, barrier: Barrier, by: Member, organisation: Organisation | None, note: str = "", at: dt.datetime | None = None
) -> Barrier:
    """Ask who can take it away; they hear it, and so do those who brought it."""
    now, locked = at or timezone.now(), lock(barrier)
    offered = find_addressees(locked)
    if (organisation is None and offered.exists()) or (
        organisation is not None and not offered.filter(pk=organisation.pk).exists()
    ):
        raise RefusedError(_("Choose to whom you put it."))
    locked.organisation = organisation
    turn = _take_turn(locked, BarrierState.ASKED, by, now, text=note)
    AuditEvent.objects.record("plg.barrier_put", locked, by=by)
    notices.tell_addressee(locked, turn, by=by, at=now)
    notices.tell_who_brought(locked, turn, by=by, at=now)
    return locked


@transaction.atomic
def answer_barrier(
    *, barrier: Barrier, by: Member, state: str, text: str, said_by: str = "", at: dt.datetime | None = None
) -> Barrier:
    """What who can take it away says, told to those who brought it. A later answer stands beside the earlier one."""
    now, locked = at or timezone.now(), lock(barrier)
    if state not in BarrierState.ANSWERED:
        raise RefusedError(_("Choose what became of it."))
    if locked.is_open:
        raise RefusedError(_("Put it to somebody first."))
    if locked.state != barrier.state:
        raise RefusedError(MEANWHILE)
    turn = _take_turn(locked, state, by, now, text=text, said_by=said_by)
    AuditEvent.objects.record("plg.barrier_answered", locked, by=by)
    notices.tell_who_brought(locked, turn, by=by, at=now)
    return locked


def _take_turn(
    barrier: Barrier, state: str, by: Member, now: dt.datetime, *, text: str, said_by: str = ""
) -> BarrierTurn:
    barrier.state, barrier.state_at = state, now
    barrier.save(update_fields=["state", "state_at", "organisation"])
    return BarrierTurn.objects.create(
        barrier=barrier, state=state, organisation=barrier.organisation, text=text, said_by=said_by, by=by, at=now
    )
