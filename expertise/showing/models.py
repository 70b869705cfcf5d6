"""Show and share: a day with rounds, what is shown in each, who comes to look, and what they take home."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from expertise.showing.enums import ROUND_MINUTES, ShowState
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PARTICIPATION, PersonalModel
from plg.meetings.models import Meeting
from plg.records.models import ReturnToSchool

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

MOST_ROUNDS = 12
MOST_PLACES = 200
LONGEST_PAUSE = 60


class ShowDayQuerySet(models.QuerySet["ShowDay"]):
    def visible_to(self, member: Reader) -> Self:
        """Every member sees a day once it is open; who runs the network prepares it."""
        if not member.is_authenticated:
            return self.none()
        return self.all() if member.is_coordinator else self.filter(state__in=ShowState.IN_VIEW)


class ShowDay(models.Model):
    """One afternoon on which people show each other what they made."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    title = models.CharField(_("title"), max_length=150)
    explanation = models.TextField(_("what it is about"), max_length=2000, blank=True)
    place = models.CharField(_("where"), max_length=150, blank=True)
    starts_at = models.DateTimeField(_("when"))
    rounds = models.PositiveSmallIntegerField(
        _("how many rounds"), default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_ROUNDS)]
    )
    pause = models.PositiveSmallIntegerField(
        _("minutes between two rounds"), default=5, validators=[MaxValueValidator(LONGEST_PAUSE)]
    )
    state = models.CharField(_("state"), max_length=10, choices=ShowState, default=ShowState.DRAFT)
    # The meeting of the network at which it is held.
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="show_days", verbose_name=_("meeting")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # When visitors were asked what they take home.
    asked_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(ShowDayQuerySet)()

    privacy = PersonalModel(
        fields={"made_by": PARTICIPATION.blank()},
        impersonal=("public_id", "title", "explanation", "place", "idempotency_key"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("day of show and share")
        verbose_name_plural = _("days of show and share")
        indexes = [
            models.Index(fields=["starts_at", "public_id"], name="expertise_show_day_by_time"),
            # Those that every member sees: what is still prepared is not walked through.
            models.Index(
                fields=["starts_at", "public_id"],
                name="expertise_show_day_in_view",
                condition=Q(state__in=sorted(ShowState.IN_VIEW)),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rounds__range=(1, MOST_ROUNDS), pause__lte=LONGEST_PAUSE),
                name="expertise_show_day_has_rounds",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("expertise:show_day_detail", args=[self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.state == ShowState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == ShowState.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == ShowState.CANCELLED

    def derive_start(self, number: int) -> dt.datetime:
        """When round `number` begins; the first is 1."""
        return self.starts_at + (number - 1) * dt.timedelta(minutes=ROUND_MINUTES + self.pause)

    def derive_end(self, number: int) -> dt.datetime:
        return self.derive_start(number) + dt.timedelta(minutes=ROUND_MINUTES)

    @property
    def ends_at(self) -> dt.datetime:
        return self.derive_end(self.rounds)

    def has_begun(self, now: dt.datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())


class ShowSlot(models.Model):
    """Ten minutes of somebody who shows something, in one room, then ten of «wat neem je mee?»."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    day = models.ForeignKey(ShowDay, models.CASCADE, related_name="slots")
    round = models.PositiveSmallIntegerField(_("round"), validators=[MinValueValidator(1)])
    room = models.CharField(_("room"), max_length=60)
    title = models.CharField(_("what is shown"), max_length=150)
    text = models.TextField(_("in two or three sentences"), max_length=800, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="show_slots",
        verbose_name=_("who shows it"),
    )
    product = models.ForeignKey(
        KnowledgeProduct,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="show_slots",
        verbose_name=_("product in the knowledge base"),
    )
    places = models.PositiveSmallIntegerField(
        _("places"), default=12, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("contact",),
        fields={"contact": PARTICIPATION.blank(), "title": PARTICIPATION.keep(), "text": PARTICIPATION.keep()},
        impersonal=("public_id", "room"),
        with_row=("day", "round", "product", "places"),
    )

    class Meta:
        verbose_name = _("slot of show and share")
        verbose_name_plural = _("slots of show and share")
        ordering = ["round", "room"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "round", "room"],
                name="expertise_show_room_once_a_round",
                violation_error_message=_("In this room something else is shown in that round."),
            ),
            models.UniqueConstraint(
                fields=["day", "round", "contact"],
                name="expertise_shows_one_thing_at_a_time",
                violation_error_message=_("Who shows this shows something else in that round."),
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1, places__range=(1, MOST_PLACES)), name="expertise_show_slot_has_places"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SlotVisit(models.Model):
    """That somebody comes to look, and what they took home: one thing in each round."""

    slot = models.ForeignKey(ShowSlot, models.CASCADE, related_name="visits")
    day = models.ForeignKey(ShowDay, models.CASCADE, related_name="visits")
    round = models.PositiveSmallIntegerField(_("round"))
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="show_visits")
    at = models.DateTimeField(_("signed up"), default=timezone.now)
    returned = models.OneToOneField(
        ReturnToSchool,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="show_visit",
        verbose_name=_("what I take home"),
    )
    shared_with_contact = models.BooleanField(_("who showed it may read this"), default=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PARTICIPATION.delete()},
        with_row=("slot", "day", "round", "at", "returned", "shared_with_contact"),
    )

    class Meta:
        verbose_name = _("visit to a slot")
        verbose_name_plural = _("visits to slots")
        constraints = [
            models.UniqueConstraint(fields=["day", "round", "member"], name="expertise_one_visit_a_round"),
            models.UniqueConstraint(fields=["slot", "member"], name="expertise_slot_visited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.member_id}"
