"""What members say they can help with, what shows it, who says so too, and when they have time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import (
    ClaimLevel,
    ClaimState,
    ClaimVisibility,
    EndorsementBasis,
    EvidenceGround,
    EvidenceKind,
    HelpForm,
)
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import EXPERTISE, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models.member import present
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.meetings.models import Meeting

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)

SHORTEST_ENDORSEMENT = 40


class ExpertiseClaimQuerySet(models.QuerySet["ExpertiseClaim"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own; of present people what they show to the network, to strangers what they show to everybody."""
        shown = self.filter(present("member__"), state__in=ClaimState.SHOWN)
        if not member.is_authenticated:
            return shown.filter(visibility=ClaimVisibility.EVERYBODY, member__name_visibility=Visibility.EVERYBODY)
        # In columns of the row and its member: a subquery would read all claims for each page that asks for one.
        theirs = present("member__") & Q(state__in=ClaimState.SHOWN) & ~Q(visibility=ClaimVisibility.HIDDEN)
        return self.filter(Q(member=member) | theirs)

    def shown_to_members(self) -> Self:
        """What any member may find."""
        return self.filter(present("member__"), state__in=ClaimState.SHOWN).exclude(visibility=ClaimVisibility.HIDDEN)

    def proven(self) -> Self:
        """With evidence: what counts as supply."""
        return self.filter(state__in=ClaimState.PROVEN)


