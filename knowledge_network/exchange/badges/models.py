"""For what there are badges, who asked for one and got it, the bits that say which are revoked, and the keys."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.claims.models import ExpertiseClaim
from knowledge_network.exchange.badges.enums import BadgeKind, BadgeState, EndReason, KeyKind
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import BADGES, GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.models import Organisation

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# The smallest list of the standard: so many badges hide among each other.
STATUS_BITS = 131_072


def new_salt() -> str:
    return secrets.token_hex(16)


class BadgeClass(models.Model):
    """What a badge of this kind is given for: without a written criterion there is none."""

    kind = models.CharField(_("for what"), max_length=16, choices=BadgeKind, unique=True)
    name = models.CharField(_("name of the badge"), max_length=100)
    description = models.CharField(_("what it says, in one sentence"), max_length=300)
    criterion = models.TextField(
        _("criterion"), max_length=2000, help_text=_("What somebody did and shows. Being there is never enough.")
    )
    months = models.PositiveSmallIntegerField(
        _("holds for so many months"), default=24, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    is_offered = models.BooleanField(_("members can ask for it"), default=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("name", "description", "criterion"), names_nobody=True)

    class Meta:
        verbose_name = _("kind of badge")
        verbose_name_plural = _("kinds of badges")
        constraints = [
            models.CheckConstraint(condition=Q(criterion__gt=""), name="exchange_badge_has_criterion"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=60), name="exchange_badge_always_ends"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:badge_class", args=[BadgeKind(self.kind).address])

    @property
    def words_hash(self) -> str:
        """Of what a board reads before it stands behind it."""
        return hashlib.sha256(repr((self.name, self.description, self.criterion)).encode()).hexdigest()


class ClassEndorsement(models.Model):
    """A board stands behind what a kind of badge asks. About the kind only: who holds one is no business of a board."""

    badge_class = models.ForeignKey(BadgeClass, models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("board"))
    endorsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    endorsed_at = models.DateTimeField(_("endorsed"), default=timezone.now)
    # Of the words that were read: other words are endorsed anew.
    words_hash = models.CharField(max_length=64)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"endorsed_by": GROUP_WORK.keep()}, impersonal=("words_hash",), names_nobody=True)

    class Meta:
        verbose_name = _("endorsement of a kind of badge")
        verbose_name_plural = _("endorsements of kinds of badges")
        constraints = [
            models.UniqueConstraint(fields=["badge_class", "organisation"], name="exchange_badge_class_endorsed_once")
        ]

    def __str__(self) -> str:
        return f"{self.badge_class}: {self.organisation}"


class StatusBit(models.Model):
    """A place in the status list. It knows nobody, and stays when the badge and its holder are gone."""

    number = models.PositiveIntegerField(unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("bit of the status list")
        verbose_name_plural = _("bits of the status list")
        constraints = [
            models.CheckConstraint(condition=Q(number__lt=STATUS_BITS), name="exchange_status_bit_in_list"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class BadgeQuerySet(models.QuerySet["Badge"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own; for coordinators also one that waits or holds: who granted it may be away when it has to be
        withdrawn. It takes its address, out of the file that was shown: nobody sees a list of somebody's."""
        if not member.is_authenticated:
            return self.none()
        mine = Q(member=member)
        if member.is_coordinator:
            mine |= Q(state__in=(BadgeState.ASKED, BadgeState.GRANTED)) | Q(decided_by=member)
        return self.filter(mine)

    def waiting(self) -> Self:
        return self.filter(state=BadgeState.ASKED)

    def holding(self, at: dt.datetime | None = None) -> Self:
        return self.filter(state=BadgeState.GRANTED, valid_until__gt=at or timezone.now())


