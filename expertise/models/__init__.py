"""Who knows what, who asks, what is missing, and what was made."""

from expertise.models.claim import Availability, Endorsement, Evidence, ExpertiseClaim
from expertise.models.finding import FindableExpert
from expertise.models.gap import GapAction
from expertise.models.product import (
    KnowledgeProduct,
    MethodCard,
    ProductContact,
    ProductReview,
    ProductUse,
    ProductVersion,
)
from expertise.models.request import (
    HelpFollowUp,
    HelpRequest,
    HelpRequestMatch,
    HelpRequestMessage,
    SavedSearch,
    SearchMiss,
)

__all__ = [
    "Availability",
    "Endorsement",
    "Evidence",
    "ExpertiseClaim",
    "FindableExpert",
    "GapAction",
    "HelpFollowUp",
    "HelpRequest",
    "HelpRequestMatch",
    "HelpRequestMessage",
    "KnowledgeProduct",
    "MethodCard",
    "ProductContact",
    "ProductReview",
    "ProductUse",
    "ProductVersion",
    "SavedSearch",
    "SearchMiss",
]
