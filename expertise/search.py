"""What of expertise can be found: claims by way of their people, answered questions, products and methods."""

from expertise.asking import search as search_help_requests  # noqa: F401 registers itself
from expertise.finding.index import claim_words, index_members
from expertise.products import search as search_products  # noqa: F401 registers itself
from knowledge_network.search.registry import follow, register_words

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

register_words("member", claim_words)
follow("member", index_members)

# Help requests ------------------------------------------------------------------------------------
# in `expertise.asking.search`

# Knowledge products and method cards --------------------------------------------------------------
# in `expertise.products.search`

# Gaps and islands ---------------------------------------------------------------------------------
