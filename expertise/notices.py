"""What members are told about expertise, questions and products."""

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------

# Gaps and islands ---------------------------------------------------------------------------------
