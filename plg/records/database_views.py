"""What the SQL of other parts may read of what is kept of meetings."""

from __future__ import annotations

from django.db.models import Q

from knowledge_network.kit.database_views import View, register
from plg.meetings.enums import MeetingKind, MeetingStatus
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance

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
)
