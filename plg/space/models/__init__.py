from plg.space.models.agreement import GroupAgreement, GroupAgreementAcceptance
from plg.space.models.conversation import Conversation, ConversationReading, Post, PostRevision
from plg.space.models.file import FileVersion, GroupFile
from plg.space.models.reaction import PostReaction
from plg.space.models.result import GroupResult

__all__ = [
    "Conversation",
    "ConversationReading",
    "FileVersion",
    "GroupAgreement",
    "GroupAgreementAcceptance",
    "GroupFile",
    "GroupResult",
    "Post",
    "PostReaction",
    "PostRevision",
]
