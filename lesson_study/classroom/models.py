"""The research lesson: who looks at whom, what they saw, what pupils said. Read by the team alone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, LESSON_STUDY_NOTES, PersonalModel
from lesson_study.classroom.enums import Match
from lesson_study.cycles.models import CycleDay, LessonStudyCycle
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan


class ResearchLesson(models.Model):
    """One time that the plan was taught: the first lesson, and again with the next version in another class."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="lessons")
    number = models.PositiveSmallIntegerField(
        _("number"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    plan = models.ForeignKey(LessonPlan, models.PROTECT, related_name="lessons", verbose_name=_("version of the plan"))
    day = models.OneToOneField(
        CycleDay, models.SET_NULL, null=True, blank=True, related_name="lesson", verbose_name=_("day")
    )
    # Never beside the name of a school in anything that leaves the team.
    class_label = models.CharField(_("class"), max_length=60, blank=True)
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("teacher")
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    no_interviews_reason = models.CharField(_("why no pupils were interviewed"), max_length=300, blank=True)
    # Notes are sealed to this on the device; its private half stays on the server, itself encrypted.
    public_key = models.TextField(editable=False, blank=True)
    private_key = models.TextField(editable=False, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"teacher": LESSON_STUDY.blank()},
        impersonal=("public_id", "class_label", "no_interviews_reason", "public_key", "private_key"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("research lesson")
        verbose_name_plural = _("research lessons")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="lesson_number_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 3)), name="lesson_number_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, {self.number}"

    @property
    def is_taught(self) -> bool:
        return self.ended_at is not None

    @property
    def is_going_on(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class ObserverAssignment(models.Model):
    """Who looks at which case pupil in a lesson; nobody in particular is the whole class."""

    lesson = models.ForeignKey(ResearchLesson, models.CASCADE, related_name="observers")
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    case_pupil = models.ForeignKey(
        CasePupil, models.CASCADE, null=True, blank=True, related_name="observers", verbose_name=_("case pupil")
    )

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("observer",),
        fields={"observer": LESSON_STUDY.delete()},
        with_row=("lesson", "case_pupil"),
    )

    class Meta:
        verbose_name = _("observer of a lesson")
        verbose_name_plural = _("observers of lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "observer", "case_pupil"], nulls_distinct=False, name="lesson_observer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.observer}: {self.case_pupil or '-'}"


class Observation(models.Model):
    """What one observer saw or heard, at a moment, in a row of the plan."""

    # Made on the device: the same note sent twice is one note.
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # Raised by each change on the device: what arrives late never undoes what was changed since.
    revision = models.PositiveIntegerField(default=1)
    lesson = models.ForeignKey(ResearchLesson, models.CASCADE, related_name="observations")
    row = models.ForeignKey(
        LessonPhaseRow, models.SET_NULL, null=True, blank=True, related_name="observations", verbose_name=_("row")
    )
    case_pupil = models.ForeignKey(
        CasePupil, models.CASCADE, null=True, blank=True, related_name="observations", verbose_name=_("case pupil")
    )
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    match = models.CharField(_("match with what was expected"), max_length=10, choices=Match, blank=True)
    text = models.TextField(_("what you saw or heard"), max_length=2000, blank=True)
    is_quote = models.BooleanField(_("literally"), default=False)
    is_critical = models.BooleanField(_("critical moment"), default=False)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("observer",),
        fields={"observer": LESSON_STUDY_NOTES.keep(), "text": LESSON_STUDY_NOTES.keep()},
        impersonal=("uuid",),
        with_row=(
            "revision",
            "lesson",
            "row",
            "case_pupil",
            "noted_at",
            "received_at",
            "match",
            "is_quote",
            "is_critical",
        ),
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes = [models.Index(fields=["lesson", "noted_at"], name="lesson_notes_in_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(match__gt="") | Q(text__gt=""),
                name="lesson_note_says_something",
                violation_error_message=_("Choose how it matches, or write what you saw."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_pupil or '-'} {self.noted_at:%H:%M}"


class PupilInterview(models.Model):
    """What a case pupil answered right after the lesson: the four questions."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    revision = models.PositiveIntegerField(default=1)
    lesson = models.ForeignKey(ResearchLesson, models.CASCADE, related_name="interviews")
    case_pupil = models.ForeignKey(CasePupil, models.CASCADE, related_name="interviews", verbose_name=_("case pupil"))
    liked = models.TextField(_("What did you like best in this lesson?"), max_length=1000, blank=True)
    learned = models.TextField(_("What did you learn, what can you do (better) now?"), max_length=1000, blank=True)
    helped = models.TextField(_("What helped you most?"), max_length=1000, blank=True)
    would_change = models.TextField(
        _("If this lesson is given in another class tomorrow, what would you change, and why?"),
        max_length=1000,
        blank=True,
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"by": LESSON_STUDY_NOTES.keep()}, impersonal=("uuid", "liked", "learned", "helped", "would_change")
    )

    class Meta:
        verbose_name = _("interview with a pupil")
        verbose_name_plural = _("interviews with pupils")
        indexes = [models.Index(fields=["lesson", "case_pupil"], name="lesson_interviews_of_pupil")]

    def __str__(self) -> str:
        return f"{self.case_pupil}: {self.lesson}"


class WithdrawnNote(models.Model):
    """A note that its observer took back: when it comes in once more, late, it stays away."""

    uuid = models.UUIDField(unique=True, editable=False)
    lesson = models.ForeignKey(ResearchLesson, models.CASCADE, related_name="withdrawn_notes")
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("uuid",), names_nobody=True)

    class Meta:
        verbose_name = _("note that was taken back")
        verbose_name_plural = _("notes that were taken back")

    def __str__(self) -> str:
        return str(self.uuid)


class MatchCount(models.Model):
    """What stays when the notes of a lesson are removed: how often, per row, pupil and match."""

    lesson = models.ForeignKey(ResearchLesson, models.CASCADE, related_name="match_counts")
    row = models.ForeignKey(LessonPhaseRow, models.SET_NULL, null=True, blank=True, related_name="+")
    case_pupil = models.ForeignKey(CasePupil, models.SET_NULL, null=True, blank=True, related_name="+")
    match = models.CharField(_("match"), max_length=10, choices=Match, blank=True)
    count = models.PositiveIntegerField(_("how often"))

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("count of observations")
        verbose_name_plural = _("counts of observations")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "row", "case_pupil", "match"], nulls_distinct=False, name="lesson_match_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.count}"
