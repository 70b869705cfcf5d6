"""A cycle of Lesson Study: what it is about, where it stands, and the steps it made."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from expertise.products.enums import ProductLicence
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import LESSON_STUDY, PersonalModel
from knowledge_network.topics.models import Topic
from lesson_study.cycles.enums import (
    CycleState,
    Phase,
    StepKind,
    Subject,
)
from lesson_study.cycles.models.team import KnowledgeableOther, TeamMember
from plg.groups.models import Group, GroupMembership


class LessonStudyCycleQuerySet(models.QuerySet["LessonStudyCycle"]):
    def visible_to(self, member: Any) -> Self:
        """That a cycle exists and where it stands: its team, its group, its knowledgeable other and coordinators.

        What a finished study shared is for all members. Plan, notes and discussion have narrower rules of their own.
        """
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        groups = GroupMembership.objects.current().filter(member=member)
        in_team = TeamMember.objects.present().filter(cycle=OuterRef("pk"), member=member)
        asked = KnowledgeableOther.objects.standing().filter(cycle=OuterRef("pk"), member=member)
        near = Q(group__in=groups.values("group")) | Exists(in_team) | Exists(asked)
        return self.filter(near | Q(state=CycleState.FINISHED, shared_at__isnull=False))

    def of_team_member(self, member: Any) -> Self:
        """Those in whose team `member` is now."""
        return self.filter(Exists(TeamMember.objects.present().filter(cycle=OuterRef("pk"), member=member.pk)))

    def in_archive(self) -> Self:
        """Finished, and shared with the network."""
        return self.filter(state=CycleState.FINISHED, shared_at__isnull=False)


class LessonStudyCycle(models.Model):  # type: ignore[django-manager-missing]
    """One study of a team into how pupils learn. What moves it is in `lesson_study.cycles.actions`."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="lesson_studies", verbose_name=_("group"))
    title = models.CharField(_("title"), max_length=150)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    year_groups = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("year groups")
    )
    topics = TaggableManager(
        through="lesson_study.CycleTopic", related_name="lesson_studies", blank=True, verbose_name=_("topics")
    )
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.START)
    state = models.CharField(_("state"), max_length=10, choices=CycleState, default=CycleState.RUNNING)
    state_reason = models.CharField(_("reason of the pause or stop"), max_length=500, blank=True)
    learned_from_stopping = models.TextField(_("what you learned all the same"), max_length=2000, blank=True)

    # Start
    charter = models.TextField(_("what we agree"), max_length=3000, blank=True)

    # Goal
    long_term_goal = models.TextField(_("what kind of learners we hope for"), max_length=1000, blank=True)
    research_theme = models.CharField(_("research theme"), max_length=200, blank=True)
    question = models.TextField(
        _("research question"), max_length=600, blank=True, help_text=_("We want to understand how … so that pupils …")
    )
    evidence = models.TextField(_("what shows that now"), max_length=2000, blank=True)
    school_link = models.TextField(_("how it fits what the schools work at"), max_length=1000, blank=True)

    # Lessons: why something that a gate asks for is not there.
    no_interviews_reason = models.CharField(_("why no pupils were interviewed"), max_length=300, blank=True)
    no_reteach_reason = models.CharField(_("why there is no second lesson"), max_length=300, blank=True)

    # Sharing
    licence = models.CharField(_("licence"), max_length=20, choices=ProductLicence, blank=True)
    product = models.ForeignKey(
        KnowledgeProduct,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lesson_studies",
        verbose_name=_("report"),
    )
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # Raw observations and interviews are removed twelve months after the end; counts and insights stay.
    observations_removed_at = models.DateTimeField(_("observations removed"), null=True, blank=True)

    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("started"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NetworkManager.from_queryset(LessonStudyCycleQuerySet)()

    privacy = PersonalModel(
        fields={"started_by": LESSON_STUDY.keep()},
        impersonal=(
            "public_id",
            "title",
            "state_reason",
            "learned_from_stopping",
            "charter",
            "long_term_goal",
            "research_theme",
            "question",
            "evidence",
            "school_link",
            "no_interviews_reason",
            "no_reteach_reason",
            "year_groups",
            "topics",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("Lesson Study")
        verbose_name_plural = _("Lesson Studies")
        indexes = [
            models.Index(fields=["group", "state"], name="lesson_cycle_of_group"),
            models.Index(fields=["state", "-finished_at"], name="lesson_cycle_newest"),
            models.Index(
                fields=["-finished_at", "-public_id"],
                name="lesson_cycle_archive",
                condition=Q(state=CycleState.FINISHED, shared_at__isnull=False),
            ),
            models.Index(
                fields=["subject", "-finished_at", "-public_id"],
                name="lesson_cycle_of_subject",
                condition=Q(state=CycleState.FINISHED, shared_at__isnull=False),
            ),
            GinIndex(fields=["year_groups"], name="lesson_cycle_year_groups"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(CycleState.PAUSED, CycleState.STOPPED)) | Q(state_reason__gt=""),
                name="lesson_pause_or_stop_has_reason",
                violation_error_message=_("Say why the team pauses or stops."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CycleState.FINISHED) | Q(finished_at__isnull=False),
                name="lesson_finished_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("lesson_study:cycle_detail", args=[self.public_id])

    @cached_property
    def known_team_roles(self) -> dict[int, frozenset[str] | None]:
        """Roles in the team by member, as far as `rules.find_team_roles` asked; None is not in the team."""
        return {}

    @property
    def current_phase(self) -> Phase:
        return Phase(self.phase)

    @property
    def is_being_designed(self) -> bool:
        return self.phase == Phase.DESIGN

    @property
    def is_running(self) -> bool:
        return self.state == CycleState.RUNNING

    @property
    def is_paused(self) -> bool:
        return self.state == CycleState.PAUSED

    @property
    def is_stopped(self) -> bool:
        return self.state == CycleState.STOPPED

    @property
    def is_finished(self) -> bool:
        return self.state == CycleState.FINISHED

    @property
    def is_over(self) -> bool:
        return self.state in CycleState.OVER


class CycleTopic(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="lesson_study_items")
    content_object = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="topic_items")

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("topic of a Lesson Study")
        verbose_name_plural = _("topics of Lesson Studies")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="lesson_cycle_topic_once")]


class CycleStep(models.Model):
    """One step of a cycle as a whole: forward, back, a pause; by whom and why."""

    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="steps")
    kind = models.CharField(_("what happened"), max_length=10, choices=StepKind)
    from_phase = models.CharField(_("from"), max_length=12, choices=Phase)
    to_phase = models.CharField(_("to"), max_length=12, choices=Phase)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": LESSON_STUDY.keep()}, impersonal=("reason",), names_nobody=True)

    class Meta:
        verbose_name = _("step of a Lesson Study")
        verbose_name_plural = _("steps of Lesson Studies")
        indexes = [models.Index(fields=["cycle", "-at"], name="lesson_step_newest")]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.get_kind_display()}"

    @property
    def changes_phase(self) -> bool:
        return self.kind in (StepKind.FORWARD, StepKind.BACK)
