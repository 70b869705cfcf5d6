"""The yearly cycle: starting it, its team and room, and going on to the next state or back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.questions.actions.board import gather_pool, lock_cycle
from expertise.questions.enums import CycleState
from expertise.questions.models import CoPCycle
from expertise.questions.signals import cycle_moves
from expertise.questions.states import find_next_states
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.models import Meeting


@transaction.atomic
def start_cycle(
    *, school_year: int, by: Member, capacity: int = 2, title: str = "", at: dt.datetime | None = None
) -> CoPCycle:
    """One a school year; the same year twice is refused."""
    try:
        with transaction.atomic():
            cycle = CoPCycle.objects.create(
                school_year=school_year, capacity=capacity, title=title, state_since=at or timezone.now()
            )
    except IntegrityError as error:
        raise RefusedError(_("There is a cycle for this school year already.")) from error
    cycle.team.add(by)
    AuditEvent.objects.record("expertise.cycle_started", cycle, by=by)
    return cycle


@transaction.atomic
def change_cycle(*, cycle: CoPCycle, by: Member, plenaries: Iterable[Meeting]) -> None:
    """Store what a form filled in, with which meetings are its plenaries."""
    cycle.save(update_fields=["title", "capacity"])
    cycle.plenaries.set(plenaries)
    AuditEvent.objects.record("expertise.cycle_changed", cycle, by=by)


@transaction.atomic
def add_to_team(*, cycle: CoPCycle, by: Member, member: Member) -> None:
    """From now on they move cards and confirm a round. Twice is once."""
    if not cycle.is_in_team(member):
        cycle.team.add(member)
        AuditEvent.objects.record("expertise.cycle_team_joined", cycle, by=by, subject=member)


@transaction.atomic
def take_from_team(*, cycle: CoPCycle, by: Member, member: Member) -> None:
    if cycle.is_in_team(member):
        cycle.team.remove(member)
        AuditEvent.objects.record("expertise.cycle_team_left", cycle, by=by, subject=member)


@transaction.atomic
def go_to_state(*, cycle: CoPCycle, by: Member, state: str, at: dt.datetime | None = None) -> CoPCycle:
    """On to the next state, or back to the one before; going back stands in the logbook as that."""
    now, locked = at or timezone.now(), lock_cycle(cycle)
    order = list(CycleState)
    if state not in find_next_states(locked.state):
        raise RefusedError(_("The cycle is in another state now. Look again."))
    if state in CycleState.POOLING:
        others = CoPCycle.objects.pooling().exclude(pk=locked.pk).first()
        if others is not None:
            raise RefusedError(_("The cycle of %(year)s still bundles questions. End that first.") % {"year": others})
    goes_back = order.index(CycleState(state)) < order.index(CycleState(locked.state))
    cycle_moves.send(CoPCycle, cycle=locked, to=state, goes_back=goes_back)
    locked.state, locked.state_since = state, now
    locked.save(update_fields=["state", "state_since"])
    if state in CycleState.POOLING:
        gather_pool(locked)
    verb = "expertise.cycle_went_back" if goes_back else "expertise.cycle_went_on"
    AuditEvent.objects.record(verb, locked, by=by, state=str(state))
    return locked
