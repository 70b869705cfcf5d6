"""What the steps of a theme group tell the rooms above them, within the transaction of what happened."""

from django.dispatch import Signal

# walk=ThemeWalk, at=datetime: the group went on or back.
steps_changed = Signal()
