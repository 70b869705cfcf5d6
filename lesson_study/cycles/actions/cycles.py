"""A cycle as a whole: starting it, what it is about, going on, going back, a pause, the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.together import lay_over
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic
from lesson_study.cycles import notices
from lesson_study.cycles.charter import DEFAULT_CHARTER
from lesson_study.cycles.enums import CycleState, Phase, StepKind, TeamRole
from lesson_study.cycles.models import CycleStep, LessonStudyCycle, TeamMember
from lesson_study.cycles.phases import find_missing
from plg.groups.models import Group

ABOUT = ("title", "subject", "year_groups")
GOAL = ("long_term_goal", "research_theme", "question", "evidence", "school_link")


@transaction.atomic
def start_cycle(
    *,
    group: Group,
    by: Member,
    title: str,
    subject: str,
    year_groups: Iterable[int] = (),
    topics: Iterable[Topic] = (),
    roles: Sequence[str] = (TeamRole.FACILITATOR,),
    at: dt.datetime | None = None,
) -> LessonStudyCycle:
    """A cycle in its start, with who starts it in the team; the charter begins as the default one."""
    now = at or timezone.now()
    cycle = LessonStudyCycle.objects.create(
        group=group,
        title=title,
        subject=subject,
        year_groups=sorted(set(year_groups)),
        charter=str(DEFAULT_CHARTER),
        started_by=by,
        created_at=now,
        changed_at=now,
    )
    cycle.topics.set(topics)
    TeamMember.objects.create(
        cycle=cycle, member=by, team_roles=list(roles), invited_by=by, invited_at=now, accepted_at=now
    )
    _note(cycle, StepKind.STARTED, Phase.START, by=by, at=now)
    AuditEvent.objects.record("lesson_study.started", cycle, by=by, group=group.slug)
    search.refresh("lesson_study", [cycle.pk])
    return cycle


@transaction.atomic
def change_about(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    topics: Iterable[Topic] | None = None,
    at: dt.datetime | None = None,
    **values: Any,
) -> None:
    """What it is about: title, subject, year groups and topics."""
    _write(cycle, ABOUT, values, verb="lesson_study.about_changed", by=by, at=at)
    if topics is not None:
        cycle.topics.set(topics)
    search.refresh("lesson_study", [cycle.pk])


@transaction.atomic
def write_goal(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    at: dt.datetime | None = None,
    seen: Mapping[str, str] | None = None,
    **values: Any,
) -> tuple[str, ...]:
    """What the team wants to understand: any of the fields of GOAL. Returns those where two people wrote at once.

    `seen` is what the writer had read; what somebody else wrote since then is laid together with it.
    """
    met = _write(cycle, GOAL, values, verb="lesson_study.goal_written", by=by, at=at, seen=seen or {})
    search.refresh("lesson_study", [cycle.pk])
    return met


def _write(
    cycle: LessonStudyCycle,
    names: Sequence[str],
    values: dict[str, Any],
    *,
    verb: str,
    by: Member,
    at: dt.datetime | None,
    seen: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Store what changed; the names of fields where two people wrote at once."""
    locked = lock_cycle(cycle)
    longest = {field.name: field.max_length for field in locked._meta.fields if field.max_length}
    laid = lay_over(locked, {name: values[name] for name in names if name in values}, seen or {}, longest)
    if laid.values:
        for name, value in laid.values.items():
            setattr(locked, name, value)
            setattr(cycle, name, value)
        locked.changed_at = at or timezone.now()
        locked.save(update_fields=[*laid.values, "changed_at"])
        AuditEvent.objects.record(verb, locked, by=by, fields=list(laid.values))
    return laid.met


# Where it stands -----------------------------------------------------------------------------------


@transaction.atomic
def go_forward(
    *, cycle: LessonStudyCycle, by: Member, seen: Phase | None = None, at: dt.datetime | None = None
) -> Phase:
    """To the next phase. Refused while its gate is shut, in a pause, and from the last phase: that one is finished.

    `seen` is the phase that `by` looks at: pressed by two at once it is one step.
    """
    locked = lock_cycle(cycle)
    _demand_running(locked)
    before = locked.current_phase
    if seen is not None and seen != before:
        raise RefusedError(_("Somebody took you on just now. Look where you are."))
    if before == Phase.REFLECTION:
        raise RefusedError(_("This is the last phase. Finish the Lesson Study."))
    missing = find_missing(locked, before)
    if missing:
        raise RefusedError(_("Something is still missing: %(what)s") % {"what": missing[0].text})
    locked.phase = list(Phase)[before.number + 1]
    _moved(locked, cycle, StepKind.FORWARD, before, by=by, at=at)
    return locked.current_phase


