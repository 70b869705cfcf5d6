"""The schedule of Celery beat, kept in memory, with a sign of life for who watches it."""

import os
from pathlib import Path
from typing import Any

import structlog
from celery.beat import ScheduleEntry, Scheduler, SchedulingError

logger = structlog.get_logger(__name__)

LONGEST_PAUSE = 30.0
PAUSE_WHILE_BROKER_IS_AWAY = 4.0


class WatchedScheduler(Scheduler):
    """Touches the file that BEAT_HEARTBEAT names, at least every thirty seconds.

    It keeps no record of earlier runs: every tick plans what is due by now, so one missed during a restart is made up.
    What could not be sent because the broker is away is sent, once, as soon as it is back.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.unsent: dict[str, ScheduleEntry] = {}
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if heartbeat := os.environ.get("BEAT_HEARTBEAT"):
            Path(heartbeat).touch()
        pause: float = min(super().tick(*args, **kwargs), LONGEST_PAUSE)
        if pause and self.unsent:
            self._send_again()
        return min(pause, PAUSE_WHILE_BROKER_IS_AWAY) if self.unsent else pause

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except SchedulingError as error:
            self.unsent[entry.name] = entry
            logger.warning("schedule_not_sent", entry=entry.name, error=type(error.__context__ or error).__name__)
        else:
            self.unsent.pop(entry.name, None)

    def _send_again(self) -> None:
        """As long as it works: one try is enough to see that the broker is still away."""
        for entry in list(self.unsent.values()):
            self.apply_entry(entry, producer=self.producer)
            if entry.name in self.unsent:
                return
