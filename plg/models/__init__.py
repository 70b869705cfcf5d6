"""Groups, who is in them, what they agreed, and what happens inside."""

from knowledge_network.school_year.models import ClosedDay, SchoolHoliday
from plg.groups.models import (
    Deliverable,
    Group,
    GroupInvitation,
    GroupMembership,
    GroupResult,
    GroupTopic,
    GroupTransition,
    JoinRequest,
    SavedView,
)
from plg.meetings.models import AgendaItem, CalendarFeed, Meeting, MeetingInvitation, MeetingSeries
from plg.records.models import ActionItem, Attendance, Certificate, Decision, Minutes, MinutesRemark, ReturnToSchool
from plg.space.models import (
    Conversation,
    ConversationReading,
    FileVersion,
    GroupAgreement,
    GroupAgreementAcceptance,
    GroupFile,
    Post,
    PostRevision,
)

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "Certificate",
    "ClosedDay",
    "Conversation",
    "ConversationReading",
    "Decision",
    "Deliverable",
    "FileVersion",
    "Group",
    "GroupAgreement",
    "GroupAgreementAcceptance",
    "GroupFile",
    "GroupInvitation",
    "GroupMembership",
    "GroupResult",
    "GroupTopic",
    "GroupTransition",
    "JoinRequest",
    "Meeting",
    "MeetingInvitation",
    "MeetingSeries",
    "Minutes",
    "MinutesRemark",
    "Post",
    "PostRevision",
    "ReturnToSchool",
    "SavedView",
    "SchoolHoliday",
]
