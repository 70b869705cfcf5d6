"""What a group shares with everybody, perhaps with one of its files."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from plg.groups.models import Group
from plg.space.models.file import GroupFile


class GroupResultQuerySet(models.QuerySet["GroupResult"]):
    def shown(self) -> Self:
        return self.filter(removed_at__isnull=True)


class GroupResult(models.Model):
    """What a group shares with everybody: a short text and where to find it («opbrengst»)."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="results")
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(
        _("summary"),
        max_length=1200,
        help_text=_("What it is, for whom, and what it gave. At most 150 words."),
    )
    link = models.URLField(_("link"), blank=True)
    file = models.ForeignKey(
        GroupFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    published_on = models.DateField(_("published on"), default=timezone.localdate)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = NetworkManager.from_queryset(GroupResultQuerySet)()

    privacy = PersonalModel(
        subjects=("added_by",),
        fields={"added_by": GROUP_WORK.keep(), **dict.fromkeys(("title", "summary", "link"), GROUP_WORK.keep())},
        impersonal=("public_id",),
        with_row=("group", "file", "published_on", "removed_at"),
    )

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes = [
            models.Index(fields=["group", "-published_on"], name="plg_result_newest"),
            models.Index(
                fields=["-published_on", "-id"], condition=models.Q(removed_at__isnull=True), name="plg_result_by_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title