class ExpertiseClaim(models.Model):
    """«I can help with this»: one member, one topic. How sure we may be of it is its `state`, never a number."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="expertise_claims")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="expertise_claims", verbose_name=_("topic"))
    level = models.CharField(_("level"), max_length=20, choices=ClaimLevel, default=ClaimLevel.USER)
    description = models.TextField(_("what I can help with"), max_length=1000, blank=True)
    sectors = ArrayField(
        models.CharField(max_length=20, choices=Sector), default=list, blank=True, verbose_name=_("sectors")
    )
    # Groups 1 to 8 of primary school.
    year_groups = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("year groups")
    )
    forms = ArrayField(
        models.CharField(max_length=20, choices=HelpForm), default=list, blank=True, verbose_name=_("how I can help")
    )
    since_year = models.PositiveSmallIntegerField(_("since which year"), null=True, blank=True)
    visibility = models.CharField(
        _("who sees this"), max_length=20, choices=ClaimVisibility, default=ClaimVisibility.NETWORK
    )
    is_draft = models.BooleanField(_("still a draft"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=ClaimState, default=ClaimState.DECLARED, editable=False)
    state_since = models.DateField(_("in this state since"), default=timezone.localdate, editable=False)
    last_confirmed_on = models.DateField(_("last confirmed"), default=timezone.localdate)
    reminded_on = models.DateField(_("asked whether it is still right"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NetworkManager.from_queryset(ExpertiseClaimQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(
            (
                "member",
                "level",
                "description",
                "sectors",
                "year_groups",
                "forms",
                "since_year",
                "last_confirmed_on",
            ),
            EXPERTISE.delete(),
        ),
        impersonal=("public_id",),
        with_row=(
            "topic",
            "visibility",
            "is_draft",
            "state",
            "state_since",
            "reminded_on",
            "archived_at",
            "created_at",
            "changed_at",
        ),
    )

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        indexes = [
            models.Index(fields=["topic", "state"], name="expertise_claim_of_topic"),
            models.Index(fields=["member", "state"], name="expertise_claim_of_member"),
            GinIndex(fields=["year_groups"], name="expertise_claim_year_groups"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "topic"],
                condition=Q(archived_at__isnull=True),
                name="expertise_claim_once_per_topic",
                violation_error_message=_("You have this topic already. Change what you wrote there."),
            ),
            models.CheckConstraint(
                condition=Q(archived_at__isnull=True) | Q(state=ClaimState.ARCHIVED),
                name="expertise_archived_claim_says_so",
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic)

    def get_absolute_url(self) -> str:
        return reverse("expertise:claim_detail", args=[self.public_id])

    @property
    def is_recognised(self) -> bool:
        return self.state == ClaimState.RECOGNISED

    @property
    def is_hidden(self) -> bool:
        return self.visibility == ClaimVisibility.HIDDEN

    @property
    def is_shown(self) -> bool:
        """Others may find it: not a draft, not archived, not hidden."""
        return self.state in ClaimState.SHOWN and not self.is_hidden


class Evidence(models.Model):
    """What shows that a claim is right: something in the network, or something outside it with a link."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    claim = models.ForeignKey(ExpertiseClaim, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind of evidence"), max_length=20, choices=EvidenceKind)
    ground = models.CharField(_("rests on"), max_length=20, choices=EvidenceGround, default=EvidenceGround.PRACTICE)
    title = models.CharField(_("what it is"), max_length=200)
    link = models.URLField(_("link"), blank=True, max_length=500)
    product = models.ForeignKey(
        "expertise.KnowledgeProduct", models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="evidence")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="evidence")
    # Something of a part above, as its source names it: «lesson_study:k3v9…» (`expertise.claims.registry`).
    elsewhere = models.CharField(_("in another part"), max_length=60, blank=True)
    happened_on = models.DateField(_("when"), null=True, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("claim__member",),
        fields=dict.fromkeys(("claim", "title", "link", "elsewhere", "happened_on"), EXPERTISE.delete()),
        impersonal=("public_id",),
        with_row=("kind", "ground", "product", "meeting", "group", "added_at"),
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.title


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def standing(self) -> Self:
        """Not withdrawn, by and about people who are in the network."""
        return self.filter(present("by__"), withdrawn_at__isnull=True)


class Endorsement(models.Model):
    """A colleague recognises a claim, from something they did together («erkenning»)."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    claim = models.ForeignKey(ExpertiseClaim, models.CASCADE, related_name="endorsements")
    # Whose claim it is, kept here so that the database itself refuses who endorses themselves.
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="endorsements_received")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="endorsements_given")
    # Where the endorser worked that day: two must come from two other schools.
    from_organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    basis = models.CharField(_("what you know it from"), max_length=20, choices=EndorsementBasis)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    product = models.ForeignKey("expertise.KnowledgeProduct", models.SET_NULL, null=True, blank=True, related_name="+")
    help_request = models.ForeignKey("expertise.HelpRequest", models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(
        _("what you saw or used"), max_length=600, validators=[MinLengthValidator(SHORTEST_ENDORSEMENT)]
    )
    given_on = models.DateField(_("given"), default=timezone.localdate)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = NetworkManager.from_queryset(EndorsementQuerySet)()

    privacy = PersonalModel(
        subjects=("by", "about"),
        fields={
            "by": EXPERTISE.delete(),
            "about": EXPERTISE.delete(),
            "claim": EXPERTISE.delete(),
            "basis": EXPERTISE.delete(),
            "text": EXPERTISE.delete(),
            "given_on": EXPERTISE.delete(),
        },
        impersonal=("public_id",),
        with_row=("from_organisation", "meeting", "product", "help_request", "withdrawn_at"),
    )

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("about")),
                name="expertise_nobody_endorses_themselves",
                violation_error_message=_("You cannot recognise your own expertise."),
            ),
            models.UniqueConstraint(
                fields=["claim", "by"],
                condition=Q(withdrawn_at__isnull=True),
                name="expertise_endorsed_once",
                violation_error_message=_("You recognised this already."),
            ),
            models.CheckConstraint(
                condition=Q(text__length__gte=SHORTEST_ENDORSEMENT), name="expertise_endorsement_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} → {self.claim}"


class AvailabilityQuerySet(models.QuerySet["Availability"]):
    def open(self, today: dt.date | None = None) -> Self:
        """Not pausing today."""
        return self.filter(Q(paused_until__isnull=True) | Q(paused_until__lt=today or timezone.localdate()))


class Availability(models.Model):
    """In which ways and how much somebody can be asked; without a row: the defaults."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="availability")
    forms = ArrayField(
        models.CharField(max_length=20, choices=HelpForm), default=list, blank=True, verbose_name=_("how I can help")
    )
    hours_per_month = models.PositiveSmallIntegerField(
        _("hours a month"), null=True, blank=True, validators=[MaxValueValidator(80)]
    )
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("weekdays"))
    travel_km = models.PositiveSmallIntegerField(
        _("kilometres that I travel"), null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    paused_until = models.DateField(_("not available until"), null=True, blank=True)
    most_open = models.PositiveSmallIntegerField(
        _("questions at the same time, at most"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(AvailabilityQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(
            ("member", "forms", "hours_per_month", "weekdays", "travel_km", "paused_until", "most_open"),
            EXPERTISE.delete(),
        ),
        with_row=("changed_at",),
    )

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availability")

    def __str__(self) -> str:
        return str(self.member)
