"""The discussion after a lesson, what the team changes, and what came of the whole study."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.models import HelpRequest
from expertise.questions.models import PracticeQuestion
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, LESSON_STUDY_NOTES, PersonalModel
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import Observation, ResearchLesson
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.enums import InsightLevel, Progress, ShareForm, Step
from lesson_study.plan.models import CasePupil
from plg.meetings.models import Meeting


class Discussion(models.Model):
    """The talk after one lesson, in nine steps that everybody's screen shows alike."""

    lesson = models.OneToOneField(ResearchLesson, models.CASCADE, related_name="discussion")
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    step = models.CharField(_("step"), max_length=15, choices=Step, blank=True)
    step_started_at = models.DateTimeField(_("step started"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    no_revision_reason = models.CharField(_("why nothing is changed"), max_length=500, blank=True)
    # Raised by each change: a screen that asks for news says which number it has.
    revision = models.PositiveIntegerField(default=0)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"chair": LESSON_STUDY.keep()}, impersonal=("no_revision_reason",), names_nobody=True
    )

    class Meta:
        verbose_name = _("discussion of a lesson")
        verbose_name_plural = _("discussions of lessons")

    def __str__(self) -> str:
        return str(self.lesson)

    @property
    def is_started(self) -> bool:
        return self.started_at is not None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def steps(self) -> list[Step]:
        """In their order: all nine after the first lesson, a short talk after a later one."""
        return list(Step) if self.lesson.number == 1 else [step for step in Step if step in Step.SHORT]

    @property
    def current_step(self) -> Step | None:
        return Step(self.step) if self.step else None

    def has_reached(self, step: Step) -> bool:
        """Whether `step` is going on or over."""
        current = self.current_step
        return current is not None and step.number <= current.number

    @property
    def names_are_hidden(self) -> bool:
        """While the talk is about pupils, nothing says who taught."""
        return not self.is_finished and self.step in Step.ABOUT_PUPILS


class DiscussionStepTime(models.Model):
    """How long a step took: kept for the team, to see where its time went."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="step_times")
    step = models.CharField(_("step"), max_length=15, choices=Step)
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("time of a step")
        verbose_name_plural = _("times of steps")
        indexes = [models.Index(fields=["discussion", "started_at"], name="lesson_step_times")]

    def __str__(self) -> str:
        return f"{self.discussion}: {self.get_step_display()}"


class DiscussionNote(models.Model):
    """What was said in a step. A remark that came too early is parked until the step it is for."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="notes")
    step = models.CharField(_("step"), max_length=15, choices=Step)
    parked_for = models.CharField(_("parked for"), max_length=15, choices=Step, blank=True)
    case_pupil = models.ForeignKey(CasePupil, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("what was said"), max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    guest_name = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={
            "author": LESSON_STUDY.keep(),
            "text": LESSON_STUDY.keep(),
            "guest_name": LESSON_STUDY.blank(exported=False),
        },
        impersonal=("uuid",),
        with_row=("discussion", "step", "parked_for", "case_pupil", "at"),
    )

    class Meta:
        verbose_name = _("note of a discussion")
        verbose_name_plural = _("notes of discussions")
        indexes = [models.Index(fields=["discussion", "step", "at"], name="lesson_discussion_notes")]

    def __str__(self) -> str:
        return f"{self.discussion}: {self.at:%H:%M}"


class Revision(models.Model):
    """One of at most three changes to the plan, why, and what was seen that asks for it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="revisions")
    position = models.PositiveSmallIntegerField(
        _("number"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    # Which row of the plan; empty is a change to the lesson as a whole.
    row_key = models.UUIDField(null=True, blank=True)
    before = models.TextField(_("from"), max_length=1000, blank=True)
    after = models.TextField(_("to"), max_length=1000)
    reason = models.TextField(_("because"), max_length=1000)
    applied_at = models.DateTimeField(_("in the next version"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "before", "after", "reason"), names_nobody=True)

    class Meta:
        verbose_name = _("change to the plan")
        verbose_name_plural = _("changes to the plan")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "position"], name="lesson_revision_number_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, 3)),
                name="lesson_three_revisions_at_most",
                violation_error_message=_("Three changes at most: with more you do not know what helped."),
            ),
        ]

    def __str__(self) -> str:
        return self.after[:60]


class PupilProgress(models.Model):
    """How far a case pupil came, beside the criterion that the team set."""

    case_pupil = models.OneToOneField(CasePupil, models.CASCADE, related_name="progress")
    progress = models.CharField(_("progress"), max_length=10, choices=Progress)
    text = models.TextField(_("what shows that"), max_length=1000, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("text",), names_nobody=True)

    class Meta:
        verbose_name = _("progress of a case pupil")
        verbose_name_plural = _("progress of case pupils")

    def __str__(self) -> str:
        return f"{self.case_pupil}: {self.get_progress_display()}"


class Insight(models.Model):
    """What the team understands now, on one of three levels."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="insights")
    level = models.CharField(_("level"), max_length=10, choices=InsightLevel)
    text = models.TextField(_("insight"), max_length=1000)
    monday = models.TextField(_("what we do on Monday"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "text", "monday"), names_nobody=True)

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        indexes = [models.Index(fields=["cycle", "level", "position"], name="lesson_insights_in_order")]

    def __str__(self) -> str:
        return self.text[:60]


