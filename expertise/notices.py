"""What members are told about expertise, questions and products."""

from expertise import gap_notices, help_notices, product_notices
from expertise.claim_notices import CLAIMS_ARCHIVED, CONFIRM_CLAIMS, ENDORSED
from expertise.saved_search_notices import SOMEBODY_NEW

__all__ = [
    "CLAIMS_ARCHIVED",
    "CONFIRM_CLAIMS",
    "ENDORSED",
    "SOMEBODY_NEW",
    "gap_notices",
    "help_notices",
    "product_notices",
]

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------
# in `expertise.product_notices`

# Gaps and islands ---------------------------------------------------------------------------------
