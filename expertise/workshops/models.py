"""A workshop in one room: who came, at which table, how each table ranks, and what all together changed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.workshops.enums import WorkshopState
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PRACTICE_QUESTIONS, PersonalModel
from knowledge_network.members.organisations.models import Organisation

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# No signs that look alike on a screen across a room.
SIGNS = "BCDFGHJKLMNPRSTVWXZ"


def new_code() -> str:
    """Five signs to type on a phone. Who guesses one has to be a member, and is then at a table with their name."""
    return "".join(secrets.choice(SIGNS) for _number in range(5))


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, member: Reader) -> Self:
        """Who runs the network or is in the team of that year, and who came in with the code."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        seats = Seat.objects.filter(member=member.pk).values("workshop")
        in_team = CoPCycle.team.through.objects.filter(member=member.pk).values("copcycle")
        led = Workshop.objects.filter(facilitator=member.pk).values("pk")
        return self.filter(pk__in=led.union(seats, Workshop.objects.filter(cycle__in=in_team).values("pk")))


class Workshop(models.Model):
    """An afternoon in which tables of several boards put questions in order; the sum of their ranks counts."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    cycle = models.ForeignKey(CoPCycle, models.PROTECT, related_name="workshops")
    name = models.CharField(_("name"), max_length=100)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("led by")
    )
    questions = models.ManyToManyField(IndicativeQuestion, related_name="+", verbose_name=_("questions"))
    code = models.CharField(_("code"), max_length=5, unique=True, default=new_code)
    state = models.CharField(_("state"), max_length=10, choices=WorkshopState, default=WorkshopState.GATHERING)
    minutes = models.PositiveSmallIntegerField(
        _("minutes on the clock"), default=20, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    timer_started_at = models.DateTimeField(null=True, blank=True)
    # Counts whatever changes, so that screens know whether to fetch.
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(WorkshopQuerySet)()

    privacy = PersonalModel(
        fields={"facilitator": GROUP_WORK.keep()}, impersonal=("public_id", "name", "code"), names_nobody=True
    )

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        indexes = [models.Index(fields=["cycle", "-made_at", "-id"], name="expertise_workshop_of_cycle")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=180), name="expertise_workshop_clock_of_an_afternoon"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("expertise:workshop", args=[self.public_id])

    @property
    def is_gathering(self) -> bool:
        return self.state == WorkshopState.GATHERING

    @property
    def is_ranking(self) -> bool:
        return self.state == WorkshopState.RANKING

    @property
    def is_plenary(self) -> bool:
        return self.state == WorkshopState.PLENARY

    @property
    def is_finished(self) -> bool:
        return self.state == WorkshopState.FINISHED

    @property
    def shows_order(self) -> bool:
        return self.is_plenary or self.is_finished


class Seat(models.Model):
    """Somebody who came in, on behalf of which board, and at which table (None: not divided yet)."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="seats")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    board = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    table = models.PositiveSmallIntegerField(_("table"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PRACTICE_QUESTIONS.delete()},
        with_row=("workshop", "board", "table"),
    )

    class Meta:
        verbose_name = _("seat in a workshop")
        verbose_name_plural = _("seats in workshops")
        constraints = [models.UniqueConstraint(fields=["workshop", "member"], name="expertise_seat_once")]

    def __str__(self) -> str:
        return f"{self.workshop_id} · {self.table}"


class SheetRank(models.Model):
    """On the sheet of one table: the place of one question. All places of a table are stored at once."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="ranks")
    table = models.PositiveSmallIntegerField(_("table"))
    question = models.ForeignKey(IndicativeQuestion, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("place"))

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("rank that a table gives")
        verbose_name_plural = _("ranks that tables give")
        constraints = [
            models.UniqueConstraint(fields=["workshop", "table", "question"], name="expertise_table_ranks_once"),
            models.UniqueConstraint(fields=["workshop", "table", "rank"], name="expertise_table_rank_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.table} · {self.rank}"


class PlenaryChange(models.Model):
    """All together put a question elsewhere than the sum of ranks says, and said why."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="changes")
    question = models.ForeignKey(IndicativeQuestion, models.PROTECT, related_name="+")
    from_place = models.PositiveSmallIntegerField(_("from place"))
    to_place = models.PositiveSmallIntegerField(_("to place"))
    reason = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": GROUP_WORK.keep()}, impersonal=("reason",), names_nobody=True)

    class Meta:
        verbose_name = _("change by all together")
        verbose_name_plural = _("changes by all together")
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__gt=""),
                name="expertise_plenary_change_says_why",
                violation_error_message=_("Say why all together put it elsewhere."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_place} → {self.to_place}"
