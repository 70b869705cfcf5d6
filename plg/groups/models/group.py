"""The group: its four kinds, its life, and what it promised to deliver."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PARTICIPATION, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.requests import Reader
from knowledge_network.topics.models import Topic
from plg.groups.enums import FileDecision, FundingType, GroupKind, GroupState, Openness
from plg.groups.models.membership import GroupMembership


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, member: Reader) -> Self:
        """Everybody may see the open part of groups that started; drafts only who is in them and coordinators."""
        public = Q(state__in=GroupState.PUBLIC)
        if not member.is_authenticated:
            return self.filter(public)
        if member.is_coordinator:
            return self.all()
        return self.filter(public | Exists(_memberships_of(member)))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def joined_by(self, member: Reader) -> Self:
        return self.filter(Exists(_memberships_of(member)))

    def working(self) -> Self:
        return self.filter(state__in=GroupState.WORKING)


def _memberships_of(member: Reader) -> models.QuerySet[GroupMembership]:
    return GroupMembership.objects.current().filter(group=OuterRef("pk"), member=member.pk)


class Group(models.Model):  # type: ignore[django-manager-missing]
    """A group of members with one purpose. What it may do when is in `plg.groups.lifecycle`."""

    kind = models.CharField(_("kind"), max_length=10, choices=GroupKind)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=110, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=GroupState, default=GroupState.DRAFT)
    purpose = models.CharField(
        _("purpose"),
        max_length=300,
        help_text=_("In one or two sentences: what for, for whom."),
    )
    question = models.TextField(
        _("question"),
        max_length=600,
        blank=True,
        help_text=_("The practice question or central question of this group."),
    )
    description = models.TextField(
        _("description"),
        max_length=5000,
        blank=True,
        help_text=_("You may use Markdown."),
    )
    openness = models.CharField(_("who can join"), max_length=6, choices=Openness, default=Openness.OPEN)
    open_to_students = models.BooleanField(_("student teachers are welcome"), default=True)
    sectors = ArrayField(
        models.CharField(max_length=3, choices=Sector),
        default=list,
        blank=True,
        verbose_name=_("sectors"),
    )
    rhythm = models.CharField(
        _("rhythm"),
        max_length=120,
        blank=True,
        help_text=_("For instance «every fourth Wednesday afternoon»."),
    )
    contact_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_for_groups",
        verbose_name=_("contact person"),
    )
    topics = TaggableManager(
        verbose_name=_("topics"),
        through="plg.GroupTopic",
        related_name="groups",
        blank=True,
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    # Project groups
    assignment = models.TextField(_("assignment"), max_length=2000, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=9, decimal_places=2, null=True, blank=True)
    funding_type = models.CharField(_("funding"), max_length=10, choices=FundingType, blank=True)
    rejection_reason = models.CharField(_("reason of the rejection"), max_length=500, blank=True)
    maintainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("maintained by"),
    )
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)

    # Closing
    no_result_reason = models.CharField(_("why there is no product"), max_length=500, blank=True)
    evaluation = models.TextField(_("evaluation by the group"), max_length=5000, blank=True)
    # For certificates: who was there three times out of four, or this many hours, gets one.
    certificate_hours = models.DecimalField(
        _("hours for a certificate"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    learning_outcomes = models.TextField(_("what you can do after this group"), max_length=2000, blank=True)
    file_decision = models.CharField(_("what happens to the files"), max_length=10, choices=FileDecision, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    # Stored by the actions that change it: every list shows it.
    member_count = models.PositiveIntegerField(_("members"), default=0, editable=False)
    board_count = models.PositiveIntegerField(_("boards"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    active_at = models.DateTimeField(_("last active"), default=timezone.now, editable=False)

    objects = NetworkManager.from_queryset(GroupQuerySet)()

    privacy = PersonalModel(
        fields={
            "contact_person": PARTICIPATION.keep(),
            "maintainer": PARTICIPATION.keep(),
            "created_by": PARTICIPATION.keep(),
        },
        impersonal=(
            "name",
            "slug",
            "purpose",
            "question",
            "description",
            "sectors",
            "rhythm",
            "assignment",
            "rejection_reason",
            "no_result_reason",
            "evaluation",
            "learning_outcomes",
            "topics",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        indexes = [
            models.Index(fields=["kind", "state", "name"], name="plg_group_kind_state_name"),
            models.Index(fields=["name", "slug"], name="plg_group_by_name"),
            models.Index(fields=["kind", "name", "slug"], name="plg_group_of_kind_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(started_on__isnull=True) | Q(ends_on__gte=F("started_on")),
                name="plg_group_ends_after_start",
                violation_error_message=_("A group ends after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GroupState.PUBLIC)) | Q(contact_person__isnull=False),
                name="plg_group_always_has_contact_person",
                violation_error_message=_("A group always has a contact person."),
            ),
            models.CheckConstraint(
                condition=~Q(state=GroupState.REJECTED) | Q(rejection_reason__gt=""),
                name="plg_group_rejection_has_reason",
                violation_error_message=_("Say why this application is rejected."),
            ),
            models.CheckConstraint(
                condition=Q(kind=GroupKind.PROJECT) | ~Q(state__in=sorted(GroupState.ONLY_OF_PROJECTS)),
                name="plg_group_project_states_only_for_projects",
            ),
            models.CheckConstraint(
                condition=Q(kind=GroupKind.EXPERT) | ~Q(state__in=sorted(GroupState.ONLY_OF_EXPERT_GROUPS)),
                name="plg_group_expert_states_only_for_expert_groups",
            ),
            models.CheckConstraint(
                condition=~Q(state=GroupState.MAINTAINED) | Q(maintainer__isnull=False, review_on__isnull=False),
                name="plg_group_maintenance_has_owner_and_date",
                violation_error_message=_("Say who maintains the product and when it is looked at again."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GroupState.ENDED)) | Q(closed_on__isnull=False),
                name="plg_group_closed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="plg_group_budget_not_negative",
                violation_error_message=_("A budget is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plg:group_detail", args=[self.slug])

    @cached_property
    def known_roles(self) -> dict[int, str | None]:
        """Role by member, as far as `plg.groups.rules.find_role` or a page asked; what changes one clears it."""
        return {}

    @property
    def is_working(self) -> bool:
        return self.state in GroupState.WORKING

    @property
    def is_running(self) -> bool:
        """Started and not ended, asleep or not."""
        return self.state in GroupState.RUNNING

    @property
    def is_ended(self) -> bool:
        return self.state in GroupState.ENDED

    @property
    def is_active(self) -> bool:
        return self.state == GroupState.ACTIVE

    @property
    def is_rejected(self) -> bool:
        return self.state == GroupState.REJECTED

    @property
    def is_open(self) -> bool:
        """Whoever asks can join."""
        return self.openness == Openness.OPEN

    @property
    def is_public(self) -> bool:
        return self.state in GroupState.PUBLIC


class GroupTopic(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="group_items")
    content_object = models.ForeignKey(Group, models.CASCADE, related_name="topic_items")

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("topic of a group")
        verbose_name_plural = _("topics of groups")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="plg_group_topic_once")]


class GroupTransition(models.Model):
    """One step in a group's life, by whom and why."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="transitions")
    from_state = models.CharField(_("from"), max_length=12, choices=GroupState, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=GroupState)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": PARTICIPATION.keep()}, impersonal=("reason",))

    class Meta:
        verbose_name = _("step of a group")
        verbose_name_plural = _("steps of groups")
        indexes = [models.Index(fields=["group", "-at"], name="plg_transition_newest")]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_to_state_display()}"


class Deliverable(models.Model):
    """What a project group promised to deliver, and when."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="deliverables")
    title = models.CharField(_("what"), max_length=150)
    due_on = models.DateField(_("due"))
    delivered_on = models.DateField(_("delivered"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("title",), names_nobody=True)

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")

    def __str__(self) -> str:
        return self.title
