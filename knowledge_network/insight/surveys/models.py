"""A round of statements put to a group; who was asked; what was sent while it is open; what is told of it afterwards.

Answers and the list of who took part have nothing in common but the round: no number, no time of day, no name.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys.enums import Band, Instrument, Spread, WaveState
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.passing import PassingModel
from knowledge_network.kit.privacy import SURVEYS, PersonalModel
from knowledge_network.members.organisations.models import Organisation
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership

if TYPE_CHECKING:
    import datetime as dt

    from knowledge_network.members.people.requests import Reader


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, member: Reader) -> Self:
        """Who is asked and who is in the group; who edits the group, also a concept. Who runs or guards scans, all."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator or member.is_privacy_contact:
            return self
        mine = GroupMembership.objects.current().filter(member=member)
        asked = Participation.objects.filter(member=member)
        waves = Wave.objects.order_by().values("pk")
        # Each by its own index: an OR of them reads all rounds there are.
        shown = waves.filter(group__in=mine.values("group"), state__in=WaveState.ASKED)
        invited = waves.filter(pk__in=asked.values("wave"), state__in=WaveState.ASKED)
        edited = waves.filter(group__in=mine.filter(role__in=GroupRole.EDITING).values("group"))
        return self.filter(pk__in=shown.union(invited, edited))

    def open(self) -> Self:
        return self.filter(state=WaveState.OPEN)

    def due(self, today: dt.date) -> Self:
        """Open past their last day."""
        return self.open().filter(closes_on__lt=today)


class Wave(models.Model):
    """One round. `answered` is kept from five on only; days, never a time of day."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    instrument = models.CharField(_("kind"), max_length=10, choices=Instrument)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("what it is for"), max_length=1000, blank=True)
    # Of a group, or of people who work at these schools together.
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="waves")
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    unit_name = models.CharField(_("about whom"), max_length=150)
    round = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="next_waves")
    state = models.CharField(max_length=9, choices=WaveState, default=WaveState.CONCEPT)
    closes_on = models.DateField(_("last day"))
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(null=True, blank=True)
    is_enough = models.BooleanField(default=False)
    lies_beside = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager.from_queryset(WaveQuerySet)()

    privacy = PersonalModel(
        fields={"made_by": SURVEYS.keep(), "opened_by": SURVEYS.keep(), "released_by": SURVEYS.keep()},
        impersonal=("public_id", "title", "intro", "unit_name"),
    )

    class Meta:
        verbose_name = _("round of a scan")
        verbose_name_plural = _("rounds of scans")
        indexes = [
            models.Index(fields=["group", "closes_on"], name="insight_wave_of_group"),
            models.Index(fields=["closes_on"], name="insight_wave_open", condition=Q(state=WaveState.OPEN)),
            models.Index(fields=["-closes_on", "-public_id"], name="insight_wave_newest"),
            # Each part of the desk is a stretch of it: closed ones of which nothing is told stay, and hide no other.
            models.Index(
                fields=["state", "is_enough", "closes_on", "id"],
                name="insight_wave_by_stage",
                condition=~Q(state=WaveState.PUBLISHED),
            ),
            models.Index(
                fields=["-published_on", "-id"], name="insight_wave_told", condition=Q(state=WaveState.PUBLISHED)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered__isnull=True) | Q(answered__gte=5, state__in=sorted(WaveState.OVER)),
                name="insight_wave_tells_five_or_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=WaveState.PUBLISHED) | Q(is_enough=True, answered__isnull=False),
                name="insight_wave_published_when_enough",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("opened_by")),
                name="insight_wave_released_by_another",
                violation_error_message=_("Who opened a scan does not release it: a second pair of eyes does."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("insight:scan_detail", args=[self.public_id])

    @property
    def is_concept(self) -> bool:
        return self.state == WaveState.CONCEPT

    @property
    def is_open(self) -> bool:
        return self.state == WaveState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == WaveState.CLOSED

    @property
    def is_published(self) -> bool:
        return self.state == WaveState.PUBLISHED


class Question(models.Model):
    """A statement as it was put, with what is told of the answers: filled in once, when the round closes."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    # By which it is the same statement in the next round.
    code = models.CharField(max_length=20)
    cluster = models.CharField(max_length=60, blank=True)
    text = models.CharField(_("statement"), max_length=200)
    asks_wanted = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    gap_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    spread = models.CharField(max_length=7, choices=Spread, blank=True)
    low = models.CharField(max_length=4, choices=Band, blank=True)
    middle = models.CharField(max_length=4, choices=Band, blank=True)
    high = models.CharField(max_length=4, choices=Band, blank=True)

    # Within its round.
    known_by = "code"

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("code", "cluster", "text", "spread", "low", "middle", "high"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(fields=["wave", "position"], name="insight_question_place_once"),
            models.UniqueConstraint(fields=["wave", "code"], name="insight_question_code_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Participation(models.Model):
    """Who is asked, and whether they took part: one mark, without a moment. Written anew when a round closes."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="participations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    took_part = models.BooleanField(default=False)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": SURVEYS.delete()},
        with_row=("uuid", "wave", "took_part"),
    )

    class Meta:
        verbose_name = _("participation in a scan")
        verbose_name_plural = _("participations in scans")
        constraints = [models.UniqueConstraint(fields=["wave", "member"], name="insight_participation_once")]

    def __str__(self) -> str:
        return str(self.wave_id)


class SentAnswers(PassingModel):
    """What one person sent while a round is open: whose it is nobody knows, who has the code may change it.

    No back-up holds it, and when the round closes the row goes: then only what is told of a statement is left.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    # «3»: what somebody says of statement 3 now, «3w»: what they want.
    values = models.JSONField(default=dict)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("uuid", "token_hash", "values"))

    class Meta:
        db_table = "passing_insight_sent_answers"
        verbose_name = _("answers that were sent")
        verbose_name_plural = _("answers that were sent")

    def __str__(self) -> str:
        return str(self.wave_id)

    def said(self, question: int, *, wanted: bool = False) -> Any:
        return self.values.get(f"{question}w" if wanted else str(question))
