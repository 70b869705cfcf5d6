"""What of expertise can be found: claims by way of their people, answered questions, products and methods."""

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------

# Gaps and islands ---------------------------------------------------------------------------------
