"""Rounds in a locked order on everybody's screen, with a clock: what a discussion and an intervision have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class RoundState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


def tell_state(place: int, current: int | None, *, is_over: bool = False) -> RoundState:
    """Of the round at `place`, while that at `current` goes on; None: nothing has begun."""
    if current is None:
        return RoundState.LATER
    if is_over or place < current:
        return RoundState.DONE
    return RoundState.NOW if place == current else RoundState.LATER


def find_neighbour[Step](order: Sequence[Step], seen: Step, way: int) -> Step | None:
    """The round after `seen` (way 1) or before it (way -1); None where there is none."""
    place = order.index(seen) + way
    return order[place] if 0 <= place < len(order) else None


@dataclass(frozen=True)
class Timer:
    """The clock of the round that is going on. Nothing closes when time is up: it counts on."""

    started_at: dt.datetime
    now: dt.datetime
    minutes: int

    @property
    def ends_at(self) -> dt.datetime:
        return self.started_at + dt.timedelta(minutes=self.minutes)

    @property
    def seconds_left(self) -> int:
        """Negative when time is up."""
        return int((self.ends_at - self.now).total_seconds())

    @property
    def is_up(self) -> bool:
        return self.seconds_left <= 0

    @property
    def clock(self) -> str:
        """«4:12», and «+0:30» when half a minute too long."""
        seconds = abs(self.seconds_left)
        return f"{'+' if self.seconds_left < 0 else ''}{seconds // 60}:{seconds % 60:02d}"
