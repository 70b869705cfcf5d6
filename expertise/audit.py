"""How the logbook tells what happened with expertise; never what people wrote."""

# Claims, evidence, endorsements, availability -----------------------------------------------------

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------

# Knowledge products and method cards --------------------------------------------------------------

# Gaps and islands ---------------------------------------------------------------------------------
