"""Reading who was there, and what that comes to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.queries import primary_work
from plg.groups.models import Group
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance

# Figures about what people do are shown to others from this many on.
FEWEST_PEOPLE = 5


@dataclass
class Summary:
    """Names by attendance, for the minutes; empty while nobody confirmed it."""

    is_confirmed: bool = False
    present: list[str] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    online: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def attendance_rows(meeting: Meeting) -> list[Any]:
    """Standing invitations of present members and guests with attendance and `workplace`, by name. One query."""
    rows = meeting.invitations.standing().filter(present("member__") | Q(member__isnull=True))
    return list(
        rows.select_related("member", "attendance")
        .annotate(workplace=primary_work("member_id")["workplace"])
        .order_by(Coalesce(F("member__sort_name"), F("guest_name")), "pk")
    )


def find_attendance(invitation: MeetingInvitation) -> Attendance | None:
    """What was confirmed or checked in, or None."""
    return getattr(invitation, "attendance", None)


def attendance_summary(meeting: Meeting) -> Summary:
    """Who was there as confirmed. One query."""
    summary = Summary(is_confirmed=meeting.attendance_confirmed_at is not None)
    if not summary.is_confirmed:
        return summary
    lists = {
        AttendanceStatus.PRESENT: summary.present,
        AttendanceStatus.PARTLY: summary.partly,
        AttendanceStatus.ONLINE: summary.online,
        AttendanceStatus.EXCUSED: summary.excused,
        AttendanceStatus.ABSENT: summary.absent,
    }
    for row in attendance_rows(meeting):
        there = find_attendance(row)
        if there is not None:
            lists[AttendanceStatus(there.status)].append(row.name)
    return summary


@dataclass(frozen=True)
class Rate:
    """Attendance of a group in a period (P3): `attended` of `expected`, the share None without anybody expected.

    It is about `people` different members; what other readers than the group itself see begins at FEWEST_PEOPLE.
    """

    attended: int
    expected: int
    people: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.attended / self.expected) if self.expected else None


def attendance_rate(group: Group, first: dt.date, last: dt.date) -> Rate:
    """Attendances (present, partly, online) ÷ invitations minus those excused 24 hours before the start or earlier.

    Only meetings whose attendance was confirmed count. One query.
    """
    invited = MeetingInvitation.objects.standing().filter(
        meeting__group=group,
        meeting__attendance_confirmed_at__isnull=False,
        meeting__starts_at__date__gte=first,
        meeting__starts_at__date__lte=last,
        member__isnull=False,
    )
    in_time = Q(
        attendance__status=AttendanceStatus.EXCUSED,
        answer=RsvpAnswer.NO,
        answered_at__lte=F("meeting__starts_at") - dt.timedelta(hours=24),
    )
    found = invited.aggregate(
        attended=Count("pk", filter=Q(attendance__status__in=AttendanceStatus.WERE_THERE)),
        expected=Count("pk", filter=~in_time),
        people=Count("member", distinct=True),
    )
    return Rate(**found)
