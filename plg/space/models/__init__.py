from plg.space.models.agreement import GroupAgreement, GroupAgreementAcceptance
from plg.space.models.conversation import Conversation, ConversationReading, Post, PostRevision
from plg.space.models.file import FileVersion, GroupFile

__all__ = [
    "Conversation",
    "ConversationReading",
    "FileVersion",
    "GroupAgreement",
    "GroupAgreementAcceptance",
    "GroupFile",
    "Post",
    "PostRevision",
]
