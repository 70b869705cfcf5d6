"""Groups in which members learn and work together: PLG's, project groups, expert groups and theme groups."""
