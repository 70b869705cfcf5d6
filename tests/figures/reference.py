"""Every published count once more, in plain Python over single rows: slow, and written without looking at the SQL."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from expertise.asking.enums import HelpOutcome, HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.claims.models import ExpertiseClaim
from expertise.products.models import ProductUse
from knowledge_network.figures.periods import Period
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment
from knowledge_network.school_year.calendar import home_region, school_calendar
from knowledge_network.school_year.counting import school_days_between
from plg.groups.enums import GroupState
from plg.groups.models import GroupMembership
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import MeetingInvitation
from plg.records.enums import AttendanceStatus, FollowUp
from plg.records.hours import count_lines
from plg.records.models import Attendance, ReturnToSchool

THERE = (AttendanceStatus.PRESENT, AttendanceStatus.PARTLY, AttendanceStatus.ONLINE)


def day_of(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()


def job_on(member: int, day: dt.date) -> Appointment | None:
    jobs = [
        job
        for job in Appointment.objects.filter(member=member)
        if job.start <= day and (job.end is None or job.end > day)
    ]
    return min(jobs, key=lambda job: (not job.is_primary, job.start, job.pk), default=None)


def place(member: int, day: dt.date, *, students: bool = False) -> int | None:
    job = job_on(member, day)
    if job is None or (job.function == Function.STUDENT_TEACHER) != students:
        return None
    return job.organisation_id


def once_each(events: list[tuple[int, dt.date]], *, students: bool = False) -> Counter[int]:
    """Everybody at the place of their first event that has one."""
    found: dict[int, int] = {}
    for member, day in sorted(set(events), key=lambda event: event[1]):
        where = place(member, day, students=students)
        if where is not None:
            found.setdefault(member, where)
    return Counter(found.values())


def every_time(events: list[tuple[int, dt.date, int]], *, students: bool = False) -> Counter[int]:
    found: Counter[int] = Counter()
    for member, day, amount in events:
        where = place(member, day, students=students)
        if where is not None:
            found[where] += amount
    return found


def were_there(first: dt.date, last: dt.date) -> list[tuple[int, dt.date]]:
    found = []
    for row in Attendance.objects.select_related("invitation__meeting"):
        meeting = row.invitation.meeting
        counts = row.status in THERE and meeting.attendance_confirmed_at and meeting.status != MeetingStatus.CANCELLED
        if counts and row.invitation.member_id and first <= day_of(meeting.starts_at) <= last:
            found.append((row.invitation.member_id, day_of(meeting.starts_at)))
    return found


def invitations(period: Period) -> list[tuple[int, dt.date, bool, bool]]:
    """Member, day, was there, excused in time; of standing invitations to confirmed meetings."""
    found = []
    rows = MeetingInvitation.objects.filter(withdrawn_at=None).select_related("meeting", "attendance")
    for row in rows:
        meeting, there = row.meeting, getattr(row, "attendance", None)
        day = day_of(meeting.starts_at)
        if row.member_id is None or not meeting.attendance_confirmed_at or not period.first <= day <= period.until:
            continue
        if meeting.status == MeetingStatus.CANCELLED:
            continue
        in_time = row.answered_at is not None and row.answered_at <= meeting.starts_at - dt.timedelta(hours=24)
        excused = there is not None and there.status == AttendanceStatus.EXCUSED and row.answer == RsvpAnswer.NO
        found.append((row.member_id, day, there is not None and there.status in THERE, excused and in_time))
    return found


def quarters(period: Period, *, students: bool = False) -> Counter[int]:
    rows: dict[int, list[Attendance]] = {}
    for row in Attendance.objects.select_related("invitation__meeting"):
        day = day_of(row.invitation.meeting.starts_at)
        if (
            row.status in THERE
            and row.confirmed_at
            and row.invitation.member_id
            and period.first <= day <= period.until
        ):
            rows.setdefault(row.invitation.member_id, []).append(row)
    events = [(member, line.day, line.quarters) for member, mine in rows.items() for line in count_lines(mine)]
    return every_time(events, students=students)


def in_group(first: dt.date, last: dt.date) -> set[int]:
    rows = GroupMembership.objects.exclude(role="observer").filter(group__state__in=GroupState.PUBLIC)
    return {r.member_id for r in rows if r.start <= last and (r.end is None or r.end > first)}


def before_and_now(period: Period) -> tuple[set[int], set[int]]:
    last_year = dt.date(period.year - 1, 8, 1)
    return in_group(last_year, period.first - dt.timedelta(days=1)), in_group(period.first, period.until)


def brought_back(first: dt.date, last: dt.date) -> list[ReturnToSchool]:
    return [r for r in ReturnToSchool.objects.all() if r.removed_at is None and first <= r.happened_on <= last]


def asked(period: Period) -> list[HelpRequest]:
    rows = HelpRequest.objects.exclude(state__in=(HelpState.DRAFT, HelpState.WITHDRAWN))
    return [row for row in rows if period.first <= day_of(row.asked_at) <= period.until]


def in_time(row: HelpRequest, period: Period) -> bool:
    if row.answered_at is None or row.outcome not in (HelpOutcome.YES, HelpOutcome.PARTLY):
        return False
    calendar = school_calendar(home_region(), first=period.first, last=period.until + dt.timedelta(days=200))
    answered = day_of(row.answered_at)
    return answered <= period.until and school_days_between(day_of(row.asked_at), answered, calendar) <= 20


def reference(code: str, period: Period) -> Counter[int]:
    """Organisation → count, as `measures.count_by_place` has it."""
    return COUNTS[code](period)


def _t1(period: Period) -> Counter[int]:
    there = were_there(period.semester_first, period.until)
    back = {row.member_id for row in brought_back(period.semester_first, period.until)}
    return once_each([event for event in there if event[0] in back])


def _helped(period: Period) -> Counter[int]:
    rows = HelpRequestMatch.objects.filter(state=MatchState.ACCEPTED, expert__isnull=False).select_related(
        "help_request"
    )
    moments = [(row.expert_id, row.help_request.answered_at) for row in rows if row.help_request.answered_at]
    events = [(who, day_of(at), 1) for who, at in moments if period.first <= day_of(at) <= period.until]
    return every_time(events)


def _p4(period: Period, *, stayed: bool) -> Counter[int]:
    before, now = before_and_now(period)
    return once_each([(member, period.first) for member in (before & now if stayed else before)])


COUNTS: dict[str, Callable[[Period], Counter[int]]] = {
    "P1.attended": lambda p: once_each(were_there(p.first, p.until)),
    "P1.students": lambda p: once_each(were_there(p.first, p.until), students=True),
    "P3.invited": lambda p: every_time([(m, d, 1) for m, d, _there, excused in invitations(p) if not excused]),
    "P3.attended": lambda p: every_time([(m, d, 1) for m, d, there, _excused in invitations(p) if there]),
    "P4.before": lambda p: _p4(p, stayed=False),
    "P4.stayed": lambda p: _p4(p, stayed=True),
    "H1.quarters": quarters,
    "H1.students": lambda p: quarters(p, students=True),
    "T1.attended": lambda p: once_each(were_there(p.semester_first, p.until)),
    "T1.returned": _t1,
    "T2.returned": lambda p: every_time([(r.member_id, r.happened_on, 1) for r in brought_back(p.first, p.until)]),
    "T2.applied": lambda p: every_time(
        [(r.member_id, r.happened_on, 1) for r in brought_back(p.first, p.until) if r.follow_up == FollowUp.APPLIED]
    ),
    "T3.used": lambda p: once_each(
        [(u.member_id, u.used_on) for u in ProductUse.objects.all() if p.first <= u.used_on <= p.until]
    ),
    "E3.claims": lambda p: every_time(
        [
            (claim.member_id, p.until, 1)
            for claim in ExpertiseClaim.objects.shown_to_members()
            if day_of(claim.created_at) <= p.until
        ]
    ),
    "E3.answered": _helped,
    "E4.asked": lambda p: every_time([(r.asker_id, day_of(r.asked_at), 1) for r in asked(p)]),
    "E4.in_time": lambda p: every_time([(r.asker_id, day_of(r.asked_at), 1) for r in asked(p) if in_time(r, p)]),
}


def take_part(period: Period) -> Counter[int]:
    """P2: once each, at the place of the ninetieth day in an active group, or of the first day of the year."""
    events = []
    rows = GroupMembership.objects.exclude(role="observer").select_related("group")
    for row in rows:
        group = row.group
        if group.state not in {*GroupState.WORKING, *GroupState.ENDED}:
            continue
        ninetieth = row.start + dt.timedelta(days=89)
        ends = [day for day in (row.end and row.end - dt.timedelta(days=1), group.closed_on) if day]
        last = min(ends, default=dt.date.max)
        if last >= ninetieth and last >= period.first and ninetieth <= period.until:
            events.append((row.member_id, max(ninetieth, period.first)))
    # Somebody counts at their first day of all, where they worked then, when that was as staff.
    firsts: dict[int, dt.date] = {}
    for member, day in sorted(events, key=lambda event: event[1]):
        if place(member, day) is not None:
            firsts.setdefault(member, day)
    return Counter(place(member, day) for member, day in firsts.items())
