"""Who knows what, who asks, what is missing, and what was made."""

from expertise.asking.models import HelpFollowUp, HelpRequest, HelpRequestMatch, HelpRequestMessage
from expertise.claims.models import Availability, Endorsement, Evidence, ExpertiseClaim
from expertise.finding.models import FindableExpert, SavedSearch, SearchMiss
from expertise.gaps.models import GapAction
from expertise.products.models import (
    KnowledgeProduct,
    MethodCard,
    ProductContact,
    ProductReview,
    ProductUse,
    ProductVersion,
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
