"""Waking a worker when somebody asks for a long list."""

from __future__ import annotations

import structlog
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from knowledge_network.members import signals
from knowledge_network.members.tables.tasks import make_sheets

logger = structlog.get_logger(__name__)


@receiver(signals.sheet_asked, dispatch_uid="members.wake_maker_of_sheets")
def wake_worker(**kwargs: object) -> None:
    """A broker that is away loses nothing: the next tick finds what was asked."""
    try:
        make_sheets.delay()
    except (OperationalError, OSError) as error:
        logger.warning("sheets_not_woken", error=type(error).__name__)