class Badge(models.Model):
    """Asked by a member against a criterion, decided by a named person, and over on a day that stands in it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    urn = models.UUIDField(unique=True, default=uuid4, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="badges")
    badge_class = models.ForeignKey(BadgeClass, models.PROTECT, related_name="badges", verbose_name=_("badge"))
    claim = models.ForeignKey(
        ExpertiseClaim, models.SET_NULL, null=True, blank=True, related_name="badges", verbose_name=_("expertise")
    )
    motivation = models.TextField(_("how I meet the criterion"), max_length=2000)
    state = models.CharField(_("state"), max_length=8, choices=BadgeState, default=BadgeState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    answer = models.TextField(_("reason"), max_length=1000, blank=True)
    # As they stood on the day it was granted.
    name = models.CharField(_("name of the badge"), max_length=200, blank=True)
    description = models.CharField(_("what it says"), max_length=300, blank=True)
    criterion = models.TextField(_("criterion"), max_length=2000, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    valid_from = models.DateTimeField(_("holds from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("holds until"), null=True, blank=True)
    status_bit = models.OneToOneField(StatusBit, models.PROTECT, null=True, blank=True, related_name="badge")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=9, choices=EndReason, blank=True)
    end_note = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = NetworkManager.from_queryset(BadgeQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            **dict.fromkeys(("member", "motivation", "answer", "name", "end_note"), BADGES.delete()),
            "decided_by": BADGES.keep(),
            "salt": BADGES.delete(exported=False),
        },
        impersonal=("public_id", "description", "criterion"),
        with_row=(
            *("urn", "badge_class", "claim", "state", "asked_at", "decided_at", "valid_from", "valid_until"),
            *("status_bit", "ended_at", "end_reason"),
        ),
    )

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        indexes = [models.Index(fields=["state", "asked_at"], name="exchange_badge_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")),
                name="exchange_nobody_grants_themselves",
                violation_error_message=_("Nobody decides about a badge of their own."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(BadgeState.WAS_GRANTED))
                | Q(
                    status_bit__isnull=False,
                    valid_from__isnull=False,
                    valid_until__isnull=False,
                    valid_until__gt=F("valid_from"),
                ),
                name="exchange_granted_badge_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state=BadgeState.ENDED) | Q(ended_at__isnull=False, end_reason__gt=""),
                name="exchange_ended_badge_says_why",
            ),
            models.UniqueConstraint(
                fields=["member", "badge_class", "claim"],
                condition=Q(state=BadgeState.ASKED),
                nulls_distinct=False,
                name="exchange_badge_asked_once",
                violation_error_message=_("You asked for this badge already."),
            ),
        ]

    def __str__(self) -> str:
        # Never for what: this name stands in the audit trail.
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("exchange:badge_detail", args=[self.public_id])

    @property
    def title(self) -> str:
        """What it is called: as granted, or as it will be."""
        if self.name:
            return self.name
        return f"{self.badge_class.name}: {self.claim.topic.name}" if self.claim is not None else self.badge_class.name

    @property
    def is_waiting(self) -> bool:
        return self.state == BadgeState.ASKED

    @property
    def is_granted(self) -> bool:
        return self.state == BadgeState.GRANTED

    @property
    def is_declined(self) -> bool:
        return self.state == BadgeState.DECLINED

    @property
    def is_ended(self) -> bool:
        return self.state == BadgeState.ENDED

    @property
    def is_over(self) -> bool:
        """Granted, and its last day is past."""
        return self.is_granted and self.valid_until is not None and self.valid_until <= timezone.now()

    @property
    def holds(self) -> bool:
        return self.is_granted and not self.is_over


class BadgeKey(models.Model):
    """A key that signs badges. A retired one signs no more, and what it signed still verifies."""

    kind = models.CharField(max_length=7, choices=KeyKind)
    # What stands behind the «#» of its address in the document of the issuer.
    fragment = models.CharField(max_length=20, unique=True)
    private_key = models.TextField(editable=False)
    public_key = models.TextField(editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("private_key", "public_key", "fragment"), names_nobody=True)

    class Meta:
        verbose_name = _("key of badges")
        verbose_name_plural = _("keys of badges")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(retired_at__isnull=True), name="exchange_one_badge_key_signs"
            )
        ]

    def __str__(self) -> str:
        return self.fragment
