"""What this room tells rooms above it."""

from django.dispatch import Signal

# Raw notes of a cycle are about to be removed: with `cycle`, `observation_ids` and `at`, inside the transaction that
# removes them, while they are still there.
notes_removed = Signal()
