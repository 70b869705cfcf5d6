"""Meetings with people who answered, for the tests of their rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from knowledge_network.notifications.events.models import Notice
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance
from tests import factories as f
from tests.clock import moment  # noqa: F401  the tests of meetings take it from here


def planned(group: Any, starts_at: dt.datetime | None = None, *, hours: float = 2, **fields: Any) -> Meeting:
    """A meeting of `group` to which nobody is invited yet."""
    starts = starts_at or timezone.now() + dt.timedelta(days=7)
    return f.MeetingFactory(group=group, starts_at=starts, ends_at=starts + dt.timedelta(hours=hours), **fields)


def invited(meeting: Meeting, member: Any = None, answer: str = RsvpAnswer.NONE, **fields: Any) -> MeetingInvitation:
    """An invitation of long ago."""
    long_ago = meeting.starts_at - dt.timedelta(days=60)
    who = {} if "guest_name" in fields else {"member": member or f.MemberFactory()}
    return MeetingInvitation.objects.create(
        **{"meeting": meeting, "invited_at": long_ago, "answer": answer, **who, **fields}
    )


def attended(meeting: Meeting, member: Any = None, minutes: int = 120, prep: int = 0, **fields: Any) -> Attendance:
    """Confirmed attendance of `member`."""
    values = {"status": AttendanceStatus.PRESENT, "confirmed_at": meeting.ends_at, **fields}
    invitation = invited(meeting, member, RsvpAnswer.YES)
    return Attendance.objects.create(invitation=invitation, minutes=minutes, prep_minutes=prep, **values)


def told(member: Any, **wanted: Any) -> list[str]:
    """The kinds of what `member` was told, oldest first."""
    return list(Notice.objects.filter(member=member, **wanted).order_by("pk").values_list("kind", flat=True))


def page_of(name: str, meeting: Meeting, *args: Any) -> str:
    """The address of a page of one meeting."""
    return reverse(f"plg:{name}", args=[meeting.public_id, *args])
