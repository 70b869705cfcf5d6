"""What this room tells rooms above it, within the transaction of what happens."""

from django.dispatch import Signal

# cycle=CoPCycle, to=str, goes_back=bool: before it goes to another state; who cannot have that raises RefusedError.
cycle_moves = Signal()
# cycle=CoPCycle: a round of bundling was confirmed.
round_confirmed = Signal()
