"""The film: what came in, the fragments that were made of it, who does not want one shown, and the proof of erasing.

Files stand below «passing/»: no back-up holds them. Their names say nothing and change when a film is hidden.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.passing import FOLDER as PASSING
from knowledge_network.kit.privacy import VIDEO, VIDEO_FILM, PersonalModel
from lesson_study.video.enums import Cover, ErasureReason, FilmState, RecordingState
from lesson_study.video.models.session import KNOWN, VideoSession, audience_field

FOLDER = f"{PASSING}/video"
LONGEST_RECORDING = 20 * 60  # seconds
LONGEST_CLIP = 4 * 60
MOST_CLIPS = 4
FEWEST_CLIPS = 2


def make_file_name(kind: str) -> str:
    """A name that nobody guesses, with the kind of file behind it."""
    return f"{FOLDER}/{secrets.token_hex(20)}.{kind}"


class Recording(models.Model):
    """What was sent in. It is never shown as it came: fragments are made of it, and one small copy to choose from."""

    session = models.OneToOneField(VideoSession, models.CASCADE, related_name="recording")
    state = models.CharField(max_length=7, choices=RecordingState, default=RecordingState.COMING)
    key = models.CharField(max_length=32, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    received = models.PositiveBigIntegerField(_("received"), default=0)
    sent_name = models.CharField(max_length=120, blank=True)
    content = models.CharField(max_length=100)
    preview = models.CharField(max_length=100, blank=True)
    seconds = models.PositiveIntegerField(_("seconds"), default=0)
    trouble = models.CharField(_("what is wrong"), max_length=20, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    # How many workers died while they were at it; the second time it is given up.
    deaths = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"sent_name": VIDEO_FILM.keep(exported=False)},
        impersonal=("key", "content", "preview", "trouble"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="lesson_study_video_no_more_than_told")
        ]

    def __str__(self) -> str:
        return self.key


class Clip(models.Model):
    """A fragment: a moment in words, and perhaps its film. Who may look is a set, and empty to begin with."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="clips")
    position = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_CLIPS)])
    title = models.CharField(_("what do we see?"), max_length=120)
    why_chosen = models.TextField(_("why this fragment?"), max_length=600, blank=True)
    # The way through for who does not see or hear, and all there is of a fragment without a film.
    description = models.TextField(_("what happens, in words"), max_length=3000)
    starts = models.PositiveIntegerField(_("from (seconds)"), null=True, blank=True)
    ends = models.PositiveIntegerField(_("until (seconds)"), null=True, blank=True)
    cover = models.CharField(_("what is taken away of the picture"), max_length=5, choices=Cover, default=Cover.NONE)
    shifts_voices = models.BooleanField(_("change the voices"), default=False)
    captions = models.TextField(_("captions"), max_length=12000, blank=True)
    audiences = audience_field(_("who may look"))
    ends_on = models.DateField(_("until and including"))
    film = models.CharField(max_length=8, choices=FilmState, default=FilmState.WORDS)
    content = models.CharField(max_length=100, blank=True)
    poster = models.CharField(max_length=100, blank=True)
    seconds = models.PositiveSmallIntegerField(_("seconds"), default=0)
    # How often a film of it was made: an erased film is known by this after a restore.
    made = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(_("what is wrong"), max_length=20, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    # How many workers died while they were at it; the second time it is given up.
    deaths = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        impersonal=(
            "public_id",
            "content",
            "poster",
            "trouble",
            "title",
            "why_chosen",
            "description",
            "captions",
            "audiences",
        ),
    )

    class Meta:
        verbose_name = _("fragment")
        verbose_name_plural = _("fragments")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="lesson_study_video_clip_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_CLIPS)), name="lesson_study_video_few_fragments"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(ends__gt=F("starts")),
                name="lesson_study_video_clip_ends_later",
                violation_error_message=_("A fragment ends after it began."),
            ),
            models.CheckConstraint(
                condition=Q(audiences__contained_by=KNOWN), name="lesson_study_video_clip_names_known"
            ),
            models.CheckConstraint(
                condition=Q(audiences=[]) | Q(film=FilmState.READY), name="lesson_study_video_shared_when_checked"
            ),
            models.CheckConstraint(
                condition=Q(film__in=sorted(FilmState.HAS_FILM), content__gt="")
                | ~Q(film__in=sorted(FilmState.HAS_FILM)) & Q(content=""),
                name="lesson_study_video_film_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def has_film(self) -> bool:
        return self.film in FilmState.HAS_FILM

    @property
    def is_under_way(self) -> bool:
        return self.film in FilmState.UNDER_WAY

    @property
    def is_to_check(self) -> bool:
        return self.film == FilmState.TO_CHECK

    @property
    def has_failed(self) -> bool:
        return self.film == FilmState.FAILED


class ClipVeto(models.Model):
    """Somebody who was filmed does not want this fragment shown. No reason is asked."""

    clip = models.ForeignKey(Clip, models.CASCADE, related_name="vetoes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",), fields={"member": VIDEO.delete()}, with_row=("clip", "at"), names_nobody=True
    )

    class Meta:
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        constraints = [models.UniqueConstraint(fields=["clip", "member"], name="lesson_study_video_veto_once")]

    def __str__(self) -> str:
        return f"{self.clip_id}: {self.member_id}"


class FilmErasureQuerySet(models.QuerySet["FilmErasure"]):
    def due(self, now: dt.datetime) -> models.QuerySet[FilmErasure]:
        return self.filter(erased_at__isnull=True, due_at__lte=now)


class FilmErasure(models.Model):
    """Files that are hidden and go, and afterwards the proof that they went."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="erasures")
    # Which fragment; 0 is the recording.
    place = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=9, choices=ErasureReason)
    # Their names until they are gone, then nothing.
    names = ArrayField(models.CharField(max_length=100), default=list)
    files = models.PositiveSmallIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    hidden_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager.from_queryset(FilmErasureQuerySet)()

    privacy = PersonalModel(impersonal=("public_id", "names"), names_nobody=True)

    class Meta:
        verbose_name = _("erasing of a film")
        verbose_name_plural = _("erasings of films")
        indexes = [
            models.Index(fields=["due_at"], name="lesson_study_video_to_erase", condition=Q(erased_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(names=[]), name="lesson_study_video_gone_is_gone"
            )
        ]

    def __str__(self) -> str:
        return self.public_id
