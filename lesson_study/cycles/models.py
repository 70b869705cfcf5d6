"""A cycle of Lesson Study: its team, its days, its goal, what was studied beforehand."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
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
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.topics.models import Topic
from lesson_study.cycles.enums import (
    CoverState,
    CycleState,
    DayKind,
    ExpertAnswer,
    Phase,
    ReadingRole,
    StepKind,
    StudyItemKind,
    Subject,
    TeamRole,
)
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import HalfDay
from plg.meetings.models import Meeting


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
        """Roles in the team by member, as far as `rules.team_roles_of` asked; None is not in the team."""
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


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def present(self) -> Self:
        """Who said yes and did not leave."""
        return self.filter(accepted_at__isnull=False, left_at__isnull=True)

    def standing(self) -> Self:
        """Who is asked or present."""
        return self.filter(left_at__isnull=True)


class TeamMember(models.Model):
    """Somebody of the team, asked and, once they said yes, in it. Taking part is one's own choice."""

    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="team")
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
    cycle = models.ForeignKey(LessonStudyCycle, models.CASCADE, related_name="knowledgeable_others")
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
    )

    class Meta:
        verbose_name = _("knowledgeable other")
        verbose_name_plural = _("knowledgeable others")
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
        indexes = [models.Index(fields=["cycle", "day"], name="lesson_day_in_order")]
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
        return self.filter(mine | Q(pk__in=self.to_answer_by(member).values("pk")))

    def to_answer_by(self, member: Any) -> Self:
        """Of the schools that `member` leads; without a school that has a leader here, for coordinators."""
        if not member.is_authenticated:
            return self.none()
        led = Q(organisation__in=member.led_organisations)
        return self.filter(led | Q(organisation__isnull=True)) if member.is_coordinator else self.filter(led)


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
    )

    class Meta:
        verbose_name = _("request for cover")
        verbose_name_plural = _("requests for cover")
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
        subjects=("member",), fields={"member": LESSON_STUDY.delete(), "note": LESSON_STUDY.delete()}
    )

    class Meta:
        verbose_name = _("task of the reading list")
        verbose_name_plural = _("tasks of the reading list")
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="lesson_reading_task_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.item}"
