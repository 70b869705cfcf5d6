"""The schedule of Celery beat, kept in memory, with a sign of life for who watches it."""

import os
from pathlib import Path
from typing import Any

from celery.beat import Scheduler

LONGEST_PAUSE = 30.0


class WatchedScheduler(Scheduler):
    """Touches the file that BEAT_HEARTBEAT names, at least every thirty seconds.

    It keeps no record of earlier runs: every tick plans what is due by now, so one missed during a restart is made up.
    """

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if heartbeat := os.environ.get("BEAT_HEARTBEAT"):
            Path(heartbeat).touch()
        return min(super().tick(*args, **kwargs), LONGEST_PAUSE)
