"""Choosing which questions the network works on: what can be chosen, whose voice counts as which, and the outcome.

While it is open a ballot knows who cast it, so that everybody votes once. When it closes only counts of role groups
with five voters or more are kept, and the ballots go: who chose what is then nowhere stored.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.choosing.enums import ChoosingState
from expertise.questions.enums import RoleGroup
from expertise.questions.models import CoPCycle, IndicativeQuestion
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PRACTICE_QUESTIONS, PersonalModel
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# So many of a theme at most.
MOST_PICKS = 3


class ChoosingQuerySet(models.QuerySet["Choosing"]):
    def visible_to(self, member: Reader) -> Self:
        return self.all() if member.is_authenticated else self.none()

    def open(self) -> Self:
        return self.filter(state=ChoosingState.OPEN)


class Choosing(models.Model):
    """The choosing of one cycle. It opens once, and what was closed does not open again."""

    cycle = models.OneToOneField(CoPCycle, models.PROTECT, related_name="choosing")
    state = models.CharField(_("state"), max_length=10, choices=ChoosingState, default=ChoosingState.PREPARING)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager.from_queryset(ChoosingQuerySet)()

    privacy = PersonalModel(fields={"opened_by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("choosing of questions")
        verbose_name_plural = _("choosings of questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ChoosingState.PREPARING) | Q(closes_at__isnull=False, opened_at__isnull=False),
                name="expertise_choosing_open_has_end",
                violation_error_message=_("Say until when everybody can choose."),
            ),
            models.CheckConstraint(
                condition=Q(state=ChoosingState.CLOSED, closed_at__isnull=False)
                | (~Q(state=ChoosingState.CLOSED) & Q(closed_at__isnull=True)),
                name="expertise_choosing_closed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cycle)

    def get_absolute_url(self) -> str:
        return reverse("expertise:choosing", args=[self.cycle.name])

    @property
    def is_preparing(self) -> bool:
        return self.state == ChoosingState.PREPARING

    @property
    def is_open(self) -> bool:
        return self.state == ChoosingState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == ChoosingState.CLOSED

    def takes_ballots(self, now: dt.datetime | None = None) -> bool:
        return self.is_open and self.closes_at is not None and (now or timezone.now()) < self.closes_at


class RoleGroupVoice(models.Model):
    """In whose voice a role group counts: its own, or that of a named other one that it was joined to before opening.

    `voters` is known of a voice of its own once choosing is closed, and only from five on.
    """

    choosing = models.ForeignKey(Choosing, models.CASCADE, related_name="voices")
    role_group = models.CharField(_("role group"), max_length=20, choices=RoleGroup)
    joins = models.CharField(_("counts together with"), max_length=20, choices=RoleGroup, blank=True)
    voters = models.PositiveIntegerField(null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("voice of a role group")
        verbose_name_plural = _("voices of role groups")
        constraints = [
            models.UniqueConstraint(fields=["choosing", "role_group"], name="expertise_voice_once"),
            models.CheckConstraint(
                condition=~Q(joins=F("role_group")),
                name="expertise_voice_joins_another",
                violation_error_message=_("Choose another role group."),
            ),
            models.CheckConstraint(
                condition=Q(voters__isnull=True) | Q(voters__gte=5, joins=""), name="expertise_voice_counts_from_five"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_group_display())


class ChoosingOption(models.Model):
    """An indicative question that can be chosen, under the theme where it stands."""

    choosing = models.ForeignKey(Choosing, models.CASCADE, related_name="options")
    bundle = models.ForeignKey(IndicativeQuestion, models.PROTECT, related_name="+")
    theme = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("theme"))

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("question that can be chosen")
        verbose_name_plural = _("questions that can be chosen")
        constraints = [models.UniqueConstraint(fields=["choosing", "bundle"], name="expertise_option_once")]

    def __str__(self) -> str:
        return str(self.bundle)


class Ballot(models.Model):
    """What one member chose, in the role group of that day; gone when choosing closes."""

    choosing = models.ForeignKey(Choosing, models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role_group = models.CharField(_("role group"), max_length=20, choices=RoleGroup)
    picks = models.ManyToManyField(ChoosingOption, related_name="+", verbose_name=_("what you chose"))

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("voter",),
        fields={"voter": PRACTICE_QUESTIONS.delete()},
        with_row=("choosing", "role_group", "picks"),
    )

    class Meta:
        verbose_name = _("choice of questions")
        verbose_name_plural = _("choices of questions")
        constraints = [models.UniqueConstraint(fields=["choosing", "voter"], name="expertise_ballot_once_a_voter")]

    def __str__(self) -> str:
        return str(self.choosing)


class OptionPoints(models.Model):
    """How often the voters of one voice chose a question: what is kept of all ballots, of voices of five or more."""

    option = models.ForeignKey(ChoosingOption, models.CASCADE, related_name="points")
    voice = models.CharField(_("role group"), max_length=20, choices=RoleGroup)
    points = models.PositiveIntegerField(_("points"))

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("points of a question")
        verbose_name_plural = _("points of questions")
        constraints = [models.UniqueConstraint(fields=["option", "voice"], name="expertise_points_once_a_voice")]

    def __str__(self) -> str:
        return f"{self.option_id} · {self.voice}"
