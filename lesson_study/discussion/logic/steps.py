"""How long a step may take, and how long it takes already."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lesson_study.discussion.enums import MINUTES_PER_PUPIL, STEP_MINUTES, Step


def count_minutes(step: Step, pupils: int) -> int:
    """Minutes of a step; observations take six for each case pupil, and as long as one where there is none."""
    if step == Step.OBSERVATIONS:
        return MINUTES_PER_PUPIL * max(pupils, 1)
    return STEP_MINUTES[step]


@dataclass(frozen=True)
class Timer:
    """The clock of the step that is going on. Nothing closes when time is up: it counts on."""

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
