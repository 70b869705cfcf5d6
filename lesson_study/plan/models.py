"""The lesson plan in versions: rows of cells, each cell with a version of its own, and the case pupils."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, PersonalModel
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.plan.enums import PlanColumn, PupilCode


class CasePupil(models.Model):
    """A letter for a pupil who stands for a group of learners. Who it is stays on paper with the teacher."""

    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="case_pupils")
    code = models.CharField(_("letter"), max_length=1, choices=PupilCode)
    alias = models.CharField(_("invented name"), max_length=30, blank=True)
    typification = models.CharField(_("stands for"), max_length=200)
    learning_start = models.TextField(_("what this pupil can do now"), max_length=1000, blank=True)
    success_criterion = models.CharField(_("succeeds when"), max_length=300, blank=True)

    objects = NetworkManager()

    known_by: ClassVar = "code"

    privacy = PersonalModel(
        impersonal=("alias", "typification", "learning_start", "success_criterion"), names_nobody=True
    )

    class Meta:
        verbose_name = _("case pupil")
        verbose_name_plural = _("case pupils")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["cycle", "code"], name="lesson_case_pupil_once")]

    def __str__(self) -> str:
        return f"{self.code} «{self.alias}»" if self.alias else self.code


class LessonPlan(models.Model):
    """One version of the plan. It is worked on until it is fixed; the next starts as its copy."""

    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="plans")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    predecessor = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="successor", verbose_name=_("made from")
    )
    change_log = models.TextField(_("what changed and why"), max_length=3000, blank=True)
    # Goes up with whatever changes: a page that is open asks for what is newer than what it has.
    revision = models.PositiveIntegerField(default=0)
    no_feedback_reason = models.CharField(
        _("why nobody from outside was asked to look at it"), max_length=300, blank=True
    )
    fixed_at = models.DateTimeField(_("fixed"), null=True, blank=True)
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = NetworkManager()

    known_by: ClassVar = "version"

    privacy = PersonalModel(
        fields={"fixed_by": LESSON_STUDY.keep()}, impersonal=("change_log", "no_feedback_reason"), names_nobody=True
    )

    class Meta:
        verbose_name = _("lesson plan")
        verbose_name_plural = _("lesson plans")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "version"], name="lesson_plan_version_once"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(fixed_at__isnull=True), name="lesson_plan_one_in_work"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, {self.version}"

    @property
    def is_fixed(self) -> bool:
        return self.fixed_at is not None


class LessonPhaseRow(models.Model):
    """One row of a plan. `key` is the same in all versions: it says which rows are each other's."""

    plan = models.ForeignKey(LessonPlan, models.CASCADE, related_name="rows")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    # A core row is one that the team wants to see every case pupil in.
    is_core = models.BooleanField(_("look closely here"), default=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = NetworkManager()

    known_by: ClassVar = "key"

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("row of a lesson plan")
        verbose_name_plural = _("rows of lesson plans")
        indexes = [models.Index(fields=["plan", "position"], name="lesson_rows_in_order")]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="lesson_row_key_once")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.position}"


class PlanCell(models.Model):
    """The text of one cell and the number of times it was written: who writes says which they had read."""

    row = models.ForeignKey(LessonPhaseRow, models.CASCADE, related_name="cells")
    column = models.CharField(_("column"), max_length=10, choices=PlanColumn)
    case_pupil = models.ForeignKey(
        CasePupil, models.CASCADE, null=True, blank=True, related_name="cells", verbose_name=_("case pupil")
    )
    text = models.TextField(_("text"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)
    # The revision of the plan in which it changed last.
    changed_in = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"changed_by": LESSON_STUDY.keep()}, impersonal=("text",), names_nobody=True)

    class Meta:
        verbose_name = _("cell of a lesson plan")
        verbose_name_plural = _("cells of lesson plans")
        constraints = [
            models.UniqueConstraint(
                fields=["row", "column", "case_pupil"], nulls_distinct=False, name="lesson_cell_once"
            ),
            models.CheckConstraint(
                condition=Q(column__in=sorted(PlanColumn.OF_PUPIL), case_pupil__isnull=False)
                | Q(column__in=sorted(PlanColumn.OF_ROW), case_pupil__isnull=True),
                name="lesson_cell_of_row_or_pupil",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.get_column_display()}"


class PlanCellText(models.Model):
    """An earlier text of a cell: what two writers both started from."""

    cell = models.ForeignKey(PlanCell, models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": LESSON_STUDY.keep()}, impersonal=("text",), names_nobody=True)

    class Meta:
        verbose_name = _("earlier text of a cell")
        verbose_name_plural = _("earlier texts of cells")
        constraints = [models.UniqueConstraint(fields=["cell", "version"], name="lesson_cell_text_once")]

    def __str__(self) -> str:
        return f"{self.cell} ({self.version})"


class UnsettledText(models.Model):
    """What somebody wrote in a cell where another wrote at the same time, until they choose what comes to stand."""

    cell = models.ForeignKey(PlanCell, models.CASCADE, related_name="unsettled")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField(max_length=2000, blank=True)
    base = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("by",),
        fields={"by": LESSON_STUDY.delete(), "text": LESSON_STUDY.delete()},
        impersonal=("base",),
        with_row=("cell", "at"),
    )

    class Meta:
        verbose_name = _("text that waits for a choice")
        verbose_name_plural = _("texts that wait for a choice")
        constraints = [models.UniqueConstraint(fields=["cell", "by"], name="lesson_unsettled_once")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.by}"


class RowComment(models.Model):
    """A remark beside a row, of the team or of the knowledgeable other."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    row = models.ForeignKey(LessonPhaseRow, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # A guest who is the knowledgeable other has no account.
    guest_name = models.CharField(max_length=100, blank=True)
    text = models.TextField(_("remark"), max_length=2000)
    at = models.DateTimeField(_("when"), default=timezone.now)
    resolved_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={
            "author": LESSON_STUDY.keep(),
            "text": LESSON_STUDY.keep(),
            "guest_name": LESSON_STUDY.blank(exported=False),
        },
        impersonal=("public_id",),
        with_row=("row", "at", "resolved_at"),
    )

    class Meta:
        verbose_name = _("remark on a lesson plan")
        verbose_name_plural = _("remarks on lesson plans")
        indexes = [models.Index(fields=["row", "at"], name="lesson_remarks_in_order")]

    def __str__(self) -> str:
        return f"{self.author or self.guest_name}: {self.at:%Y-%m-%d}"
