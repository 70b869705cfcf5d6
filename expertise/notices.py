"""What members are told about expertise, questions and products."""

from expertise import product_notices  # noqa: F401 register themselves
from expertise.claim_notices import CLAIMS_ARCHIVED, CONFIRM_CLAIMS, ENDORSED

__all__ = ["CLAIMS_ARCHIVED", "CONFIRM_CLAIMS", "ENDORSED"]

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------
# in `expertise.product_notices`

# Gaps and islands ---------------------------------------------------------------------------------
