"""What learning together was worth to somebody: a story in parts, one kind of value each, with arrows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.insight.stories.enums import StoryVisibility, ValueKind
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import STORIES, PersonalModel
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Insight
from plg.groups.models import Group, GroupMembership
from plg.records.models import ReturnToSchool

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

LONGEST_PART = 2000


class ValueStoryQuerySet(models.QuerySet["ValueStory"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own; of one's groups what is for the group; what is for the network; outside, what is for everybody.

        Who runs the network reads no more than that: a story is of who told it.
        """
        if not member.is_authenticated:
            return self.filter(visibility=StoryVisibility.PUBLIC)
        groups = GroupMembership.objects.current().filter(member=member).values("group")
        in_group = Q(visibility=StoryVisibility.GROUP, group__in=groups)
        return self.filter(Q(author=member) | Q(visibility__in=StoryVisibility.WIDE) | in_group)

    def shared(self) -> Self:
        """Read by somebody else: what is counted, and what can be found."""
        return self.filter(visibility__in=StoryVisibility.SHARED)


class ValueStory(models.Model):
    """One story of one person, perhaps of what they did in a group."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="value_stories")
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="value_stories", verbose_name=_("group")
    )
    title = models.CharField(_("title"), max_length=120)
    visibility = models.CharField(
        _("who may read it"), max_length=7, choices=StoryVisibility, default=StoryVisibility.OWN
    )
    told_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    # When it was first read by somebody else: by this it counts in the figures.
    shared_on = models.DateField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(ValueStoryQuerySet)()

    privacy = PersonalModel(
        subjects=("author",),
        fields={"author": STORIES.delete(), "title": STORIES.delete()},
        impersonal=("public_id", "idempotency_key"),
        with_row=("group", "visibility", "told_at", "changed_at", "shared_on"),
    )

    class Meta:
        verbose_name = _("value story")
        verbose_name_plural = _("value stories")
        indexes = [
            models.Index(fields=["group", "visibility"], name="insight_story_of_group"),
            models.Index(fields=["visibility", "-told_at"], name="insight_story_newest"),
            models.Index(fields=["-told_at", "-public_id"], name="insight_story_told"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility=StoryVisibility.OWN) | Q(shared_on__isnull=False),
                name="insight_story_shared_since",
            ),
        ]

    def __str__(self) -> str:
        # Never the words: this name stands in the audit trail.
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("insight:story_detail", args=[self.public_id])

    @property
    def is_own(self) -> bool:
        return self.visibility == StoryVisibility.OWN

    @property
    def is_public(self) -> bool:
        return self.visibility == StoryVisibility.PUBLIC


class StoryPart(models.Model):
    """One kind of value, in a few sentences, with what shows it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    story = models.ForeignKey(ValueStory, models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind of value"), max_length=14, choices=ValueKind)
    text = models.TextField(_("what happened"), max_length=LONGEST_PART)
    # Of what became better: for whom.
    level = models.CharField(_("for whom"), max_length=7, choices=InsightLevel, blank=True)
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey(
        KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    insight = models.ForeignKey(
        Insight, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("insight of a Lesson Study")
    )
    returned = models.ForeignKey(
        ReturnToSchool, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("brought back")
    )

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("story__author",),
        fields={"text": STORIES.delete()},
        impersonal=("public_id",),
        with_row=("story", "kind", "level", "position", "product", "insight", "returned"),
    )

    class Meta:
        verbose_name = _("part of a value story")
        verbose_name_plural = _("parts of value stories")
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="insight_part_place_once"),
            models.CheckConstraint(
                condition=Q(kind=ValueKind.REALISED, level__in=InsightLevel.values)
                | ~Q(kind=ValueKind.REALISED) & Q(level=""),
                name="insight_part_says_for_whom",
                violation_error_message=_("Say for whom it became better."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class StoryArrow(models.Model):
    """This came of that. Two parts may lead to each other: that is how one learns."""

    start = models.ForeignKey(StoryPart, models.CASCADE, related_name="leads_to")
    end = models.ForeignKey(StoryPart, models.CASCADE, related_name="comes_from")

    objects = NetworkManager()

    privacy = PersonalModel(subjects=("start__story__author",), with_row=("start", "end"))

    class Meta:
        verbose_name = _("arrow in a value story")
        verbose_name_plural = _("arrows in value stories")
        constraints = [
            models.UniqueConstraint(fields=["start", "end"], name="insight_arrow_once"),
            models.CheckConstraint(condition=~Q(start=F("end")), name="insight_arrow_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.start_id} → {self.end_id}"