@transaction.atomic
def go_back(*, cycle: LessonStudyCycle, by: Member, to: Phase, reason: str, at: dt.datetime | None = None) -> None:
    """To an earlier phase, with the reason in the log. What was made later stays."""
    locked = lock_cycle(cycle)
    _demand_running(locked)
    before = locked.current_phase
    if to.number >= before.number:
        raise RefusedError(_("You can only go back to an earlier phase."))
    if not reason.strip():
        raise RefusedError(_("Say why you go back."))
    locked.phase = to
    _moved(locked, cycle, StepKind.BACK, before, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def pause_cycle(*, cycle: LessonStudyCycle, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    locked = lock_cycle(cycle)
    _demand_running(locked)
    if not reason.strip():
        raise RefusedError(_("Say why the team pauses or stops."))
    locked.state, locked.state_reason = CycleState.PAUSED, reason.strip()
    _moved(locked, cycle, StepKind.PAUSED, locked.current_phase, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def resume_cycle(*, cycle: LessonStudyCycle, by: Member, at: dt.datetime | None = None) -> None:
    """After a pause. Repeating changes nothing."""
    locked = lock_cycle(cycle)
    if not locked.is_paused:
        return
    locked.state, locked.state_reason = CycleState.RUNNING, ""
    _moved(locked, cycle, StepKind.RESUMED, locked.current_phase, by=by, at=at)


@transaction.atomic
def stop_cycle(
    *, cycle: LessonStudyCycle, by: Member, reason: str, learned: str, at: dt.datetime | None = None
) -> None:
    """For good, with why and what the team learned all the same."""
    locked = lock_cycle(cycle)
    if locked.is_over:
        raise RefusedError(_("This Lesson Study is over."))
    if not reason.strip() or not learned.strip():
        raise RefusedError(_("Say why you stop, and what you learned all the same."))
    locked.state, locked.state_reason = CycleState.STOPPED, reason.strip()
    locked.learned_from_stopping = learned.strip()
    _moved(locked, cycle, StepKind.STOPPED, locked.current_phase, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def finish_cycle(*, cycle: LessonStudyCycle, by: Member, at: dt.datetime | None = None) -> None:
    """Done, and for all members from now on: the last gate has to be open. Raw notes go after twelve months."""
    now = at or timezone.now()
    locked = lock_cycle(cycle)
    _demand_running(locked)
    if locked.current_phase != Phase.REFLECTION:
        raise RefusedError(_("Finish in the last phase: first reflect and share."))
    missing = find_missing(locked, Phase.REFLECTION)
    if missing:
        raise RefusedError(_("Something is still missing: %(what)s") % {"what": missing[0].text})
    locked.state, locked.finished_at = CycleState.FINISHED, now
    locked.shared_at = locked.shared_at or now
    _moved(locked, cycle, StepKind.FINISHED, Phase.REFLECTION, by=by, at=now)


@transaction.atomic
def reopen_cycle(*, cycle: LessonStudyCycle, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    """A finished or stopped cycle goes on in the phase in which it was."""
    locked = lock_cycle(cycle)
    if not locked.is_over:
        raise RefusedError(_("This Lesson Study is not over."))
    if locked.observations_removed_at is not None:
        raise RefusedError(_("The observations were removed already. Start a new Lesson Study."))
    if not reason.strip():
        raise RefusedError(_("Say why you open it again."))
    locked.state, locked.state_reason, locked.finished_at = CycleState.RUNNING, "", None
    _moved(locked, cycle, StepKind.REOPENED, locked.current_phase, reason=reason.strip(), by=by, at=at)


def lock_cycle(cycle: LessonStudyCycle) -> LessonStudyCycle:
    """The row, held until the end of the transaction."""
    rows = LessonStudyCycle.objects.select_for_update(of=("self",)).select_related("group").filter(pk=cycle.pk)
    # Who leaves the network leaves several teams, each under a lock of its own.
    found: LessonStudyCycle | None = rows.first()
    if found is None:
        raise LessonStudyCycle.DoesNotExist
    return found


def _demand_running(cycle: LessonStudyCycle) -> None:
    if cycle.is_paused:
        raise RefusedError(_("This Lesson Study pauses. Go on first."))
    if cycle.is_over:
        raise RefusedError(_("This Lesson Study is over."))


MOVED = ("phase", "state", "state_reason", "learned_from_stopping", "finished_at", "shared_at", "changed_at")


def _moved(
    locked: LessonStudyCycle,
    cycle: LessonStudyCycle,
    kind: StepKind,
    before: Phase,
    *,
    by: Member,
    at: dt.datetime | None,
    reason: str = "",
) -> None:
    """Store what changed, log it, tell the team, and let the search know."""
    now = at or timezone.now()
    locked.changed_at = now
    locked.save(update_fields=list(MOVED))
    for name in MOVED:
        setattr(cycle, name, getattr(locked, name))
    step = _note(locked, kind, before, reason=reason, by=by, at=now)
    AuditEvent.objects.record(f"lesson_study.{VERBS[kind]}", locked, by=by, phase=locked.phase)
    search.refresh("lesson_study", [locked.pk])
    team = Member.objects.filter(pk__in=locked.team.present().values("member"))
    notify(
        notices.MOVED,
        to=team,
        key=f"lesson_study.moved:{step.pk}",
        url=locked.get_absolute_url(),
        by=by,
        group_key=locked.group.slug,
        at=now,
        cycle=locked.public_id,
        title=locked.title,
        step=str(kind),
        phase=locked.phase,
        reason=reason,
    )


VERBS = {
    StepKind.FORWARD: "went_on",
    StepKind.BACK: "went_back",
    StepKind.PAUSED: "paused",
    StepKind.RESUMED: "resumed",
    StepKind.STOPPED: "stopped",
    StepKind.FINISHED: "finished",
    StepKind.REOPENED: "reopened",
}


def _note(
    cycle: LessonStudyCycle, kind: StepKind, before: Phase, *, by: Member, at: dt.datetime, reason: str = ""
) -> CycleStep:
    return CycleStep.objects.create(
        cycle=cycle, kind=kind, from_phase=before, to_phase=cycle.phase, reason=reason, by=by, at=at
    )
