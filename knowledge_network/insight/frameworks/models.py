"""Sets of criteria to look at oneself by, and a look by one: of a person, theirs alone, or of a team together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.insight.frameworks.enums import FrameworkScope, FriendAnswer, LookState
from knowledge_network.insight.stories.models import ValueStory
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, LOOKS, PersonalModel
from lesson_study.discussion.models import Insight
from plg.groups.models import Group, GroupMembership
from plg.records.models import ActionItem, ReturnToSchool

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

LONGEST_LEVEL = 300


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def visible_to(self, member: Reader) -> Self:
        """Every member reads those in use; who runs the network also the others."""
        if not member.is_authenticated:
            return self.none()
        return self.all() if member.is_coordinator else self.filter(in_use=True)


class Framework(models.Model):
    """A set of criteria. Without names of levels nothing is scaled: then people only say where they see it."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("what it is for"), max_length=1000, blank=True)
    source = models.CharField(_("where it comes from"), max_length=300, blank=True)
    scope = models.CharField(_("about whom"), max_length=6, choices=FrameworkScope)
    levels = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("names of levels"))
    in_use = models.BooleanField(_("in use"), default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager.from_queryset(FrameworkQuerySet)()

    privacy = PersonalModel(
        fields={"made_by": GROUP_WORK.keep()}, impersonal=("slug", "title", "intro", "source", "levels")
    )

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("insight:framework_detail", args=[self.slug])

    @property
    def is_of_person(self) -> bool:
        return self.scope == FrameworkScope.PERSON


class Criterion(models.Model):
    """One thing to look at: what, an example, and what each level looks like."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(_("part"), max_length=80, blank=True)
    text = models.CharField(_("criterion"), max_length=300)
    example = models.CharField(_("example"), max_length=500, blank=True)
    described = ArrayField(
        models.CharField(max_length=LONGEST_LEVEL, blank=True),
        default=list,
        blank=True,
        verbose_name=_("what each level looks like"),
    )

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "part", "text", "example", "described"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["framework", "position"], name="insight_criterion_place_once"),
        ]

    def __str__(self) -> str:
        return self.text


class LookQuerySet(models.QuerySet["Look"]):
    def visible_to(self, member: Reader) -> Self:
        """Of a person they alone, whoever runs the network included. Of a team who is in the group, and the friend
        who said yes, until it is rounded off."""
        if not member.is_authenticated:
            return self.none()
        groups = GroupMembership.objects.current().filter(member=member).values("group")
        friend = Q(friend=member, friend_answer=FriendAnswer.YES, state__in=LookState.WRITTEN, group__isnull=False)
        return self.filter(Q(member=member) | Q(group__in=groups) | friend)

    def asked_of(self, member: Reader) -> Self:
        """Those for which `member` is asked as critical friend, or said yes."""
        if not member.is_authenticated:
            return self.none()
        return self.filter(friend=member, state__in=LookState.WRITTEN).exclude(friend_answer=FriendAnswer.NO)


class Look(models.Model):
    """One round of looking at oneself by a framework, with the criteria as they were then."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="looks")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="looks")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="looks")
    levels = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="next_looks")
    state = models.CharField(max_length=6, choices=LookState, default=LookState.OPEN)
    begun_on = models.DateField(default=timezone.localdate)
    done_on = models.DateField(null=True, blank=True)
    friend = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("critical friend"),
    )  # fmt: skip
    friend_answer = models.CharField(max_length=5, choices=FriendAnswer, blank=True)
    talked_on = models.DateField(_("talked on"), null=True, blank=True)
    talk = models.TextField(_("what came up"), max_length=3000, blank=True)

    objects = NetworkManager.from_queryset(LookQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": LOOKS.delete(), "friend": LOOKS.blank(), "talk": LOOKS.delete()},
        impersonal=("public_id", "levels"),
        with_row=(
            "framework", "group", "round", "previous", "state", "begun_on", "done_on", "friend_answer", "talked_on",
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = _("look at oneself")
        verbose_name_plural = _("looks at oneself")
        indexes = [models.Index(fields=["group", "-begun_on"], name="insight_look_of_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, group__isnull=True) | Q(member__isnull=True, group__isnull=False),
                name="insight_look_of_one",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(friend__isnull=True) | ~Q(friend=F("member")),
                name="insight_look_friend_is_another",
            ),
        ]

    def __str__(self) -> str:
        # Nothing of whom it is: this name stands in the audit trail.
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("insight:look_detail", args=[self.public_id])

    @property
    def is_written(self) -> bool:
        return self.state in LookState.WRITTEN

    @property
    def is_done(self) -> bool:
        return self.state == LookState.DONE

    @property
    def is_of_person(self) -> bool:
        return self.member_id is not None

    @property
    def friend_comes(self) -> bool:
        return self.friend_id is not None and self.friend_answer == FriendAnswer.YES


class LookItem(models.Model):
    """One criterion as it stood, with what was said of it and what shows that."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    look = models.ForeignKey(Look, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    # By which it is the same in the next round.
    criterion = models.ForeignKey(Criterion, models.SET_NULL, null=True, blank=True, related_name="+")
    part = models.CharField(max_length=80, blank=True)
    text = models.CharField(_("criterion"), max_length=300)
    example = models.CharField(max_length=500, blank=True)
    described = ArrayField(models.CharField(max_length=LONGEST_LEVEL, blank=True), default=list, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    note = models.TextField(_("where one sees it"), max_length=2000, blank=True)
    product = models.ForeignKey(KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="+")
    insight = models.ForeignKey(Insight, models.SET_NULL, null=True, blank=True, related_name="+")
    returned = models.ForeignKey(ReturnToSchool, models.SET_NULL, null=True, blank=True, related_name="+")
    story = models.ForeignKey(ValueStory, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("look__member",),
        fields={"level": LOOKS.delete(), "note": LOOKS.delete()},
        impersonal=("public_id", "part", "text", "example", "described"),
        with_row=("look", "position", "criterion", "product", "insight", "returned", "story"),
    )

    class Meta:
        verbose_name = _("criterion of a look at oneself")
        verbose_name_plural = _("criteria of looks at oneself")
        constraints = [models.UniqueConstraint(fields=["look", "position"], name="insight_look_item_place_once")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_said(self) -> bool:
        return self.level is not None or bool(self.note)


class LookAction(models.Model):
    """What one is going to do. Of a team it is an action point of the group besides."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    look = models.ForeignKey(Look, models.CASCADE, related_name="action_points")
    item = models.ForeignKey(LookItem, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("what to do"), max_length=200)
    due_on = models.DateField(_("ready on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    action_item = models.ForeignKey(ActionItem, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("look__member",),
        fields={"title": LOOKS.delete()},
        impersonal=("public_id",),
        with_row=("look", "item", "due_on", "done_on", "action_item"),
    )

    class Meta:
        verbose_name = _("action point of a look at oneself")
        verbose_name_plural = _("action points of looks at oneself")

    def __str__(self) -> str:
        return self.public_id
