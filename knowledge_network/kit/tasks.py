"""The base of every Celery task."""

from typing import Any

import structlog
from celery import Task

logger = structlog.get_logger(__name__)


class WakeUpTask(Task):
    """A task only wakes work up whose truth is in PostgreSQL, so a delivery that killed its worker is not repeated.

    The broker hands a lost message out again, for ever if it kills each worker that takes it. The next tick of the
    schedule finds the same work, so dropping the repeat loses nothing.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if (self.request.delivery_info or {}).get("redelivered"):
            logger.warning("task_given_up", task=self.name, reason="its worker was lost")
            return None
        return super().__call__(*args, **kwargs)
