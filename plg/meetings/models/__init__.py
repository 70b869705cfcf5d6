from plg.meetings.models.feed import CalendarFeed
from plg.meetings.models.invitation import MeetingInvitation
from plg.meetings.models.meeting import AgendaItem, Meeting, MeetingSeries, MeetingTopic

__all__ = [
    "AgendaItem",
    "CalendarFeed",
    "Meeting",
    "MeetingInvitation",
    "MeetingSeries",
    "MeetingTopic",
]
