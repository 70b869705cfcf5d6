"""What this room tells those who work for it."""

from django.dispatch import Signal

round_closed = Signal()  # network_round=NetworkRound: what may be told waits for a worker; sent after commit
