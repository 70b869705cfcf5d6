"""What members are told about expertise, questions and products."""

from expertise.asking import notices as help_notices
from expertise.claims.notices import CLAIMS_ARCHIVED, CONFIRM_CLAIMS, ENDORSED
from expertise.finding.notices import SOMEBODY_NEW
from expertise.gaps import notices as gap_notices
from expertise.products import notices as product_notices

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
# in `expertise.products.notices`

# Gaps and islands ---------------------------------------------------------------------------------
