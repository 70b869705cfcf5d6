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
from plg.models.meeting import Meeting, SchoolHoliday
from plg.models.membership import GroupInvitation, GroupMembership, JoinRequest
from plg.models.saved_view import SavedView

__all__ = [
    "Conversation",
    "ConversationReading",
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
    "Post",
    "PostRevision",
    "SavedView",
    "SchoolHoliday",
]
