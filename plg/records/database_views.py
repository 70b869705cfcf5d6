"""What the SQL of other parts may read of what is kept of meetings."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q

from knowledge_network.kit.database_views import View, register
from plg.meetings.enums import MeetingKind, MeetingStatus, RsvpAnswer
from plg.meetings.models import MeetingInvitation
from plg.records.enums import AttendanceStatus, FollowUp
from plg.records.models import Attendance, ReturnToSchool

register(
    # Members who were at a meeting, once its attendance is confirmed.
    View(
        "plg_was_there",
        lambda: Attendance.objects.filter(
            status__in=AttendanceStatus.WERE_THERE,
            invitation__member__isnull=False,
            invitation__meeting__attendance_confirmed_at__isnull=False,
        ).exclude(invitation__meeting__status=MeetingStatus.CANCELLED),
        {
            "meeting_id": "invitation__meeting_id",
            "member_id": "invitation__member_id",
            "starts_at": "invitation__meeting__starts_at",
            "is_plenary": Q(invitation__meeting__kind=MeetingKind.PLENARY),
        },
    ),
    # Members invited to meetings whose attendance is confirmed (P3): were they there, or excused a day before?
    View(
        "plg_was_invited",
        lambda: (
            MeetingInvitation.objects.standing()
            .filter(member__isnull=False, meeting__attendance_confirmed_at__isnull=False)
            .exclude(meeting__status=MeetingStatus.CANCELLED)
        ),
        {
            "meeting_id": "meeting_id",
            "member_id": "member_id",
            "starts_at": "meeting__starts_at",
            "was_there": Q(attendance__status__in=AttendanceStatus.WERE_THERE),
            "excused_in_time": Q(
                attendance__status=AttendanceStatus.EXCUSED,
                answer=RsvpAnswer.NO,
                answered_at__lte=F("meeting__starts_at") - dt.timedelta(hours=24),
            ),
        },
    ),
    # What counts for hours, as `plg.records.hours` reckons: confirmed minutes, preparation up to the meeting's length.
    View(
        "plg_spent_time",
        lambda: Attendance.objects.filter(
            status__in=AttendanceStatus.WERE_THERE, confirmed_at__isnull=False, invitation__member__isnull=False
        ),
        {
            "member_id": "invitation__member_id",
            "starts_at": "invitation__meeting__starts_at",
            "ends_at": "invitation__meeting__ends_at",
            "minutes": "minutes",
            "prep_minutes": "prep_minutes",
        },
    ),
    # That something went back to school, when, and whether it was applied; never what.
    View(
        "plg_brought_back",
        ReturnToSchool.objects.present,
        {
            "member_id": "member_id",
            "happened_on": "happened_on",
            "was_applied": Q(follow_up=FollowUp.APPLIED),
        },
    ),
)
