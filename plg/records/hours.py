"""Hours: confirmed minutes of meetings plus accredited preparation, in quarter hours.

Each meeting is rounded to the nearest quarter hour (7½ minutes go up), and no day counts for more than two half-days of
four hours. School years run from 1 August.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import school_year_start
from plg.groups.models import Group, GroupMembership
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance, Certificate, ReturnToSchool
from plg.records.registry import Beside, find_beside
from plg.space.models import GroupResult

QUARTERS_A_DAY = 32
CERTIFICATE_SHARE = 75


def quarters(minutes: int) -> int:
    """Minutes in quarter hours, to the nearest."""
    return (minutes * 2 + 15) // 30


def as_hours(count: int) -> Decimal:
    """Quarter hours as hours with two decimals: 7 is 1.75."""
    return Decimal(count) / 4


@dataclass(frozen=True)
class Line:
    """One meeting that somebody attended, and what it counts for after the limit of the day."""

    meeting: Meeting
    day: dt.date
    status: str
    label: str
    quarters: int
    cut: bool

    @property
    def hours(self) -> Decimal:
        return as_hours(self.quarters)


@dataclass
class Record:
    """The professional record of one member in one school year."""

    start: dt.date
    lines: list[Line] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    returns: list[ReturnToSchool] = field(default_factory=list)
    results: list[GroupResult] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.start.year}-{self.start.year + 1}"

    @property
    def quarters(self) -> int:
        return sum(line.quarters for line in self.lines)

    @property
    def hours(self) -> Decimal:
        return as_hours(self.quarters)


def count_lines(attendances: Iterable[Attendance]) -> list[Line]:
    """What each attendance counts for, oldest first, with the limit of the day applied in that order."""
    found: list[Line] = []
    used: dict[dt.date, int] = {}
    for there in sorted(attendances, key=lambda a: (a.invitation.meeting.starts_at, a.pk)):
        meeting = there.invitation.meeting
        day = timezone.localdate(meeting.starts_at)
        wanted = quarters(there.minutes + min(there.prep_minutes, meeting.minutes_long))
        counted = min(wanted, QUARTERS_A_DAY - used.get(day, 0))
        used[day] = used.get(day, 0) + counted
        label = str(AttendanceStatus(there.status).label)
        found.append(Line(meeting, day, there.status, label, counted, cut=counted < wanted))
    return found


def confirmed(first: dt.date, last: dt.date) -> QuerySet[Attendance]:
    """Confirmed attendance of who was there, from `first` to `last`, both included."""
    return Attendance.objects.filter(
        confirmed_at__isnull=False,
        status__in=AttendanceStatus.WERE_THERE,
        invitation__meeting__starts_at__date__gte=first,
        invitation__meeting__starts_at__date__lte=last,
    )


def span_year(start: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the school year that begins on `start`."""
    return start, dt.date(start.year + 1, 7, 31)


def build_record(member: Member, start: dt.date) -> Record:
    """All that `member` can show of one school year. Five queries, and one a room that lays something beside."""
    first, last = span_year(start)
    rows = confirmed(first, last).filter(invitation__member=member)
    rows = rows.select_related("invitation__meeting__group", "invitation__meeting__partnership")
    record = Record(start, lines=count_lines(rows))
    groups = {line.meeting.group_id for line in record.lines if line.meeting.group_id is not None}
    memberships = GroupMembership.objects.filter(member=member, group__in=groups).order_by("start", "pk")
    record.roles = {row.group_id: str(row.get_role_display()) for row in memberships}
    returns = ReturnToSchool.objects.filter(member=member, happened_on__gte=first, happened_on__lte=last)
    record.returns = list(returns.select_related("group").order_by("happened_on", "pk"))
    results = GroupResult.objects.shown().filter(group__in=groups, published_on__gte=first, published_on__lte=last)
    record.results = list(results.select_related("group").order_by("published_on", "pk"))
    certificates = Certificate.objects.filter(member=member, last_day__gte=first, first_day__lte=last)
    record.certificates = list(certificates.order_by("-issued_at"))
    record.beside = find_beside(member, first, last)
    return record


def list_school_years(member: Member) -> list[dt.date]:
    """The school years in which `member` attended something, and this one; newest first. One query."""
    days = Attendance.objects.filter(invitation__member=member, confirmed_at__isnull=False).values_list(
        "invitation__meeting__starts_at", flat=True
    )
    years = {school_year_start(timezone.localdate(day)) for day in days}
    return sorted(years | {school_year_start(timezone.localdate())}, reverse=True)


# Certificates -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Candidate:
    """What one member of a group did in a period, and whether that is enough for a certificate."""

    member: Member
    attended: int
    meetings: int
    quarters: int
    qualifies: bool
    certificate: Certificate | None = None

    @property
    def hours(self) -> Decimal:
        return as_hours(self.quarters)

    @property
    def percent(self) -> int:
        return round(100 * self.attended / self.meetings) if self.meetings else 0


def list_candidates(group: Group, first: dt.date, last: dt.date) -> list[Candidate]:
    """Everybody who was invited to confirmed meetings of the group in the period, by name. Four queries.

    Enough is: there at three of four meetings to which one was invited, or the hours that the group set.
    """
    invited: dict[int, int] = {}
    people: dict[int, Member] = {}
    rows = MeetingInvitation.objects.standing().filter(
        meeting__group=group,
        meeting__attendance_confirmed_at__isnull=False,
        meeting__starts_at__date__gte=first,
        meeting__starts_at__date__lte=last,
        member__isnull=False,
    )
    for row in rows.select_related("member"):
        if row.member is not None and row.member.is_present:
            invited[row.member.pk] = invited.get(row.member.pk, 0) + 1
            people[row.member.pk] = row.member
    there = confirmed(first, last).filter(invitation__meeting__group=group, invitation__member__in=people)
    attended: dict[int, list[Attendance]] = {}
    for attendance in there.select_related("invitation__meeting"):
        if attendance.invitation.member_id is not None:
            attended.setdefault(attendance.invitation.member_id, []).append(attendance)
    given = Certificate.objects.filter(group=group, first_day=first, last_day__lte=last, withdrawn_at__isnull=True)
    certificates = {row.member_id: row for row in given}
    found = []
    for key, member in sorted(people.items(), key=lambda pair: pair[1].sort_name):
        mine = attended.get(key, [])
        count = sum(line.quarters for line in count_lines(mine))
        enough = len(mine) * 100 >= CERTIFICATE_SHARE * invited[key] and bool(mine)
        hours = group.certificate_hours is not None and as_hours(count) >= group.certificate_hours and count > 0
        found.append(Candidate(member, len(mine), invited[key], count, enough or hours, certificates.get(key)))
    return found
