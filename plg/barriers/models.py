"""The inventory of barriers: what stands in the way, to whom it was put, and what became of it.

The words stand in the steps of the theme group (`StepEntry`) and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.models import Organisation
from plg.barriers.enums import BarrierState
from plg.steps.models import StepEntry

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class BarrierQuerySet(models.QuerySet["Barrier"]):
    def visible_to(self, member: Reader) -> Self:
        """Every member reads what groups brought into the inventory."""
        return self.all() if member.is_authenticated else self.none()

    def with_words(self) -> Self:
        """With what a line of the inventory says: the entry, its group and the organisation."""
        return self.select_related("entry__walk__group", "organisation")

    def waiting(self) -> Self:
        """Not put to anybody yet."""
        return self.filter(state=BarrierState.OPEN)


class Barrier(models.Model):
    """One barrier that a theme group let out of its steps, and the board, institute or school that it was put to."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    entry = models.OneToOneField(StepEntry, models.CASCADE, related_name="barrier")
    state = models.CharField(_("what became of it"), max_length=6, choices=BarrierState, default=BarrierState.OPEN)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="barriers",
        verbose_name=_("put to"),
    )
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    # Since when it is in this state.
    state_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(BarrierQuerySet)()

    privacy = PersonalModel(
        fields={"brought_by": GROUP_WORK.keep()},
        impersonal=("public_id",),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("barrier")
        verbose_name_plural = _("barriers")
        indexes = [
            models.Index(fields=["state", "-state_at"], name="plg_barrier_by_state"),
            # The whole inventory, what moved last on top.
            models.Index(fields=["-state_at", "-public_id"], name="plg_barrier_newest"),
        ]

    def __str__(self) -> str:
        return self.entry.title

    def get_absolute_url(self) -> str:
        return reverse("plg:barrier_detail", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state == BarrierState.OPEN

    @property
    def is_answered(self) -> bool:
        return self.state in BarrierState.ANSWERED


class BarrierTurn(models.Model):
    """One thing that happened with a barrier: it was put to somebody, or answered. Never changed."""

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="turns")
    state = models.CharField(max_length=6, choices=BarrierState)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    # Who answered where somebody else wrote it down: a function, no name.
    said_by = models.CharField(_("who said so"), max_length=150, blank=True)
    text = models.TextField(_("in their words"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("by",),
        fields=dict.fromkeys(("by", "text", "said_by"), GROUP_WORK.keep()),
        with_row=("barrier", "state", "organisation", "at"),
    )

    class Meta:
        verbose_name = _("step with a barrier")
        verbose_name_plural = _("steps with barriers")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BarrierState.ASKED) | Q(text__gt=""),
                name="plg_barrier_answer_has_words",
                violation_error_message=_("Write what the answer is."),
            ),
            models.CheckConstraint(condition=~Q(state=BarrierState.OPEN), name="plg_barrier_turn_does_something"),
        ]

    def __str__(self) -> str:
        # Never the words: this name stands in the audit trail.
        return f"{self.barrier_id} · {self.state}"
