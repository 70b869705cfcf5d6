"""What expertise does when something happens to members, topics and groups."""

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------

# Gaps and islands ---------------------------------------------------------------------------------
