"""The two ways in: somebody asks («aanmelden»), or somebody is invited."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.network import read_network
from knowledge_network.kit.privacy import ADMISSION, PersonalModel
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class SignupRequestQuerySet(models.QuerySet["SignupRequest"]):
    def open(self) -> Self:
        return self.filter(state=SignupState.OPEN)

    def visible_to(self, member: Reader) -> Self:
        """Coordinators see all requests, a school leader those for the own school; unverified addresses nobody sees."""
        known = self.exclude(state=SignupState.UNVERIFIED)
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return known
        return known.filter(organisation__in=member.led_organisations)


class SignupRequest(models.Model):
    """Somebody who asks to become a member. Counts only once the address was shown to be theirs."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    email = models.EmailField(_("e-mail address"))
    given_name = models.CharField(_("given name"), max_length=60)
    infix = models.CharField(_("infix"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=80)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="signup_requests",
        verbose_name=_("school or organisation"),
    )
    function = models.CharField(_("function"), max_length=20, choices=Function)
    motivation = models.TextField(_("why you want to join"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    state = models.CharField(_("state"), max_length=10, choices=SignupState, default=SignupState.UNVERIFIED)
    requested_at = models.DateTimeField(_("asked"), default=timezone.now)
    verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="signup_requests",
    )

    objects = NetworkManager.from_queryset(SignupRequestQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        mentions=("email",),
        fields={
            **dict.fromkeys(
                ("member", "email", "given_name", "infix", "family_name", "motivation", "reason"), ADMISSION.delete()
            ),
            "decided_by": ADMISSION.keep(),
        },
        impersonal=("public_id",),
        with_row=("organisation", "function", "language", "state", "requested_at", "verified_at", "decided_at"),
    )

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(state__in=sorted(SignupState.UNDECIDED)),
                name="members_signup_one_open_per_address",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignupState.REJECTED) | Q(reason__gt=""),
                name="members_signup_rejection_has_reason",
                violation_error_message=_("Say why you reject this request."),
            ),
            models.CheckConstraint(
                condition=Q(state=SignupState.UNVERIFIED) | Q(verified_at__isnull=False),
                name="members_signup_verified_before_seen",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "requested_at", "public_id"], name="members_signup_in_order"),
            # Where somebody's address stands, however it is written.
            models.Index(Upper("email"), name="members_signup_by_address"),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_open(self) -> bool:
        return self.state == SignupState.OPEN

    @property
    def is_approved(self) -> bool:
        return self.state == SignupState.APPROVED

    def can_be_taken_back(self, by: Reader, now: dt.datetime, *, within: dt.timedelta) -> bool:
        """Whether `by` decided on it, and that less than `within` ago."""
        decided = self.state in (SignupState.APPROVED, SignupState.REJECTED) and self.decided_by_id == by.pk
        return decided and self.decided_at is not None and now - self.decided_at < within

    @property
    def has_trusted_address(self) -> bool:
        """Whether the address is of a domain that the network knows as one of its schools."""
        return self.email.rpartition("@")[2].lower() in read_network().trusted_domains

    def get_full_name(self) -> str:
        return " ".join(part for part in (self.given_name, self.infix, self.family_name) if part)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        return self.filter(
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=timezone.now(),
        )


class Invitation(models.Model):
    """An offer to become a member, sent by mail; the link works once and until it expires."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    email = models.EmailField(_("e-mail address"))
    given_name = models.CharField(_("given name"), max_length=60)
    infix = models.CharField(_("infix"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=80)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="invitations",
        verbose_name=_("school or organisation"),
    )
    function = models.CharField(_("function"), max_length=20, choices=Function)
    message = models.TextField(_("personal message"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
    )

    objects = NetworkManager.from_queryset(InvitationQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        mentions=("email",),
        fields={
            **dict.fromkeys(("member", "email", "given_name", "infix", "family_name", "message"), ADMISSION.delete()),
            "invited_by": ADMISSION.keep(),
        },
        impersonal=("public_id",),
        with_row=("organisation", "function", "language", "invited_at", "expires_at", "accepted_at", "withdrawn_at"),
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [
            models.Index(fields=["-invited_at", "-public_id"], name="members_invitation_newest"),
            # Where somebody's address stands, however it is written.
            models.Index(Upper("email"), name="members_invitation_by_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="members_invitation_one_open_per_address",
                violation_error_message=_("This address was invited already."),
            ),
        ]

    def __str__(self) -> str:
        return self.email


class InvitedAppointment(models.Model):
    """Another function, or another school, of somebody who is invited: begins with the account, like the first."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="more", verbose_name=_("invitation"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("school or organisation")
    )
    function = models.CharField(_("function"), max_length=20, choices=Function)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("invitation__member",),
        fields={"function": ADMISSION.delete()},
        with_row=("invitation", "organisation"),
    )

    class Meta:
        verbose_name = _("other function of an invitation")
        verbose_name_plural = _("other functions of an invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "organisation", "function"], name="members_invitedappointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()}, {self.organisation}"
