"""The ten steps that a theme group walks with its central question, and what it wrote down in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.models import Organisation
from plg.groups.models import Group, GroupMembership
from plg.steps.enums import Addressee, EntryKind, ThemeStep

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class ThemeWalkQuerySet(models.QuerySet["ThemeWalk"]):
    def visible_to(self, member: Reader) -> Self:
        """Who is in the group, and who runs the network."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        return self.filter(group__in=GroupMembership.objects.current().filter(member=member.pk).values("group"))


class ThemeWalk(models.Model):
    """Where a theme group is, and what it wrote down once for the whole group."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="walk")
    step = models.PositiveSmallIntegerField(_("step"), choices=ThemeStep, default=ThemeStep.INDIVIDUAL)
    step_since = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(default=timezone.now)
    # What was bundled before the group began: how many questions, and the page where they stand.
    origin_count = models.PositiveIntegerField(_("questions that were bundled"), default=0)
    origin_url = models.CharField(max_length=200, blank=True)
    keynote_speaker = models.CharField(_("who spoke"), max_length=150, blank=True)
    keynote_notes = models.TextField(_("what stayed with you"), max_length=3000, blank=True)
    keynote_link = models.URLField(_("link"), max_length=300, blank=True)
    rationale = models.TextField(_("why these questions belong together"), max_length=2000, blank=True)
    central_question = models.CharField(_("central question"), max_length=300, blank=True)
    sub_questions = models.TextField(_("sub-questions"), max_length=2000, blank=True)
    definitions = models.TextField(_("what we mean by the words in it"), max_length=2000, blank=True)
    relations = models.TextField(_("how it hangs together"), max_length=2000, blank=True)
    agreements = models.TextField(_("on what the teams agree"), max_length=3000, blank=True)
    tensions = models.TextField(_("where it grates"), max_length=3000, blank=True)
    used_by = models.TextField(_("who uses it"), max_length=2000, blank=True)
    follow_up = models.TextField(_("what comes after"), max_length=2000, blank=True)

    objects = NetworkManager.from_queryset(ThemeWalkQuerySet)()

    privacy = PersonalModel(
        impersonal=(
            "origin_url",
            "keynote_speaker",
            "keynote_notes",
            "keynote_link",
            "rationale",
            "central_question",
            "sub_questions",
            "definitions",
            "relations",
            "agreements",
            "tensions",
            "used_by",
            "follow_up",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("steps of a theme group")
        verbose_name_plural = _("steps of theme groups")
        constraints = [
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=10), name="plg_walk_has_ten_steps"),
        ]

    def __str__(self) -> str:
        return str(self.group)

    def get_absolute_url(self) -> str:
        return reverse("plg:steps", args=[self.group.slug])


class StepMove(models.Model):
    """One step on or back; going back says why. Never changed."""

    walk = models.ForeignKey(ThemeWalk, models.CASCADE, related_name="moves")
    from_step = models.PositiveSmallIntegerField(choices=ThemeStep)
    to_step = models.PositiveSmallIntegerField(choices=ThemeStep)
    reason = models.CharField(_("why you go back"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": GROUP_WORK.keep()}, impersonal=("reason",), names_nobody=True)

    class Meta:
        verbose_name = _("step of a theme group")
        verbose_name_plural = _("steps taken by theme groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_step__gt=F("from_step")) | Q(reason__gt=""),
                name="plg_step_back_says_why",
                violation_error_message=_("Say why you go back."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_step} → {self.to_step}"


class Approval(models.Model):
    """A member stands by the central question; the school is that of the main appointment on that day."""

    walk = models.ForeignKey(ThemeWalk, models.CASCADE, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    approved_on = models.DateField(_("approved on"))

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("by",), fields={"by": GROUP_WORK.keep()}, with_row=("walk", "school", "approved_on")
    )

    class Meta:
        verbose_name = _("approval of a central question")
        verbose_name_plural = _("approvals of central questions")
        constraints = [models.UniqueConstraint(fields=["walk", "by"], name="plg_approval_once_a_member")]

    def __str__(self) -> str:
        return f"{self.walk_id} · {self.approved_on}"


class StepEntry(models.Model):
    """Something that one member wrote down: a question, an example, a source, a talk, a case, a barrier.

    `fields` of its kind say which columns it uses; the others stay empty.
    """

    walk = models.ForeignKey(ThemeWalk, models.CASCADE, related_name="entries")
    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(_("title"), max_length=300)
    contact = models.CharField(_("contact person"), max_length=150, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    held_on = models.DateField(_("day"), null=True, blank=True)
    first = models.TextField(max_length=2000, blank=True)
    second = models.TextField(max_length=2000, blank=True)
    third = models.TextField(max_length=2000, blank=True)
    fourth = models.TextField(max_length=2000, blank=True)
    addressee = models.CharField(_("to whom"), max_length=10, choices=Addressee, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("by",),
        fields={
            "by": GROUP_WORK.keep(),
            **dict.fromkeys(("title", "contact", "first", "second", "third", "fourth"), GROUP_WORK.keep()),
        },
        impersonal=("public_id", "link"),
        with_row=("walk", "kind", "at", "held_on", "addressee"),
    )

    class Meta:
        verbose_name = _("part of the steps of a theme group")
        verbose_name_plural = _("parts of the steps of theme groups")
        # The newest barriers, of which the inventory tells that they are still inside a group.
        indexes = [
            models.Index(fields=["-at", "-id"], condition=Q(kind=EntryKind.BARRIER), name="plg_entry_newest_barrier")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.BARRIER) | Q(addressee__gt=""),
                name="plg_barrier_says_to_whom",
                violation_error_message=_("Say to whom this barrier is addressed."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.TALK) | Q(held_on__isnull=False),
                name="plg_team_talk_says_when",
                violation_error_message=_("Say on which day you talked."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
