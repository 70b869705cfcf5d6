"""What those who run the network said of a thing that waits at their desk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AUDIT, PersonalModel

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class DeskMarkQuerySet(models.QuerySet["DeskMark"]):
    def visible_to(self, member: Reader) -> Self:
        """One desk for all who run the network together."""
        return self.all() if member.is_authenticated and member.is_coordinator else self.none()


class DeskMark(models.Model):
    """Who takes it up, until when it stays out of sight, or that nothing is to be done any more.

    `item` names the thing as «sort:key»; what it says of itself is read from the thing, and kept nowhere else.
    """

    item = models.CharField(_("what"), max_length=160, unique=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken up by"),
    )
    later_until = models.DateField(_("out of sight until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NetworkManager.from_queryset(DeskMarkQuerySet)()

    privacy = PersonalModel(fields={"assigned_to": AUDIT.blank()}, impersonal=("item",))

    class Meta:
        verbose_name = _("mark at the desk")
        verbose_name_plural = _("marks at the desk")
        constraints = [
            models.CheckConstraint(
                condition=Q(later_until__isnull=True) | Q(done_at__isnull=True),
                name="members_desk_mark_later_or_done",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    def is_aside(self, today: dt.date) -> bool:
        """Out of sight on this day."""
        return self.done_at is not None or (self.later_until is not None and self.later_until > today)
