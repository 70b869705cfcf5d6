"""Who takes part: the team, each by their own yes, and the expert from outside."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, PersonalModel
from lesson_study.cycles.enums import (
    ExpertAnswer,
    TeamRole,
)


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def present(self) -> Self:
        """Who said yes and did not leave."""
        return self.filter(accepted_at__isnull=False, left_at__isnull=True)

    def standing(self) -> Self:
        """Who is asked or present."""
        return self.filter(left_at__isnull=True)


class TeamMember(models.Model):
    """Somebody of the team, asked and, once they said yes, in it. Taking part is one's own choice."""

    cycle = models.ForeignKey("lesson_study.LessonStudyCycle", models.CASCADE, related_name="team")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lesson_study_teams")
    team_roles = ArrayField(
        models.CharField(max_length=12, choices=TeamRole), default=list, blank=True, verbose_name=_("roles")
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(_("asked"), default=timezone.now)
    accepted_at = models.DateTimeField(_("said yes"), null=True, blank=True)
    # Joint ownership, confidentiality: each says so for oneself.
    charter_accepted_at = models.DateTimeField(_("agreed with the charter"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = NetworkManager.from_queryset(TeamMemberQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": LESSON_STUDY.delete(),
            "team_roles": LESSON_STUDY.delete(),
            "invited_by": LESSON_STUDY.keep(),
        },
        with_row=("cycle", "invited_at", "accepted_at", "charter_accepted_at", "left_at"),
    )

    class Meta:
        verbose_name = _("member of a Lesson Study team")
        verbose_name_plural = _("members of Lesson Study teams")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "member"], name="lesson_in_team_once"),
            models.CheckConstraint(
                condition=Q(charter_accepted_at__isnull=True) | Q(accepted_at__isnull=False),
                name="lesson_charter_by_who_takes_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.cycle}"


class KnowledgeableOtherQuerySet(models.QuerySet["KnowledgeableOther"]):
    def standing(self) -> Self:
        """Asked or taking part, and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True).exclude(answer=ExpertAnswer.NO)


class KnowledgeableOther(models.Model):
    """The expert from outside the team, a member or a guest: reads plan and discussion, never the notes."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey("lesson_study.LessonStudyCycle", models.CASCADE, related_name="knowledgeable_others")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="lesson_studies_advised"
    )
    guest_name = models.CharField(_("name"), max_length=100, blank=True)
    guest_email = models.EmailField(_("e-mail address"), blank=True)
    guest_organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    answer = models.CharField(_("answer"), max_length=5, choices=ExpertAnswer, default=ExpertAnswer.NONE)
    message = models.TextField(_("what you ask"), max_length=2000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    # What they say of the plan before the lesson.
    feedback_asked_at = models.DateTimeField(_("feedback asked"), null=True, blank=True)
    feedback = models.TextField(_("feedback on the plan"), max_length=5000, blank=True)
    feedback_at = models.DateTimeField(_("feedback given"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = NetworkManager.from_queryset(KnowledgeableOtherQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": LESSON_STUDY.delete(),
            "guest_name": LESSON_STUDY.blank(exported=False),
            "guest_email": LESSON_STUDY.blank(exported=False),
            "guest_organisation": LESSON_STUDY.blank(exported=False),
            "feedback": LESSON_STUDY.keep(),
            "asked_by": LESSON_STUDY.keep(),
        },
        mentions=("guest_email",),
        impersonal=("public_id", "message"),
        with_row=("cycle", "answer", "asked_at", "answered_at", "feedback_asked_at", "feedback_at", "withdrawn_at"),
    )

    class Meta:
        verbose_name = _("knowledgeable other")
        verbose_name_plural = _("knowledgeable others")
        # Where somebody's address stands, however it is written.
        indexes = [models.Index(Upper("guest_email"), name="lesson_expert_at_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, guest_email="") | Q(member__isnull=True, guest_email__gt=""),
                name="lesson_expert_is_member_or_guest",
                violation_error_message=_("Choose a member, or fill in an e-mail address."),
            ),
            models.UniqueConstraint(
                fields=["cycle", "member"], condition=Q(withdrawn_at__isnull=True), name="lesson_expert_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or self.guest_name}: {self.cycle}"

    @property
    def is_silent(self) -> bool:
        return self.answer == ExpertAnswer.NONE

    @property
    def takes_part(self) -> bool:
        return self.answer == ExpertAnswer.YES

    @property
    def awaits_feedback(self) -> bool:
        """The team asked, and nothing was said of the plan since."""
        asked, given = self.feedback_asked_at, self.feedback_at
        return asked is not None and (given is None or given < asked)
