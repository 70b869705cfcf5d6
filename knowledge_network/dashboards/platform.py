"""What waits for the platform administrator: how mail goes, and how safely roles are held. Counts, never people."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.desks import Desk, address
from knowledge_network.dashboards.health import MAIL_FAILED, MAIL_WAITS, find_stuck_mail
from knowledge_network.dashboards.queries.queues import Queue, count_queues, days_since
from knowledge_network.members.people.queries import find_roles_that_end_soon, find_roles_without_second_factor
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery


def find_desks() -> list[Desk]:
    """Two queries."""
    now = timezone.now()
    stuck, failed = count_queues(
        (find_stuck_mail(now), "due_at"),
        (Delivery.objects.filter(state=DeliveryState.FAILED), "planned_at"),
    )
    ending, unsafe = count_queues(
        (find_roles_that_end_soon(), "start"),
        (find_roles_without_second_factor(), "start"),
    )
    return [*_mail(stuck, failed), *_roles(ending, unsafe)]


def _mail(stuck: Queue, failed: Queue) -> list[Desk]:
    return [
        Desk(
            key="mail_stuck",
            label=_("Mails that should have gone by now"),
            what_counts=_(
                "Due for more than a quarter of an hour. Look whether the worker runs and the mail server answers."
            ),
            icon="mail",
            url=address("dashboards:health", mail=MAIL_WAITS),
            count=stuck.count,
            days=days_since(stuck.oldest),
            urgent=stuck.count > 0,
        ),
        Desk(
            key="mail_failed",
            label=_("Mails that could not be delivered"),
            what_counts=_("After six attempts, in the last half year. A coordinator sees to whom they were."),
            icon="mail",
            url=address("dashboards:health", mail=MAIL_FAILED),
            count=failed.count,
            days=days_since(failed.oldest),
        ),
    ]


def _roles(ending: Queue, unsafe: Queue) -> list[Desk]:
    return [
        Desk(
            key="roles_without_second_factor",
            label=_("Roles of people without a second factor"),
            what_counts=_("Of roles that see much. An app or a key keeps them safe."),
            icon="shield",
            url=address("members:role_list", toon="zonder-tweede-factor"),
            count=unsafe.count,
            urgent=unsafe.count > 0,
        ),
        Desk(
            key="roles_ending",
            label=_("Roles that end within a month"),
            what_counts=_("Roles in the network with a last day in the coming thirty days."),
            icon="clock",
            url=address("members:role_list", toon="eindigt"),
            count=ending.count,
        ),
    ]
