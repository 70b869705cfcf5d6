"""Intervision: a session with its people and rounds, what is told there for a while, and what is taken along."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.passing import PassingModel
from knowledge_network.kit.privacy import INTERVISION, INTERVISION_TAKEN, PersonalModel
from plg.groups.models import Group
from plg.intervision.enums import LONGEST_ROUND, Method, RoundKind, SessionState

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# What was told goes so long after the session; what is taken along stays.
TEXTS_KEPT = dt.timedelta(days=30)


class IntervisionSessionQuerySet(models.QuerySet["IntervisionSession"]):
    def visible_to(self, member: Reader) -> Self:
        """Who has a seat there; nobody else, whatever their role."""
        if not member.is_authenticated:
            return self.none()
        return self.filter(seats__member=member)

    def due_to_erase(self, now: dt.datetime) -> Self:
        """Over for thirty days, or planned so long ago and never held."""
        end = Coalesce("finished_at", "started_at", "starts_at")
        return self.filter(texts_erased_at__isnull=True).annotate(over_at=end).filter(over_at__lte=now - TEXTS_KEPT)


class IntervisionSession(models.Model):
    """Some people of a group, one case, rounds in a locked order. It has no title: none could give the case away."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="intervisions", verbose_name=_("group"))
    method = models.CharField(_("way of working"), max_length=12, choices=Method, default=Method.INCIDENT)
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=150, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who leads")
    )
    bringer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who brings the case"),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)
    # The round that goes on, and since when.
    current = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    round_started_at = models.DateTimeField(_("round started"), null=True, blank=True)
    texts_erased_at = models.DateTimeField(_("texts erased"), null=True, blank=True)
    # Raised by each change: a screen that asks for news says which number it has.
    revision = models.PositiveIntegerField(default=0)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(IntervisionSessionQuerySet)()

    privacy = PersonalModel(
        fields={
            "leader": INTERVISION_TAKEN.blank(),
            "bringer": INTERVISION_TAKEN.blank(),
            "made_by": INTERVISION_TAKEN.blank(),
        },
        impersonal=("public_id", "place", "idempotency_key"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("intervision")
        verbose_name_plural = _("intervisions")
        indexes = [models.Index(fields=["group", "starts_at"], name="plg_intervision_of_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, current__isnull=True, round_started_at__isnull=True)
                | Q(started_at__isnull=False, current__isnull=False, round_started_at__isnull=False),
                name="plg_intervision_begun_is_in_a_round",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(started_at__isnull=False, finished_at__gte=F("started_at")),
                name="plg_intervision_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(started_at__isnull=True),
                name="plg_intervision_begun_is_not_called_off",
            ),
        ]

    def __str__(self) -> str:
        return nice_datetime(self.starts_at)

    def get_absolute_url(self) -> str:
        return reverse("plg:intervision_detail", args=[self.public_id])

    @property
    def state(self) -> SessionState:
        if self.cancelled_at is not None:
            return SessionState.CANCELLED
        if self.finished_at is not None:
            return SessionState.FINISHED
        return SessionState.PLANNED if self.started_at is None else SessionState.GOING_ON

    @property
    def is_planned(self) -> bool:
        return self.state == SessionState.PLANNED

    @property
    def is_going_on(self) -> bool:
        return self.state == SessionState.GOING_ON

    @property
    def is_finished(self) -> bool:
        return self.state == SessionState.FINISHED

    @property
    def texts_go_at(self) -> dt.datetime:
        """When what was told is erased by itself."""
        return (self.finished_at or self.started_at or self.starts_at) + TEXTS_KEPT


class IntervisionSeat(models.Model):
    """Who takes part. Without a seat the session is not there."""

    session = models.ForeignKey(IntervisionSession, models.CASCADE, related_name="seats")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="intervision_seats")

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",), fields={"member": INTERVISION_TAKEN.delete()}, with_row=("session",), names_nobody=True
    )

    class Meta:
        verbose_name = _("seat at an intervision")
        verbose_name_plural = _("seats at intervisions")
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="plg_intervision_seat_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.member_id}"


class IntervisionRound(models.Model):
    """One round as it was planned, and how long it took."""

    session = models.ForeignKey(IntervisionSession, models.CASCADE, related_name="rounds")
    position = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    kind = models.CharField(_("kind"), max_length=15, choices=RoundKind)
    name = models.CharField(_("name"), max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_ROUND)]
    )
    is_silent = models.BooleanField(_("everybody writes for themselves"), default=False)
    takes_advice = models.BooleanField(_("advice is welcome"), default=False)
    seconds = models.PositiveIntegerField(_("seconds it took"), default=0)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("name",), names_nobody=True)

    class Meta:
        verbose_name = _("round of an intervision")
        verbose_name_plural = _("rounds of intervisions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="plg_intervision_round_once"),
            models.CheckConstraint(
                condition=Q(kind=RoundKind.OWN, name__gt="") | (~Q(kind=RoundKind.OWN) & Q(name="")),
                name="plg_intervision_own_round_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST_ROUND)), name="plg_intervision_round_lasts_an_hour_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name or str(RoundKind(self.kind).label)


class IntervisionCase(PassingModel):
    """What happened, in the words of who brings it. Gone after thirty days; no back-up holds it."""

    session = models.OneToOneField(IntervisionSession, models.CASCADE, related_name="case")
    text = models.TextField(_("the case"), max_length=8000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("written_by",),
        fields={"written_by": INTERVISION.delete(), "text": INTERVISION.delete(exported=False)},
        with_row=("session", "written_at"),
        names_nobody=True,
    )

    class Meta:
        db_table = "passing_intervision_case"
        verbose_name = _("case of an intervision")
        verbose_name_plural = _("cases of intervisions")

    def __str__(self) -> str:
        return str(self.session_id)


class IntervisionNote(PassingModel):
    """What somebody wrote in a round. What came too early is parked until a round that takes advice."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(IntervisionSession, models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField(_("round"))
    is_parked = models.BooleanField(_("parked"), default=False)
    speaks_to_bringer = models.BooleanField(_("speaks to who brought the case"), default=False)
    text = models.TextField(_("what was said"), max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={"author": INTERVISION.delete(), "text": INTERVISION.delete(exported=False)},
        impersonal=("uuid",),
        with_row=("session", "position", "is_parked", "speaks_to_bringer", "at"),
        names_nobody=True,
    )

    class Meta:
        db_table = "passing_intervision_note"
        verbose_name = _("note of an intervision")
        verbose_name_plural = _("notes of intervisions")
        indexes = [models.Index(fields=["session", "position", "at"], name="plg_intervision_notes")]

    def __str__(self) -> str:
        return str(self.session_id)


class Takeaway(models.Model):
    """«Wat nemen we mee»: what stays of a session, without the case."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(IntervisionSession, models.CASCADE, related_name="takeaways")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(_("what I take along"), max_length=500)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={"author": INTERVISION_TAKEN.blank(), "text": INTERVISION_TAKEN.keep()},
        impersonal=("public_id",),
        with_row=("session", "at"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("thing taken along from an intervision")
        verbose_name_plural = _("things taken along from intervisions")
        indexes = [models.Index(fields=["session", "at"], name="plg_intervision_taken")]

    def __str__(self) -> str:
        return self.public_id
