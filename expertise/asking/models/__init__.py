"""Questions: who asks what, who was asked, what was said, and whether it helped."""

from expertise.asking.models.also import AlsoAsked, AnswerUse
from expertise.asking.models.file import QuestionFile
from expertise.asking.models.help_request import (
    HelpFollowUp,
    HelpRequest,
    HelpRequestMatch,
    HelpRequestMessage,
)

__all__ = [
    "AlsoAsked",
    "AnswerUse",
    "HelpFollowUp",
    "HelpRequest",
    "HelpRequestMatch",
    "HelpRequestMessage",
    "QuestionFile",
]
