"""What expertise does when something happens to members, topics and groups."""

from expertise import receivers_products  # noqa: F401 receive by themselves

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------
# in `expertise.receivers_products`

# Gaps and islands ---------------------------------------------------------------------------------
