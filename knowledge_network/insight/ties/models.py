"""A round of the questionnaire about ties, who is asked, what they say under a pseudonym, and what each chose.

Answers and ties hold no member and no moment: a pseudonym stands in place of the name, made with a key that is not in
the database (`names.py`). Not anonymous, but shielded. What is told is worked out once, when a round closes.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.ties.enums import Depth, Frequency, Involvement, RoundState, RoundUnits, TieKind
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import TIES, PersonalModel
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    import datetime as dt

    from knowledge_network.members.people.requests import Reader


class NetworkRoundQuerySet(models.QuerySet["NetworkRound"]):
    def visible_to(self, member: Reader) -> Self:
        """What is published, everybody in the network; what is open also who is asked; all, who runs or guards it."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator or member.is_privacy_contact:
            return self
        asked = RoundParticipation.objects.filter(member=member)
        shown = Q(state=RoundState.PUBLISHED) | Q(state__in=RoundState.ASKED, pk__in=asked.values("network_round"))
        return self.filter(shown)

    def open(self) -> Self:
        return self.filter(state=RoundState.OPEN)

    def published(self) -> Self:
        return self.filter(state=RoundState.PUBLISHED)

    def due(self, today: dt.date) -> Self:
        """Open past their last day."""
        return self.open().filter(closes_on__lt=today)

    def uncounted(self) -> Self:
        """Closed, and what may be told is not worked out yet."""
        return self.filter(state=RoundState.CLOSED, is_counted=False)

    def with_key(self) -> Self:
        """Of which it can still be worked out whose a pseudonym is."""
        return self.filter(state__in=RoundState.ASKED, key_gone_on__isnull=True)


class NetworkRound(models.Model):
    """One round. `answered` is kept from five on only; days, never a time of day."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("what it is for"), max_length=1000, blank=True)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="next_rounds")
    state = models.CharField(max_length=9, choices=RoundState, default=RoundState.CONCEPT)
    units = models.CharField(_("between"), max_length=7, choices=RoundUnits, default=RoundUnits.BOARDS)
    # For each of these is asked whom one would turn to first.
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("themes"))
    closes_on = models.DateField(_("last day"))
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    key_gone_on = models.DateField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(null=True, blank=True)
    is_counted = models.BooleanField(default=False)
    is_enough = models.BooleanField(default=False)
    # What is told, as `figures.py` made it.
    figures = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager.from_queryset(NetworkRoundQuerySet)()

    privacy = PersonalModel(
        fields={"made_by": TIES.keep(), "opened_by": TIES.keep(), "released_by": TIES.keep()},
        impersonal=("public_id", "title", "intro", "figures"),
    )

    class Meta:
        verbose_name = _("round of the network questionnaire")
        verbose_name_plural = _("rounds of the network questionnaire")
        indexes = [models.Index(fields=["closes_on"], name="insight_round_open", condition=Q(state=RoundState.OPEN))]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered__isnull=True) | Q(answered__gte=5, state__in=sorted(RoundState.OVER)),
                name="insight_round_tells_five_or_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.PUBLISHED) | Q(is_enough=True, is_counted=True, answered__isnull=False),
                name="insight_round_published_when_enough",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("opened_by")),
                name="insight_round_released_by_another",
                violation_error_message=_("Who opened a round does not release it: a second pair of eyes does."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("insight:round_detail", args=[self.public_id])

    @property
    def is_concept(self) -> bool:
        return self.state == RoundState.CONCEPT

    @property
    def is_by_school(self) -> bool:
        return self.units == RoundUnits.SCHOOLS

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == RoundState.CLOSED

    @property
    def is_published(self) -> bool:
        return self.state == RoundState.PUBLISHED

    @property
    def response(self) -> int:
        """In whole per cent of those asked."""
        return (self.answered or 0) * 100 // self.asked if self.asked else 0


class SchoolTogether(models.Model):
    """A small school that chose, before a round by school opened, with which other one it counts together."""

    network_round = models.ForeignKey(NetworkRound, models.CASCADE, related_name="together")
    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    counts_with = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel()

    class Meta:
        verbose_name = _("school that counts together with another")
        verbose_name_plural = _("schools that count together with another")
        constraints = [
            models.UniqueConstraint(fields=["network_round", "school"], name="insight_school_counts_once"),
            models.CheckConstraint(condition=~Q(school=F("counts_with")), name="insight_school_counts_with_another"),
        ]

    def __str__(self) -> str:
        return str(self.network_round_id)


class RoundParticipation(models.Model):
    """Who is asked, for which board or school they count, whether they took part, and whether they may be connected."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network_round = models.ForeignKey(NetworkRound, models.CASCADE, related_name="participations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    took_part = models.BooleanField(default=False)
    may_be_connected = models.BooleanField(default=False)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": TIES.delete(), "may_be_connected": TIES.delete()},
        with_row=("uuid", "network_round", "unit", "took_part"),
    )

    class Meta:
        verbose_name = _("participation in the network questionnaire")
        verbose_name_plural = _("participations in the network questionnaire")
        constraints = [
            models.UniqueConstraint(fields=["network_round", "member"], name="insight_round_participation_once")
        ]

    def __str__(self) -> str:
        return str(self.network_round_id)


