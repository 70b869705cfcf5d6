"""What was done about expertise that is missing, fragile or an island."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.gaps.enums import GapActionKind
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.meetings.models import Meeting


class GapActionQuerySet(models.QuerySet["GapAction"]):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(undone_at__isnull=True)


class GapAction(models.Model):
    """One step that somebody took for a topic («uitgezet op …»)."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="gap_actions", verbose_name=_("topic"))
    kind = models.CharField(_("what was done"), max_length=20, choices=GapActionKind)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # How many people a call went to.
    reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = NetworkManager.from_queryset(GapActionQuerySet)()

    privacy = PersonalModel(
        fields={"by": GROUP_WORK.keep()},
        impersonal=("public_id", "note"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("step for a topic")
        verbose_name_plural = _("steps for topics")
        indexes = [
            models.Index(fields=["topic", "-at", "-id"], name="expertise_gap_action_newest"),
            models.Index(
                fields=["topic", "-at"], name="expertise_gap_call_newest", condition=Q(kind=GapActionKind.CALL)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=GapActionKind.CALL) | Q(reached__isnull=False), name="expertise_call_says_how_many"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_kind_display()}"
