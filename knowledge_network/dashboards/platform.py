"""What waits for the platform administrator: how mail goes, and how safely roles are held. Counts, never people."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.desks import Desk, address
from knowledge_network.dashboards.queries.queues import Queue, count_queues, days_since
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import NetworkRole
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery

# A mail goes within a minute; after this long something is stuck.
STUCK_AFTER = dt.timedelta(minutes=15)
ENDS_SOON = dt.timedelta(days=30)


def find_desks() -> list[Desk]:
    """Two queries."""
    now = timezone.now()
    stuck, failed = count_queues(
        (Delivery.objects.filter(state__in=DeliveryState.DUE, due_at__lt=now - STUCK_AFTER), "due_at"),
        (Delivery.objects.filter(state=DeliveryState.FAILED), "planned_at"),
    )
    roles = NetworkRole.objects.current()
    key = Authenticator.objects.filter(user=OuterRef("member"))
    ending, unsafe = count_queues(
        (roles.filter(end__lte=timezone.localdate(now) + ENDS_SOON), "start"),
        (
            roles.filter(role__in=(*NetworkRoleKind.COORDINATING, *NetworkRoleKind.NEVER_WITHOUT)).exclude(Exists(key)),
            "start",
        ),
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
            url=address("dashboards:health"),
            count=stuck.count,
            days=days_since(stuck.oldest),
            urgent=stuck.count > 0,
        ),
        Desk(
            key="mail_failed",
            label=_("Mails that could not be delivered"),
            what_counts=_("After six attempts, in the last half year. A coordinator sees to whom they were."),
            icon="mail",
            url=address("dashboards:health"),
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
            url=address("members:role_list"),
            count=unsafe.count,
            urgent=unsafe.count > 0,
        ),
        Desk(
            key="roles_ending",
            label=_("Roles that end within a month"),
            what_counts=_("Roles in the network with a last day in the coming thirty days."),
            icon="clock",
            url=address("members:role_list"),
            count=ending.count,
        ),
    ]