class TieAnswers(models.Model):
    """What one person says in a round, under a pseudonym: statements, how many they named in all, people outside."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network_round = models.ForeignKey(NetworkRound, models.CASCADE, related_name="+")
    source = models.CharField(max_length=32)
    is_sent = models.BooleanField(default=False)
    # How many people they spoke with in all, when they named as many as they could.
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    outside = models.JSONField(default=list, blank=True)
    values = models.JSONField(default=dict, blank=True)
    # What they wrote themselves.
    words = models.JSONField(default=dict, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("uuid", "source", "outside", "values", "words"))

    class Meta:
        verbose_name = _("answers about the network")
        verbose_name_plural = _("answers about the network")
        constraints = [models.UniqueConstraint(fields=["network_round", "source"], name="insight_tie_answers_once")]

    def __str__(self) -> str:
        return str(self.network_round_id)

    def said(self, code: str) -> Any:
        return self.values.get(code)


class Tie(models.Model):
    """Somebody names somebody, both under a pseudonym. Strength is stored as its two factors."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network_round = models.ForeignKey(NetworkRound, models.CASCADE, related_name="+")
    source = models.CharField(max_length=32)
    target = models.CharField(max_length=32)
    kind = models.CharField(max_length=7, choices=TieKind)
    # What one would ask advice about.
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    frequency = models.PositiveSmallIntegerField(choices=Frequency, null=True, blank=True)
    involvement = models.PositiveSmallIntegerField(choices=Involvement, null=True, blank=True)
    depth = models.PositiveSmallIntegerField(choices=Depth, null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("uuid", "source", "target", "kind", "topic"))

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        indexes = [models.Index(fields=["network_round", "target"], name="insight_tie_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["network_round", "source", "kind", "topic", "target"],
                name="insight_tie_named_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind=TieKind.ADVICE) | Q(topic__isnull=True), name="insight_only_advice_has_a_theme"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="insight_tie_to_another"),
            models.CheckConstraint(
                condition=Q(kind=TieKind.SPOKEN)
                | Q(frequency__isnull=True, involvement__isnull=True, depth__isnull=True),
                name="insight_only_who_one_spoke_is_weighed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.network_round_id)

    @property
    def strength(self) -> int:
        return (self.frequency or 0) * (self.involvement or 0)

    @property
    def is_weighed(self) -> bool:
        return bool(self.frequency and self.involvement and self.depth)


class TieChoices(models.Model):
    """What somebody chose for themselves: whether others may name them, and whether they offer to connect people."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tie_choices")
    may_be_named = models.BooleanField(_("others may name me"), default=True)
    offers_to_connect = models.BooleanField(_("I want to help connect people"), default=False)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": TIES.delete(),
            "may_be_named": TIES.delete(),
            "offers_to_connect": TIES.delete(),
        },
    )

    class Meta:
        verbose_name = _("choices about ties")
        verbose_name_plural = _("choices about ties")

    def __str__(self) -> str:
        return str(self.member_id)
