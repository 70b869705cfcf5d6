"""Waking a worker when a copy of somebody's data is asked for, and erasing people once more after a restore."""

from __future__ import annotations

import structlog
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from knowledge_network.members import signals
from knowledge_network.members.privacy.actions import MEMBER, erase_member_again, list_members_to_erase
from knowledge_network.members.privacy.register import Replay, register_replay
from knowledge_network.members.privacy.tasks import make_copies

logger = structlog.get_logger(__name__)


@receiver(signals.copy_asked, dispatch_uid="members.wake_copier")
def wake_worker(**kwargs: object) -> None:
    """A broker that is away loses nothing: the next tick finds the request."""
    try:
        make_copies.delay()
    except (OperationalError, OSError) as error:
        logger.warning("copies_not_woken", error=type(error).__name__)


register_replay(MEMBER, Replay(list_members_to_erase, erase_member_again))
