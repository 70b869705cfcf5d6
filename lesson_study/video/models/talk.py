"""What was said of what was seen, and what stays of it without anybody in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import VIDEO_TALK, PersonalModel
from lesson_study.video.enums import NoteKind
from lesson_study.video.models.film import Clip
from lesson_study.video.models.session import VideoSession

LONGEST_NOTE = 1000
LONGEST_INSIGHT = 500


class SessionNote(models.Model):
    """One thing that somebody saw. Its moment in the film goes when the film goes; the words stay."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="notes")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, blank=True, related_name="notes")
    kind = models.CharField(_("kind"), max_length=9, choices=NoteKind)
    text = models.TextField(_("what do you see?"), max_length=LONGEST_NOTE)
    second = models.PositiveSmallIntegerField(_("at (seconds)"), null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    is_from_pupils = models.BooleanField(_("said by pupils"), default=False)
    written_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={"author": VIDEO_TALK.blank(), "text": VIDEO_TALK.keep()},
        impersonal=("public_id", "key"),
        with_row=("session", "clip", "kind", "second", "is_from_pupils", "written_at"),
    )

    class Meta:
        verbose_name = _("note at a film")
        verbose_name_plural = _("notes at a film")
        indexes = [models.Index(fields=["session", "clip", "second"], name="lesson_study_video_notes")]
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | Q(clip__isnull=False), name="lesson_study_video_moment_of_a_clip"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class SessionInsight(models.Model):
    """What stays when the film goes. Without people: nobody is named, also not who wrote it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="insights")
    kind = models.CharField(_("kind"), max_length=9, choices=NoteKind)
    text = models.CharField(_("insight"), max_length=LONGEST_INSIGHT)
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "text"), names_nobody=True)

    class Meta:
        verbose_name = _("insight of looking together")
        verbose_name_plural = _("insights of looking together")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(NoteKind.OF_INSIGHTS)), name="lesson_study_video_insight_kinds"
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_wish(self) -> bool:
        return self.kind == NoteKind.DIFFERENT
