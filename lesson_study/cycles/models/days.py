"""The days of a team, and cover for who leaves a class on them."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, PersonalModel
from knowledge_network.members.organisations.models import Organisation
from lesson_study.cycles.enums import (
    CoverState,
    DayKind,
)
from lesson_study.cycles.models.cycle import LessonStudyCycle
from lesson_study.cycles.models.team import TeamMember
from plg.meetings.enums import HalfDay
from plg.meetings.models import Meeting


class CycleDay(models.Model):
    """A day of the team: proposed at the start, and once settled a meeting of the team only."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="days")
    kind = models.CharField(_("what for"), max_length=12, choices=DayKind)
    position = models.PositiveSmallIntegerField(default=0)
    day = models.DateField(_("day"))
    half_day = models.CharField(_("part of the day"), max_length=10, choices=HalfDay)
    start_time = models.TimeField(_("from"))
    end_time = models.TimeField(_("until"))
    site = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("at which school")
    )
    meeting = models.OneToOneField(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="lesson_study_day", verbose_name=_("meeting")
    )

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id",), names_nobody=True)

    class Meta:
        verbose_name = _("day of a Lesson Study")
        verbose_name_plural = _("days of Lesson Studies")
        indexes = [
            models.Index(fields=["cycle", "day"], name="lesson_day_in_order"),
            # What waits for cover, soonest first.
            models.Index(fields=["day"], name="lesson_day_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_time__gt=F("start_time")),
                name="lesson_day_ends_after_start",
                violation_error_message=_("It ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.get_kind_display()}"

    @property
    def is_lesson(self) -> bool:
        return self.kind in DayKind.LESSONS

    @property
    def is_discussion(self) -> bool:
        return self.kind in DayKind.DISCUSSIONS


class CoverRequestQuerySet(models.QuerySet["CoverRequest"]):
    def visible_to(self, member: Any) -> Self:
        """One's own, those of a team that one is in, and those that one may answer."""
        if not member.is_authenticated:
            return self.none()
        mine = Q(member=member) | Exists(
            TeamMember.objects.present().filter(cycle=OuterRef("day__cycle"), member=member)
        )
        return self.filter(mine | self._to_answer(member))

    def to_answer_by(self, member: Any) -> Self:
        """Of the schools that `member` leads; without a school that has a leader here, for coordinators."""
        if not member.is_authenticated:
            return self.none()
        return self.filter(self._to_answer(member))

    @staticmethod
    def _to_answer(member: Any) -> Q:
        led = Q(organisation__in=member.led_organisations)
        return led | Q(organisation__isnull=True) if member.is_coordinator else led

    def waiting_for(self, member: Any) -> Self:
        """What `member` still has to answer, of days that are still to come; nobody answers for oneself."""
        return self.to_answer_by(member).unanswered().exclude(member=member)

    def unanswered(self) -> Self:
        """Asked, of days that are still to come."""
        return self.filter(state=CoverState.ASKED, day__day__gte=timezone.localdate())


class CoverRequest(models.Model):
    """May this colleague leave the class on that day? Asked of who leads the school of their main work."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    day = models.ForeignKey(CycleDay, models.CASCADE, related_name="cover_requests")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cover_requests")
    # The school at the moment of asking; None goes to the coordinators.
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=CoverState, default=CoverState.ASKED)
    note = models.CharField(_("what it is for"), max_length=500, blank=True)
    answer_note = models.CharField(_("answer"), max_length=500, blank=True)
    proposed_day = models.DateField(_("another day"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = NetworkManager.from_queryset(CoverRequestQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": LESSON_STUDY.delete(),
            "note": LESSON_STUDY.delete(),
            "answer_note": LESSON_STUDY.delete(),
            "asked_by": LESSON_STUDY.keep(),
            "answered_by": LESSON_STUDY.keep(),
        },
        impersonal=("public_id",),
        with_row=("day", "organisation", "state", "proposed_day", "asked_at", "answered_at"),
    )

    class Meta:
        verbose_name = _("request for cover")
        verbose_name_plural = _("requests for cover")
        indexes = [
            # What waits at a school, and what was answered there last.
            models.Index(
                fields=["organisation", "day"], condition=Q(state=CoverState.ASKED), name="lesson_cover_waits"
            ),
            models.Index(
                fields=["organisation", "-answered_at", "-public_id"],
                condition=~Q(state__in=(CoverState.ASKED, CoverState.WITHDRAWN)),
                name="lesson_cover_answered",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "member"], condition=~Q(state=CoverState.WITHDRAWN), name="lesson_cover_asked_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=CoverState.OTHER_DAY) | Q(proposed_day__isnull=False),
                name="lesson_other_day_is_named",
                violation_error_message=_("Say which day would do."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CoverState.REFUSED) | Q(answer_note__gt=""),
                name="lesson_refusal_has_reason",
                violation_error_message=_("Say why it is not possible."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.day}"

    @property
    def is_open(self) -> bool:
        return self.state in CoverState.OPEN

    @property
    def is_approved(self) -> bool:
        return self.state == CoverState.APPROVED

    @property
    def has_other_day(self) -> bool:
        """Another day is proposed."""
        return self.state == CoverState.OTHER_DAY

    @property
    def is_refused(self) -> bool:
        return self.state == CoverState.REFUSED
