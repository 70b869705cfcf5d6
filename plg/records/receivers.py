"""What records do when something happens to meetings."""

from __future__ import annotations

from django.dispatch import receiver

from plg.meetings import signals
from plg.meetings.models import MeetingInvitation
from plg.records.models import Attendance


@receiver(signals.guest_merged, dispatch_uid="plg.attendance_of_guest")
def take_over_attendance(sender: object, *, guest: MeetingInvitation, own: MeetingInvitation, **kwargs: object) -> None:
    """Where both were present, what was noted of the member stays."""
    if not Attendance.objects.filter(invitation=own).exists():
        Attendance.objects.filter(invitation=guest).update(invitation=own)
