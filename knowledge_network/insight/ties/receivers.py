"""Waking a worker when a round closed, and letting go of what stands under the pseudonym of who is erased."""

from __future__ import annotations

import structlog
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from knowledge_network.insight.ties.actions.answers import forget_person
from knowledge_network.insight.ties.signals import round_closed
from knowledge_network.insight.ties.tasks import count_rounds
from knowledge_network.members import signals
from knowledge_network.members.people.models import Member

logger = structlog.get_logger(__name__)


@receiver(round_closed, dispatch_uid="insight.wake_counter")
def wake_worker(**kwargs: object) -> None:
    """A broker that is away loses nothing: the next tick finds the round."""
    try:
        count_rounds.delay()
    except (OperationalError, OSError) as error:
        logger.warning("rounds_not_woken", error=type(error).__name__)


@receiver(signals.member_erased, dispatch_uid="insight.ties_member_erased")
def forget_erased(member: Member, **kwargs: object) -> None:
    forget_person(member=member)
