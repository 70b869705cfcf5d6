"""Cover: may a colleague leave the class on the day of a lesson? Who leads the school answers in one click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.people.models.member import match_active
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from lesson_study.cycles import notices
from lesson_study.cycles.enums import CoverState, TeamRole
from lesson_study.cycles.links import cover_address
from lesson_study.cycles.models import CoverRequest, CycleDay, LessonStudyCycle, TeamMember
from plg.meetings.closed_days import build_calendar


def school_that_covers(member: Member) -> Organisation | None:
    """Where the main work of `member` is, when somebody else leads that school; otherwise coordinators are asked."""
    work = member.primary_appointment
    if work is None:
        return None
    leaders = find_leaders(work.organisation).exclude(pk=member.pk)
    return work.organisation if leaders.exists() else None


def find_leaders(organisation: Organisation | None) -> QuerySet[Member, Member]:
    """Who answers for this school; for none, who coordinates the network."""
    if organisation is None:
        roles = NetworkRole.objects.current().filter(role__in=NetworkRoleKind.COORDINATING)
        coordinators: QuerySet[Member] = Member.objects.active().filter(pk__in=roles.values("member"))
        return coordinators
    work = Appointment.objects.filter(
        match_active(timezone.localdate()), organisation=organisation, function=Function.SCHOOL_LEADER
    )
    leaders: QuerySet[Member] = Member.objects.active().filter(pk__in=work.values("member"))
    return leaders


@transaction.atomic
def ask_cover(
    *, day: CycleDay, by: Member, members: Iterable[Member], note: str = "", at: dt.datetime | None = None
) -> list[CoverRequest]:
    """One request per member for this day; who was asked already is left alone. Their leaders hear it at once."""
    now = at or timezone.now()
    if not day.is_lesson:
        raise RefusedError(_("Ask cover for the days of the lessons."))
    if day.day < timezone.localdate(now):
        raise RefusedError(_("This day is over."))
    known = set(
        CoverRequest.objects.filter(day=day).exclude(state=CoverState.WITHDRAWN).values_list("member_id", flat=True)
    )
    team = set(TeamMember.objects.present().filter(cycle=day.cycle).values_list("member_id", flat=True))
    made = []
    for member in members:
        if member.pk in known or member.pk not in team:
            continue
        request = CoverRequest.objects.create(
            day=day, member=member, organisation=school_that_covers(member), note=note, asked_by=by, asked_at=now
        )
        made.append(request)
        AuditEvent.objects.record("lesson_study.cover_asked", day.cycle, by=by, subject=member, day=str(day.day))
        _tell_leaders(request, by=by, at=now)
    return made


def _tell_leaders(request: CoverRequest, *, by: Member, at: dt.datetime) -> None:
    notify(
        notices.COVER_ASKED,
        to=find_leaders(request.organisation),
        key=_key(request),
        url=cover_address(request),
        by=by,
        at=at,
        request=request.public_id,
        name=request.member.get_full_name(),
        lesson_day=request.day.day.isoformat(),
        start=f"{request.day.start_time:%H:%M}",
        end=f"{request.day.end_time:%H:%M}",
        note=request.note,
    )


def _key(request: CoverRequest) -> str:
    return f"lesson_study.cover_asked:{request.public_id}"


@transaction.atomic
def answer_cover(
    *,
    request: CoverRequest,
    by: Member,
    state: str,
    note: str = "",
    proposed_day: dt.date | None = None,
    at: dt.datetime | None = None,
) -> CoverRequest:
    """Approve, propose another day or say that it is not possible; another answer later replaces it.

    Refused for a day that is over, a request that was taken back, and without a reason or a day where one belongs.
    """
    now = at or timezone.now()
    locked = CoverRequest.objects.select_for_update(of=("self",)).select_related("day__cycle__group", "member")
    found = locked.get(pk=request.pk)
    if found.state == CoverState.WITHDRAWN:
        raise RefusedError(_("This request was taken back."))
    if found.day.day < timezone.localdate(now):
        raise RefusedError(_("This day is over."))
    _demand_answer(found.day, state, note, proposed_day, today=timezone.localdate(now))
    proposed = proposed_day if state == CoverState.OTHER_DAY else None
    if (found.state, found.answer_note, found.proposed_day) == (state, note.strip(), proposed):
        return found
    found.state, found.answer_note, found.proposed_day = state, note.strip(), proposed
    found.answered_by, found.answered_at = by, now
    found.save(update_fields=["state", "answer_note", "proposed_day", "answered_by", "answered_at"])
    forget_notices(keys=[_key(found)])
    AuditEvent.objects.record(
        "lesson_study.cover_answered",
        found.day.cycle,
        by=by,
        subject=found.member,
        state=found.state,
    )
    _tell_team(found, by=by, at=now)
    return found


def _demand_answer(day: CycleDay, state: str, note: str, proposed_day: dt.date | None, *, today: dt.date) -> None:
    """One of the three, with the day or the reason that belongs to it."""
    if state not in (CoverState.APPROVED, CoverState.OTHER_DAY, CoverState.REFUSED):
        raise RefusedError(_("Choose an answer."))
    if state == CoverState.OTHER_DAY:
        if proposed_day is None or proposed_day <= today:
            raise RefusedError(_("Say which day would do."))
        _demand_school_day(day, proposed_day)
    if state == CoverState.REFUSED and not note.strip():
        raise RefusedError(_("Say why it is not possible."))


def _demand_school_day(day: CycleDay, proposed: dt.date) -> None:
    """No lesson is taught on another: the team could not take it over."""
    calendar = build_calendar(day.cycle.group, first=proposed, last=proposed)
    if (reason := calendar.closed_because(proposed)) is not None:
        raise RefusedError(_("Schools are closed then: %(why)s. Say which other day would do.") % {"why": reason})
    if not calendar.is_school_day(proposed):
        raise RefusedError(_("That day is in a weekend. Say which other day would do."))


def _tell_team(request: CoverRequest, *, by: Member, at: dt.datetime) -> None:
    """Who it is about, and who facilitates."""
    cycle = request.day.cycle
    team = cycle.team.present()
    wanted = team.filter(member=request.member) | team.filter(team_roles__contains=[TeamRole.FACILITATOR])
    notify(
        notices.COVER_ANSWERED,
        to=Member.objects.filter(pk__in=wanted.values("member")),
        key=f"lesson_study.cover_answered:{request.public_id}:{at.isoformat()}",
        url=cycle.get_absolute_url(),
        by=by,
        group_key=cycle.group.slug,
        at=at,
        name=request.member.get_full_name(),
        title=cycle.title,
        lesson_day=request.day.day.isoformat(),
        state=request.state,
        proposed=request.proposed_day.isoformat() if request.proposed_day else "",
        note=request.answer_note,
    )


@transaction.atomic
def approve_many(*, requests: Iterable[CoverRequest], by: Member, at: dt.datetime | None = None) -> int:
    """Approve what waits among `requests`; how many."""
    count = 0
    for request in requests:
        if request.state == CoverState.ASKED:
            answer_cover(request=request, by=by, state=CoverState.APPROVED, at=at)
            count += 1
    return count


@transaction.atomic
def withdraw_cover(*, request: CoverRequest, by: Member | None, at: dt.datetime | None = None) -> None:
    """Not needed any more; a leader who approved it hears so. Repeating changes nothing."""
    rows = CoverRequest.objects.filter(pk=request.pk).exclude(state=CoverState.WITHDRAWN)
    before = request.state
    if not rows.update(state=CoverState.WITHDRAWN):
        return
    request.state = CoverState.WITHDRAWN
    forget_notices(keys=[_key(request)])
    AuditEvent.objects.record("lesson_study.cover_withdrawn", request.day.cycle, by=by, subject=request.member)
    if before != CoverState.ASKED:
        notify(
            notices.COVER_WITHDRAWN,
            to=find_leaders(request.organisation),
            key=f"lesson_study.cover_withdrawn:{request.public_id}",
            url=cover_address(request),
            by=by,
            at=at,
            name=request.member.get_full_name(),
            lesson_day=request.day.day.isoformat(),
        )


def withdraw_cover_of(
    *,
    cycle: LessonStudyCycle,
    by: Member | None,
    member: Member | None = None,
    day: CycleDay | None = None,
    at: dt.datetime | None = None,
) -> None:
    """What was asked for days that are still to come, of one member or for one day."""
    now = at or timezone.now()
    rows = CoverRequest.objects.exclude(state=CoverState.WITHDRAWN).filter(day__cycle=cycle)
    if member is not None:
        rows = rows.filter(member=member, day__day__gte=timezone.localdate(now))
    if day is not None:
        rows = rows.filter(day=day)
    for request in rows.select_related("day__cycle", "member", "organisation").order_by("pk"):
        withdraw_cover(request=request, by=by, at=now)
