"""Lesson Study cycles, team inquiry into how pupils learn."""
