"""The days of a team: proposed, changed, and once settled meetings of the team only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import SchoolCalendar
from lesson_study.cycles.actions.cover import withdraw_cover, withdraw_cover_of
from lesson_study.cycles.actions.cycles import lock_cycle
from lesson_study.cycles.actions.team import find_chair
from lesson_study.cycles.enums import CoverState, DayKind
from lesson_study.cycles.models import CoverRequest, CycleDay, LessonStudyCycle
from lesson_study.cycles.scheduling import Finding, ProposedDay, check_days
from plg.meetings.actions.meetings import cancel_meeting, change_meeting, plan_meeting
from plg.meetings.closed_days import build_calendar
from plg.meetings.enums import HalfDay, MeetingAudience, MeetingKind

HALF_YEAR = dt.timedelta(days=183)
MOST_DAYS = 20


def build_calendar_around(cycle: LessonStudyCycle, days: Iterable[dt.date], today: dt.date) -> SchoolCalendar:
    """When schools of the group are closed, wide enough to see the summers around these days. Two queries or three."""
    known = [today, *days]
    return build_calendar(cycle.group, first=min(known) - HALF_YEAR, last=max(known) + HALF_YEAR)


def find_clashes(cycle: LessonStudyCycle, today: dt.date) -> list[Finding]:
    """All that is wrong with the days of a team as they are now, errors first. Three queries or four."""
    days = list(cycle.days.select_related("site"))
    return check_days(days, build_calendar_around(cycle, [day.day for day in days], today), today) if days else []


@transaction.atomic
def store_proposal(
    *, cycle: LessonStudyCycle, by: Member, days: Sequence[ProposedDay], at: dt.datetime | None = None
) -> list[CycleDay]:
    """Replace the days that are no meeting yet by these; days that are settled stay as they are."""
    locked = lock_cycle(cycle)
    settled = list(locked.days.filter(meeting__isnull=False))
    there = {(day.kind, day.day) for day in settled}
    kinds = {day.kind for day in settled if day.kind != DayKind.STUDY}
    locked.days.filter(meeting__isnull=True, cover_requests__isnull=True).delete()
    made = [
        CycleDay(
            cycle=locked,
            kind=day.kind,
            position=number,
            day=day.day,
            half_day=day.half_day,
            start_time=day.start_time,
            end_time=day.end_time,
        )
        for number, day in enumerate(days)
        if day.kind not in kinds and (day.kind, day.day) not in there
    ]
    CycleDay.objects.bulk_create(made[:MOST_DAYS])
    AuditEvent.objects.record("lesson_study.days_proposed", locked, by=by, count=len(made))
    return made


@transaction.atomic
def add_day(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    kind: str,
    day: dt.date,
    start_time: dt.time,
    end_time: dt.time,
    site: Organisation | None = None,
    at: dt.datetime | None = None,
) -> CycleDay:
    locked = lock_cycle(cycle)
    if locked.days.count() >= MOST_DAYS:
        raise RefusedError(_("A Lesson Study has twenty days at most."))
    made = CycleDay.objects.create(
        cycle=locked,
        kind=kind,
        position=locked.days.count(),
        day=day,
        half_day=derive_half_day(start_time),
        start_time=start_time,
        end_time=end_time,
        site=site,
    )
    AuditEvent.objects.record("lesson_study.day_added", locked, by=by, day=str(day))
    return made


def derive_half_day(time: dt.time) -> HalfDay:
    if time.hour < 12:
        return HalfDay.MORNING
    return HalfDay.AFTERNOON if time.hour < 17 else HalfDay.EVENING


@transaction.atomic
def move_day(
    *,
    day: CycleDay,
    by: Member,
    to: dt.date,
    start_time: dt.time | None = None,
    end_time: dt.time | None = None,
    site: Organisation | None = None,
    keeps_cover: bool = False,
    at: dt.datetime | None = None,
) -> CycleDay:
    """Another day or time: its meeting moves along, and cover that was asked for the old day is taken back.

    A discussion that was on the day of its lesson moves with it. Times and place stay when they are not given.
    """
    now = at or timezone.now()
    locked = CycleDay.objects.select_for_update(of=("self",)).select_related("cycle__group", "meeting").get(pk=day.pk)
    before = locked.day
    moved = before != to
    locked.day = to
    locked.start_time = start_time or locked.start_time
    locked.end_time = end_time or locked.end_time
    locked.site = site if site is not None else locked.site
    if locked.end_time <= locked.start_time:
        raise RefusedError(_("It ends after it starts."))
    locked.half_day = derive_half_day(locked.start_time)
    locked.save(update_fields=["day", "start_time", "end_time", "site", "half_day"])
    AuditEvent.objects.record("lesson_study.day_moved", locked.cycle, by=by, day=str(to), before=str(before))
    if moved and not keeps_cover:
        withdraw_cover_of(cycle=locked.cycle, day=locked, by=by, at=now)
    _move_meeting(locked, by=by, at=now)
    if moved and locked.is_lesson:
        follows = DayKind.DISCUSSION if locked.kind == DayKind.LESSON else DayKind.REDISCUSSION
        for discussion in locked.cycle.days.filter(kind=follows, day=before):
            move_day(day=discussion, by=by, to=to, at=now)
    for name in ("day", "start_time", "end_time", "site", "half_day"):
        setattr(day, name, getattr(locked, name))
    return locked


def _move_meeting(day: CycleDay, *, by: Member, at: dt.datetime) -> None:
    if day.meeting is None or day.meeting.is_cancelled:
        return
    change_meeting(
        meeting=day.meeting,
        by=by,
        at=at,
        starts_at=rhythm.local(day.day, day.start_time),
        ends_at=rhythm.local(day.day, day.end_time),
        host_site=day.site,
    )


@transaction.atomic
def take_proposed_day(*, request: CoverRequest, by: Member, at: dt.datetime | None = None) -> CycleDay:
    """Take the day over that a leader proposes: day and meeting move, and this leader's word stands as a yes.

    Who else was asked for the old day is asked again by the team: their answers were about another day.
    """
    now = at or timezone.now()
    found = (
        CoverRequest.objects.select_for_update(of=("self",)).select_related("day__cycle", "member").get(pk=request.pk)
    )
    if found.proposed_day is None or not found.is_open:
        raise RefusedError(_("There is no other day to take over any more."))
    day, to = found.day, found.proposed_day
    others = CoverRequest.objects.filter(day=day).exclude(pk=found.pk)
    for other in others.select_related("day__cycle", "member", "organisation"):
        withdraw_cover(request=other, by=by, at=now)
    moved = move_day(day=day, by=by, to=to, keeps_cover=True, at=now)
    found.state, found.proposed_day = CoverState.APPROVED, None
    found.save(update_fields=["state", "proposed_day"])
    AuditEvent.objects.record("lesson_study.proposed_day_taken", day.cycle, by=by, subject=found.member, day=str(to))
    return moved


@transaction.atomic
def settle_days(*, cycle: LessonStudyCycle, by: Member, at: dt.datetime | None = None, tells: bool = True) -> int:
    """Make a meeting of the team of each day that is none yet; how many. Refused while a day breaks a rule.

    Days that are past already, as in what is written down afterwards, become meetings that were held. The team is told
    of the others, unless (`tells`) it knows.
    """
    now = at or timezone.now()
    locked = lock_cycle(cycle)
    days = list(locked.days.select_related("site").order_by("day", "start_time"))
    if not days:
        raise RefusedError(_("There are no days yet."))
    _refuse_broken_rules(locked, days, timezone.localdate(now))
    team = [row.member for row in locked.team.present().select_related("member").order_by("pk")]
    chair = find_chair(locked, team)
    if chair is None:
        raise RefusedError(_("There is nobody in the team yet."))
    fresh = [day for day in days if day.meeting_id is None]
    for day in fresh:
        day.meeting = plan_meeting(
            group=locked.group,
            by=chair,
            title=name_day(locked, day),
            starts_at=rhythm.local(day.day, day.start_time),
            ends_at=rhythm.local(day.day, day.end_time),
            invited=team,
            audience=MeetingAudience.CHOSEN,
            kind=MeetingKind.LESSON_VISIT if day.is_lesson else MeetingKind.GROUP,
            host_site=day.site,
            at=now,
            tells=tells,
        )
        day.save(update_fields=["meeting"])
    AuditEvent.objects.record("lesson_study.days_settled", locked, by=by, count=len(fresh))
    return len(fresh)


def _refuse_broken_rules(cycle: LessonStudyCycle, days: list[CycleDay], today: dt.date) -> None:
    calendar = build_calendar_around(cycle, [day.day for day in days], today)
    wrong = [finding for finding in check_days(days, calendar, today) if finding.is_error]
    if wrong:
        raise RefusedError(wrong[0].text)


def name_day(cycle: LessonStudyCycle, day: CycleDay) -> str:
    """What stands in calendars: what it is for, and of which study."""
    text = f"{day.get_kind_display()}: {cycle.title}"
    return text[:1].upper() + text[1:150]


@transaction.atomic
def remove_day(*, day: CycleDay, by: Member, at: dt.datetime | None = None) -> None:
    """No such day any more: its meeting is called off and its requests for cover are taken back."""
    now = at or timezone.now()
    locked = CycleDay.objects.select_for_update(of=("self",)).select_related("cycle__group", "meeting").get(pk=day.pk)
    if locked.day < timezone.localdate(now) and locked.meeting_id is not None:
        raise RefusedError(_("This day is over."))
    withdraw_cover_of(cycle=locked.cycle, day=locked, by=by, at=now)
    if locked.meeting is not None:
        cancel_meeting(meeting=locked.meeting, by=by, reason=str(_("The team took this day out of its plan.")), at=now)
    AuditEvent.objects.record("lesson_study.day_removed", locked.cycle, by=by, day=str(locked.day))
    locked.delete()
