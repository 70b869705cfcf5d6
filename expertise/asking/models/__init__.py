"""Questions: who asks what, who was asked, what was said, and whether it helped."""

from expertise.asking.models.help_request import (
    HelpFollowUp,
    HelpRequest,
    HelpRequestMatch,
    HelpRequestMessage,
)

__all__ = ["HelpFollowUp", "HelpRequest", "HelpRequestMatch", "HelpRequestMessage"]
