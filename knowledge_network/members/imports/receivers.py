"""Waking a worker when a list waits for one."""

from __future__ import annotations

import structlog
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from knowledge_network.members import signals
from knowledge_network.members.imports.tasks import work_on_imports

logger = structlog.get_logger(__name__)


@receiver(signals.import_asked, dispatch_uid="members.wake_worker")
def wake_worker(**kwargs: object) -> None:
    """A broker that is away loses nothing: the next tick finds the run."""
    try:
        work_on_imports.delay()
    except (OperationalError, OSError) as error:
        logger.warning("imports_not_woken", error=type(error).__name__)
