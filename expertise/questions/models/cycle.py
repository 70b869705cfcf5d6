"""The yearly cycle: when questions come in, when they are bundled, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.questions.enums import CycleState
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from plg.meetings.models import Meeting

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader


class CoPCycleQuerySet(models.QuerySet["CoPCycle"]):
    def visible_to(self, member: Reader) -> Self:
        return self.all() if member.is_authenticated else self.none()

    def pooling(self) -> Self:
        """Questions that come in now come into this one."""
        return self.filter(state__in=CycleState.POOLING)


class CoPCycle(models.Model):
    """One school year in which questions are bundled, chosen and worked on."""

    # The year in which the school year begins.
    school_year = models.PositiveSmallIntegerField(_("school year"), unique=True)
    title = models.CharField(_("what this year is about"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=CycleState, default=CycleState.PREPARING)
    state_since = models.DateTimeField(default=timezone.now)
    capacity = models.PositiveSmallIntegerField(_("how many theme groups there is room for"), default=2)
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="cop_cycles", verbose_name=_("team")
    )
    plenaries = models.ManyToManyField(Meeting, blank=True, related_name="+", verbose_name=_("plenary meetings"))

    objects = NetworkManager.from_queryset(CoPCycleQuerySet)()

    privacy = PersonalModel(
        fields={"team": GROUP_WORK.blank()},
        impersonal=("title",),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("cycle of questions")
        verbose_name_plural = _("cycles of questions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(school_year__gte=2000, school_year__lte=2200), name="expertise_cycle_in_a_real_year"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("expertise:cop_cycle", args=[self.name])

    @property
    def name(self) -> str:
        """«2026-2027»."""
        return f"{self.school_year}-{self.school_year + 1}"

    @property
    def is_on_board(self) -> bool:
        """Cards may be moved."""
        return self.state in CycleState.POOLING

    @property
    def is_past_bundling(self) -> bool:
        """It is chosen from, or was."""
        return self.state in CycleState.AFTER_BUNDLING

    def is_in_team(self, member: Member) -> bool:
        """One query."""
        return self.team.filter(pk=member.pk).exists()
