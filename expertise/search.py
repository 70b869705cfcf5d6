"""What of expertise can be found: claims by way of their people, answered questions, products and methods."""

from expertise import search_products  # noqa: F401 registers itself

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------
# in `expertise.search_products`

# Gaps and islands ---------------------------------------------------------------------------------
