"""Putting a meeting in the agenda for everybody, and taking it out."""

from __future__ import annotations

from django.db import transaction

from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.models import Meeting


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Member) -> None:
    """Doing it twice is doing it once."""
    _row, made = PublicMeeting.objects.get_or_create(meeting=meeting, defaults={"opened_by": by})
    if made:
        AuditEvent.objects.record("exchange.meeting_opened", meeting.group, by=by, meeting=meeting.public_id)


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Member) -> None:
    if PublicMeeting.objects.filter(meeting=meeting).delete()[0]:
        AuditEvent.objects.record("exchange.meeting_closed", meeting.group, by=by, meeting=meeting.public_id)
