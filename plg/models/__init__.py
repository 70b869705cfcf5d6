"""Groups, who is in them, what they agreed, and what happens inside."""

from plg.models.agreement import GroupAgreement, GroupAgreementAcceptance
from plg.models.conversation import Conversation, ConversationReading, Post, PostRevision
from plg.models.file import FileVersion, GroupFile
from plg.models.group import (
    Deliverable,
    Group,
    GroupResult,
    GroupTopic,
    GroupTransition,
)
from plg.models.holiday import ClosedDay, SchoolHoliday
from plg.models.invitation import Attendance, MeetingInvitation
from plg.models.meeting import AgendaItem, Meeting, MeetingSeries
from plg.models.membership import GroupInvitation, GroupMembership, JoinRequest
from plg.models.minutes import ActionItem, Decision, Minutes, MinutesRemark, ReturnToSchool
from plg.models.record import CalendarFeed, Certificate
from plg.models.saved_view import SavedView

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
