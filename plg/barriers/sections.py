"""What the inventory says in the steps of a theme group."""

from plg.barriers.presenters import find_notes
from plg.steps.registry import register_notes

register_notes(find_notes)