class EvidenceLink(models.Model):
    """An observation that stands behind a change or an insight; it outlives the observation as a date and a match."""

    revision = models.ForeignKey(Revision, models.CASCADE, null=True, blank=True, related_name="evidence")
    insight = models.ForeignKey(Insight, models.CASCADE, null=True, blank=True, related_name="evidence")
    observation = models.ForeignKey(Observation, models.SET_NULL, null=True, blank=True, related_name="evidence_for")
    match = models.CharField(_("match"), max_length=10, choices=Match, blank=True)
    removed_on = models.DateField(_("observation removed on"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__isnull=False, insight__isnull=True)
                | Q(revision__isnull=True, insight__isnull=False),
                name="lesson_evidence_of_one",
            ),
            models.UniqueConstraint(fields=["revision", "observation"], name="lesson_evidence_of_revision_once"),
            models.UniqueConstraint(fields=["insight", "observation"], name="lesson_evidence_of_insight_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision or self.insight}"


class OpenQuestion(models.Model):
    """What the team still wants to know; it can go on as a question to the network and as a question from practice."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="open_questions")
    text = models.TextField(_("question"), max_length=600)
    help_request = models.ForeignKey(HelpRequest, models.SET_NULL, null=True, blank=True, related_name="+")
    practice_question = models.ForeignKey(PracticeQuestion, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "text"), names_nobody=True)

    class Meta:
        verbose_name = _("open question")
        verbose_name_plural = _("open questions")

    def __str__(self) -> str:
        return self.text[:60]


class ShareEvent(models.Model):
    """When, to whom and how the study is told."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="share_events")
    form = models.CharField(_("how"), max_length=15, choices=ShareForm)
    audience = models.CharField(_("for whom"), max_length=200)
    day = models.DateField(_("day"))
    # In the agenda, with who is invited to it; several studies may be told at one.
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="share_events", verbose_name=_("meeting")
    )

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "audience"), names_nobody=True)

    class Meta:
        verbose_name = _("moment of sharing")
        verbose_name_plural = _("moments of sharing")
        indexes = [models.Index(fields=["cycle", "day"], name="lesson_sharing_in_order")]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.audience}"


class ReportDraft(models.Model):
    """The report as the team edits it, first written from the linked evidence; published it is a knowledge product."""

    cycle = models.OneToOneField(LessonStudyCycle, models.CASCADE, related_name="report")
    text = models.TextField(_("report"), max_length=50_000, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"changed_by": LESSON_STUDY_NOTES.keep()}, impersonal=("text",), names_nobody=True)

    class Meta:
        verbose_name = _("report of a Lesson Study")
        verbose_name_plural = _("reports of Lesson Studies")

    def __str__(self) -> str:
        return str(self.cycle)


class ReportText(models.Model):
    """An earlier text of a report: what was saved by hand or replaced by a new proposal, so that nothing gets lost."""

    report = models.ForeignKey(ReportDraft, models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=50_000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": LESSON_STUDY_NOTES.keep()}, impersonal=("text",), names_nobody=True)

    class Meta:
        verbose_name = _("earlier text of a report")
        verbose_name_plural = _("earlier texts of reports")
        constraints = [models.UniqueConstraint(fields=["report", "version"], name="lesson_report_text_once")]

    def __str__(self) -> str:
        return f"{self.report} ({self.version})"


class ReportContact(models.Model):
    """Somebody of the team who may be asked about the study, because they said so themselves."""

    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="report_contacts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField(_("agreed"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": LESSON_STUDY.delete()},
        with_row=("cycle", "agreed_at"),
    )

    class Meta:
        verbose_name = _("contact person of a Lesson Study")
        verbose_name_plural = _("contact persons of Lesson Studies")
        constraints = [models.UniqueConstraint(fields=["cycle", "member"], name="lesson_report_contact_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.cycle}"
