"""Bringing lists in: read a table, compare it with what we have, carry the difference out, take it back."""
