"""The signing round: mandates, signatures, and the chain of what happened, which any change would break."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.signing.enums import ConfirmedBy, EventKind, MandateState, SignatureState
from knowledge_network.agreements.texts.enums import AgreementStatus, SigningMethod
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AGREEMENTS, PersonalModel


class Mandate(models.Model):
    """That somebody may sign for a party. Nobody signs under a mandate that they gave or confirmed themselves."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="mandates")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signing_mandates")
    function = models.CharField(_("function"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=MandateState, default=MandateState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    confirmed_how = models.CharField(_("confirmed by"), max_length=10, choices=ConfirmedBy, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # A signed paper that gives the mandate, and the second person who saw it.
    scan = models.FileField(upload_to="agreements/mandates/", blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": AGREEMENTS.delete(),
            "function": AGREEMENTS.delete(),
            "scan": AGREEMENTS.delete(),
            "proposed_by": AGREEMENTS.keep(),
            "confirmed_by": AGREEMENTS.keep(),
        },
        impersonal=("public_id", "scan_sha256"),
        with_row=("party", "state", "proposed_at", "confirmed_how", "confirmed_at"),
    )

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(state=MandateState.CONFIRMED), name="agreements_one_mandate_a_party"
            ),
            models.CheckConstraint(
                condition=~Q(state=MandateState.CONFIRMED) | Q(confirmed_at__isnull=False, confirmed_how__gt=""),
                name="agreements_confirmed_says_how",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("member")),
                name="agreements_no_mandate_for_oneself",
                violation_error_message=_("Nobody confirms their own mandate."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.function}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def waiting(self) -> Self:
        """Asked for in a round that is open, and not answered yet."""
        return self.filter(
            state__in=sorted(SignatureState.OPEN),
            party__agreement__status__in=sorted(AgreementStatus.BEING_SIGNED),
        )


class Signature(models.Model):
    """One party's step in the round: asked, read, signed or refused."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="signatures")
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="signatures")
    state = models.CharField(_("state"), max_length=10, choices=SignatureState, default=SignatureState.ASKED)
    method = models.CharField(_("how"), max_length=10, choices=SigningMethod, default=SigningMethod.DIGITAL)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    # The fingerprint of the document that was signed.
    document_sha256 = models.CharField(max_length=64, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refusal_reason = models.CharField(_("why not"), max_length=500, blank=True)
    # On paper: the scan, and the second person who saw the original.
    scan = models.FileField(upload_to="agreements/scans/", blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager.from_queryset(SignatureQuerySet)()

    privacy = PersonalModel(
        fields={"seen_by": AGREEMENTS.keep(), "scan": AGREEMENTS.keep(exported=False)},
        impersonal=("public_id", "document_sha256", "scan_sha256", "refusal_reason"),
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["party"],
                condition=~Q(state=SignatureState.REPLACED),
                name="agreements_one_signature_a_party",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.SIGNED) | Q(signed_at__isnull=False, document_sha256__gt=""),
                name="agreements_signed_says_what_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.REFUSED) | Q(refusal_reason__gt=""),
                name="agreements_refusal_has_reason",
                violation_error_message=_("Say why you do not sign."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_state_display()}"


class SigningEvent(models.Model):
    """One link of the chain. `sha256` is over the link before and this one's facts; names stand in it salted only."""

    agreement = models.ForeignKey(CollaborationAgreement, models.PROTECT, related_name="signing_events")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what happened"), max_length=10, choices=EventKind)
    at = models.DateTimeField(_("when"))
    # What is hashed, in a canonical form: party numbers, fingerprints, salted hashes of name and function.
    facts = models.JSONField()
    before_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("facts", "before_sha256", "sha256"), names_nobody=True)

    class Meta:
        verbose_name = _("event of a signing round")
        verbose_name_plural = _("events of signing rounds")
        ordering = ["agreement", "number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="agreements_event_number_once")]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.number}"


class SigningPerson(models.Model):
    """Name and function behind a salted hash of the chain; removed after the term, and the chain still holds."""

    event = models.ForeignKey(SigningEvent, models.CASCADE, related_name="people")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    function = models.CharField(_("function"), max_length=100, blank=True)
    salt = models.CharField(max_length=64)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        # Evidence of an agreement: kept until seven years after it ended, whoever leaves.
        fields={
            "member": AGREEMENTS.keep(),
            "name": AGREEMENTS.keep(),
            "function": AGREEMENTS.keep(),
        },
        impersonal=("salt",),
        with_row=("event",),
    )

    class Meta:
        verbose_name = _("person in a signing round")
        verbose_name_plural = _("people in signing rounds")

    def __str__(self) -> str:
        return self.name


class SealKey(models.Model):
    """A key of the installation's seal. A retired one seals no more, and what it sealed is still known as ours."""

    private_key = models.TextField(editable=False)
    certificate = models.TextField(editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("private_key", "certificate"), names_nobody=True)

    class Meta:
        verbose_name = _("key of the seal")
        verbose_name_plural = _("keys of the seal")
        constraints = [
            models.UniqueConstraint(
                models.F("retired_at"),
                condition=Q(retired_at__isnull=True),
                name="agreements_one_key_seals",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
