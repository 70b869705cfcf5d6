"""An intervision: planning it, leading it through its rounds in their locked order, calling it off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.rounds import find_neighbour
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.models import Group
from plg.intervision import notices
from plg.intervision.enums import Method
from plg.intervision.methods import MOST_ROUNDS, RoundPlan, list_rounds
from plg.intervision.models import IntervisionRound, IntervisionSeat, IntervisionSession
from plg.intervision.queries import find_people_of_group, list_people_there

FEWEST_PEOPLE = 2
NOT_BEGUN = _("The session has not begun yet.")


def lock_session(session: IntervisionSession) -> IntervisionSession:
    """The session as it stands now, held until the end of the transaction, with its next revision.

    Whoever changes something that screens show holds it, so that revisions become visible in their order.
    """
    rows = IntervisionSession.objects.select_for_update(of=("self",), no_key=True).select_related("group")
    locked: IntervisionSession = rows.get(pk=session.pk)
    locked.revision += 1
    IntervisionSession.objects.filter(pk=locked.pk).update(revision=locked.revision)
    return locked


def record(verb: str, session: IntervisionSession, by: Member | None, *, subject: Member | None = None) -> None:
    """Of which group, never of what: a session has no name, and its number stands nowhere else."""
    AuditEvent.objects.record(f"plg.intervision_{verb}", session.group, by=by, subject=subject)


def plan_session(
    *,
    group: Group,
    by: Member,
    method: Method,
    starts_at: dt.datetime,
    people: Sequence[Member],
    bringer: Member | None = None,
    leader: Member | None = None,
    place: str = "",
    own_rounds: tuple[RoundPlan, ...] = (),
    idempotency_key: str = "",
    at: dt.datetime | None = None,
    tells: bool = True,
) -> IntervisionSession:
    """A session with its seats and rounds; who gets a seat is told. `by` has one. The same key is one session."""
    now = at or timezone.now()
    key = f"{by.pk}:{idempotency_key}" if idempotency_key else None
    seats = list(dict.fromkeys([by, *people]))
    _refuse_others(group, seats, bringer, leader)
    rounds = list_rounds(method, own_rounds)
    if not 1 <= len(rounds) <= MOST_ROUNDS:
        raise RefusedError(_("Give one round at least and twelve at most."))
    try:
        with transaction.atomic():
            session = IntervisionSession.objects.create(
                group=group, method=method, starts_at=starts_at, place=place, leader=leader or by, bringer=bringer,
                made_by=by, made_at=now, idempotency_key=key,
            )  # fmt: skip
            IntervisionSeat.objects.bulk_create(IntervisionSeat(session=session, member=member) for member in seats)
            _add_rounds(session, rounds)
            record("planned", session, by)
            if tells:
                notices.tell(notices.PLANNED, session, seats, by=by, at=now)
    except IntegrityError:
        known = IntervisionSession.objects.filter(idempotency_key=key).first() if key else None
        if known is None:
            raise
        return known
    return session


def _add_rounds(session: IntervisionSession, rounds: Sequence[RoundPlan]) -> None:
    IntervisionRound.objects.bulk_create(
        IntervisionRound(
            session=session,
            position=position,
            kind=plan.kind,
            name=plan.name,
            minutes=plan.minutes,
            is_silent=plan.is_silent,
            takes_advice=plan.takes_advice,
        )
        for position, plan in enumerate(rounds, start=1)
    )


def _refuse_others(group: Group, seats: Sequence[Member], bringer: Member | None, leader: Member | None) -> None:
    inside = set(find_people_of_group(group).values_list("pk", flat=True))
    if any(member.pk not in inside for member in seats):
        raise RefusedError(_("Choose people who take part in this group."))
    if len(seats) < FEWEST_PEOPLE:
        raise RefusedError(_("Choose at least one other person."))
    there = {member.pk for member in seats}
    if any(member is not None and member.pk not in there for member in (bringer, leader)):
        raise RefusedError(_("Who leads and who brings the case take part themselves."))


@transaction.atomic
def change_session(
    *,
    session: IntervisionSession,
    by: Member,
    starts_at: dt.datetime,
    place: str,
    people: Sequence[Member],
    bringer: Member | None,
    at: dt.datetime | None = None,
) -> IntervisionSession:
    """Before it begins: another moment, place, other people. Who is new is asked, the others hear of a new moment."""
    now = at or timezone.now()
    locked = lock_session(session)
    if not locked.is_planned:
        raise RefusedError(_("The session began, or was called off: it cannot be changed any more."))
    before = {member.pk: member for member in list_people_there(locked)}
    keeps = [before[pk] for pk in (locked.leader_id, by.pk) if pk in before]
    seats = list(dict.fromkeys([*keeps, *people]))
    _refuse_others(locked.group, seats, bringer, None)
    is_moved = (locked.starts_at, locked.place) != (starts_at, place)
    locked.starts_at, locked.place, locked.bringer = starts_at, place, bringer
    locked.save(update_fields=["starts_at", "place", "bringer"])
    locked.seats.exclude(member__in=seats).delete()
    new = [member for member in seats if member.pk not in before]
    IntervisionSeat.objects.bulk_create(IntervisionSeat(session=locked, member=member) for member in new)
    record("changed", locked, by)
    moment = f"{now.timestamp():.0f}"
    notices.tell(notices.PLANNED, locked, new, by=by, at=now, what=moment)
    if is_moved:
        stayed = [member for member in seats if member.pk in before]
        notices.tell(notices.CHANGED, locked, stayed, by=by, at=now, what=moment)
    return locked


@transaction.atomic
def cancel_session(*, session: IntervisionSession, by: Member, at: dt.datetime | None = None) -> None:
    """Before it begins; everybody with a seat is told. A case that was written for it goes by its own term."""
    now = at or timezone.now()
    locked = lock_session(session)
    if locked.cancelled_at is not None:
        return
    if not locked.is_planned:
        raise RefusedError(_("The session began already: close it instead."))
    locked.cancelled_at = now
    locked.save(update_fields=["cancelled_at"])
    record("cancelled", locked, by)
    notices.tell(notices.CANCELLED, locked, list_people_there(locked), by=by, at=now)


# Leading ------------------------------------------------------------------------------------------


@transaction.atomic
def start_session(*, session: IntervisionSession, by: Member, at: dt.datetime | None = None) -> IntervisionSession:
    """Open the first round; once open it stays open."""
    now = at or timezone.now()
    locked = lock_session(session)
    if locked.cancelled_at is not None:
        raise RefusedError(_("This session is called off."))
    if locked.started_at is not None:
        return locked
    if locked.texts_erased_at is not None:
        raise RefusedError(_("The texts of this session are erased. Plan a new one."))
    locked.started_at = locked.round_started_at = now
    locked.current = 1
    locked.save(update_fields=["started_at", "round_started_at", "current"])
    record("started", locked, by)
    return locked


@transaction.atomic
def go_on(*, session: IntervisionSession, by: Member, seen: int, at: dt.datetime | None = None) -> IntervisionSession:
    """To the next round. `seen` is the one that the leader looks at: pressed twice it is one round."""
    locked, positions = _hold_running(session)
    if locked.current != seen or locked.is_finished:
        return locked
    following = find_neighbour(positions, seen, 1)
    if following is None:
        raise RefusedError(_("This is the last round. Close the session."))
    _enter(locked, following, at or timezone.now())
    return locked


@transaction.atomic
def go_back(*, session: IntervisionSession, by: Member, seen: int, at: dt.datetime | None = None) -> IntervisionSession:
    """To the round before; what was closed is open again in its last round, as long as its texts are there."""
    now = at or timezone.now()
    locked, positions = _hold_running(session)
    if locked.current != seen:
        return locked
    if locked.is_finished:
        if locked.texts_erased_at is not None:
            raise RefusedError(_("The texts of this session are erased. Plan a new one."))
        locked.finished_at = None
        locked.save(update_fields=["finished_at"])
        _enter(locked, positions[-1], now)
        record("reopened", locked, by)
    elif (before := find_neighbour(positions, seen, -1)) is not None:
        _enter(locked, before, now)
    return locked


@transaction.atomic
def close_session(*, session: IntervisionSession, by: Member, at: dt.datetime | None = None) -> IntervisionSession:
    """After the last round; earlier it is refused."""
    now = at or timezone.now()
    locked, positions = _hold_running(session)
    if locked.is_finished:
        return locked
    if locked.current != positions[-1]:
        raise RefusedError(_("There are still rounds to come. Go through them first, however short."))
    _count_time(locked, now)
    locked.finished_at = now
    locked.save(update_fields=["finished_at"])
    record("closed", locked, by)
    return locked


@transaction.atomic
def hand_over_lead(*, session: IntervisionSession, to: Member, by: Member) -> IntervisionSession:
    """Somebody else who is there leads from now on."""
    locked = lock_session(session)
    if not locked.seats.filter(member=to).exists():
        raise RefusedError(_("Choose somebody who takes part."))
    locked.leader = to
    locked.save(update_fields=["leader"])
    record("lead_given", locked, by, subject=to)
    return locked


@transaction.atomic
def free_seats(*, member: Member, group: Group | None) -> int:
    """Who leaves a group (None: every group) leaves its sessions; what they wrote there keeps its term. How many."""
    rows = IntervisionSeat.objects.filter(member=member)
    if group is not None:
        rows = rows.filter(session__group=group)
    sessions = list(rows.values_list("session_id", flat=True))
    led = IntervisionSession.objects.filter(pk__in=sessions)
    led.filter(leader=member).update(leader=None, revision=F("revision") + 1)
    led.filter(bringer=member, started_at__isnull=True).update(bringer=None, revision=F("revision") + 1)
    return rows.delete()[0]


def _hold_running(session: IntervisionSession) -> tuple[IntervisionSession, list[int]]:
    """The session and the places of its rounds; refused before it begins."""
    locked = lock_session(session)
    if locked.current is None:
        raise RefusedError(NOT_BEGUN)
    return locked, list(locked.rounds.values_list("position", flat=True))


def _count_time(session: IntervisionSession, now: dt.datetime) -> None:
    """What the round took so far, beside what it took before somebody went back."""
    if session.round_started_at is not None and session.current is not None:
        seconds = max(int((now - session.round_started_at).total_seconds()), 0)
        session.rounds.filter(position=session.current).update(seconds=F("seconds") + seconds)


def _enter(session: IntervisionSession, position: int, now: dt.datetime) -> None:
    _count_time(session, now)
    session.current, session.round_started_at = position, now
    session.save(update_fields=["current", "round_started_at"])
