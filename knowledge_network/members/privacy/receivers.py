"""Waking a worker when a copy of somebody's data is asked for."""

from __future__ import annotations

import structlog
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from knowledge_network.members import signals
from knowledge_network.members.privacy.tasks import make_copies

logger = structlog.get_logger(__name__)


@receiver(signals.copy_asked, dispatch_uid="members.wake_copier")
def wake_worker(**kwargs: object) -> None:
    """A broker that is away loses nothing: the next tick finds the request."""
    try:
        make_copies.delay()
    except (OperationalError, OSError) as error:
        logger.warning("copies_not_woken", error=type(error).__name__)
