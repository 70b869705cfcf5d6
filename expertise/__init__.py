"""Who knows what, why we think so, and how to ask."""
