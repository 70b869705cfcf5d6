"""What a team looks into before it designs: the reading list and who reads what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, PersonalModel
from lesson_study.cycles.enums import (
    ReadingRole,
    StudyItemKind,
)
from lesson_study.cycles.models.cycle import LessonStudyCycle


class PriorStudyItem(models.Model):
    """One thing that the team looked into before designing: a source, a misconception, how content is built up."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="study_items")
    kind = models.CharField(_("kind"), max_length=15, choices=StudyItemKind)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("what it says"), max_length=5000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    product = models.ForeignKey(
        KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("from the library")
    )
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"added_by": LESSON_STUDY.keep()},
        impersonal=("public_id", "title", "text", "link"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("item of the study beforehand")
        verbose_name_plural = _("items of the study beforehand")
        indexes = [models.Index(fields=["cycle", "kind", "position"], name="lesson_study_in_order")]

    def __str__(self) -> str:
        return self.title


class ReadingTask(models.Model):
    """Who does what with an item of the reading list, and what they took from it."""

    item = models.ForeignKey(PriorStudyItem, models.CASCADE, related_name="tasks")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=ReadingRole, default=ReadingRole.READS)
    note = models.TextField(_("what you took from it"), max_length=2000, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": LESSON_STUDY.delete(), "note": LESSON_STUDY.delete()},
        with_row=("item", "role", "done_at"),
    )

    class Meta:
        verbose_name = _("task of the reading list")
        verbose_name_plural = _("tasks of the reading list")
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="lesson_reading_task_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.item}"
