"""What the steps of theme groups tell the rooms above, within the transaction of what happens."""

from django.dispatch import Signal

# entry=StepEntry, is_removed=bool: before its words change or it is taken out; a receiver may refuse (`RefusedError`)
entry_leaves = Signal()
# entry=StepEntry: its words are others by now
entry_changed = Signal()
