"""The agreement itself: its versions, parties, articles, and what was changed after signing."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd, PartyRole, SigningMethod
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AGREEMENTS, PersonalModel
from knowledge_network.members.organisations.models import Organisation, Partnership


class CollaborationAgreementQuerySet(models.QuerySet["CollaborationAgreement"]):
    def visible_to(self, member: Any) -> Self:
        """What was ever put up for signing is for all members; a draft for who writes it and its parties' directors."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        shown = ~Q(status__in=sorted(AgreementStatus.BEING_WRITTEN))
        directed = member.directed_organisations
        own = Q(parties__organisation__in=directed) | Q(parties__organisation__successor__in=directed)
        return self.filter(shown | own).distinct()

    def versions(self) -> Self:
        """Agreements themselves, without the texts of changes that are signed beside them."""
        return self.filter(amends__isnull=True)

    def in_force(self) -> Self:
        """Signed and not over. A version may be signed before its first day: `holding` says what counts today."""
        return self.versions().filter(status=AgreementStatus.IN_FORCE)

    def underway(self) -> Self:
        """Being written or signed; there is one at most."""
        being = AgreementStatus.BEING_WRITTEN | AgreementStatus.BEING_SIGNED
        return self.versions().filter(status__in=sorted(being))

    def holding(self, day: dt.date | None = None) -> Self:
        """What the partners are bound by on a day, the newest version first."""
        return self.in_force().filter(effective_from__lte=day or timezone.localdate()).order_by("-version")


class CollaborationAgreement(models.Model):
    """One version of what the partners agreed. Once signed by all it never changes: a change is a new version.

    Or a change that is signed beside it: with `amends` this is such a text, numbered within what it changes.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, related_name="agreements", verbose_name=_("partnership")
    )
    title = models.CharField(_("title"), max_length=200)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    predecessor = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("follows")
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("changes")
    )
    status = models.CharField(_("status"), max_length=15, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    preamble = models.TextField(_("considering that"), max_length=10_000, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_to = models.DateField(_("until"), null=True, blank=True)
    notice_period_months = models.PositiveSmallIntegerField(_("notice in months"), default=3)
    # The exact document that was put up for signing; every signature names this.
    document = models.FileField(upload_to="agreements/", blank=True, editable=False)
    document_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # The document with its evidence, sealed once at the end.
    sealed_document = models.FileField(upload_to="agreements/", blank=True, editable=False)
    sealed_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    # The day on which it held no longer, or was taken back from signing; the terms of what is kept count from here.
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    # In force although not every party signed: only when this says why.
    partial_start_reason = models.CharField(_("why it starts without all parties"), max_length=500, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NetworkManager.from_queryset(CollaborationAgreementQuerySet)()

    privacy = PersonalModel(
        fields={"written_by": AGREEMENTS.keep()},
        impersonal=(
            "public_id",
            "title",
            "preamble",
            "document",
            "document_sha256",
            "sealed_document",
            "sealed_sha256",
            "status_reason",
            "partial_start_reason",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "version"], condition=Q(amends__isnull=True), name="agreements_version_once"
            ),
            models.UniqueConstraint(
                fields=["amends", "version"], condition=Q(amends__isnull=False), name="agreements_change_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="agreements_ends_after_start",
                violation_error_message=_("An agreement ends after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(AgreementStatus.SIGNED)) | Q(effective_from__isnull=False),
                name="agreements_in_force_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.DRAFT) | Q(document_sha256__gt=""),
                name="agreements_signing_has_a_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    def get_absolute_url(self) -> str:
        """Its page; a change is read where it is signed."""
        name = "signing_round" if self.is_change else "agreement_detail"
        return reverse(f"agreements:{name}", args=[self.public_id])

    @property
    def is_change(self) -> bool:
        """A change of an agreement that was signed, with a signing of its own."""
        return self.amends_id is not None

    @property
    def is_draft(self) -> bool:
        return self.status == AgreementStatus.DRAFT

    @property
    def is_being_signed(self) -> bool:
        return self.status in AgreementStatus.BEING_SIGNED

    @property
    def is_in_force(self) -> bool:
        return self.status == AgreementStatus.IN_FORCE

    @property
    def is_signed(self) -> bool:
        return self.status in AgreementStatus.SIGNED

    @property
    def is_withdrawn(self) -> bool:
        """It was put up for signing and taken back: kept as it was, and never in force."""
        return self.status == AgreementStatus.WITHDRAWN

    @property
    def is_over(self) -> bool:
        return self.status in AgreementStatus.OVER


class PartyQuerySet(models.QuerySet["Party"]):
    def present_on(self, day: dt.date) -> Self:
        """Who gave notice is a party up to and including its last day; who merged until the day of the merger."""
        left = Q(end_kind=PartyEnd.LEFT, ended_on__gte=day)
        return self.filter(Q(ended_on__isnull=True) | left | Q(end_kind=PartyEnd.MERGED, ended_on__gt=day))


class Party(models.Model):
    """An organisation that agrees, under the name and number that it had when signing."""

    agreement = models.ForeignKey(CollaborationAgreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreement_parties", verbose_name=_("organisation")
    )
    role = models.CharField(_("as"), max_length=10, choices=PartyRole)
    name_as_signed = models.CharField(_("name"), max_length=150)
    number_as_signed = models.CharField(
        _("number"), max_length=5, blank=True, validators=[RegexValidator(r"^(\d{5}|\d{2}[A-Z]{2})$")]
    )
    end_kind = models.CharField(_("how it ended"), max_length=10, choices=PartyEnd, blank=True)
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    notice_given_on = models.DateField(_("notice given"), null=True, blank=True)
    # Give and take: what the partner itself says beside the figures.
    explanation = models.TextField(_("own words beside the figures"), max_length=2000, blank=True)
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    explained_on = models.DateField(null=True, blank=True)

    objects = NetworkManager.from_queryset(PartyQuerySet)()

    # Within its agreement.
    known_by: ClassVar = "organisation__slug"

    privacy = PersonalModel(
        fields={"explained_by": AGREEMENTS.keep()},
        impersonal=("name_as_signed", "number_as_signed", "explanation"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name_as_signed"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="agreements_party_once"),
            models.CheckConstraint(
                condition=Q(end_kind="", ended_on__isnull=True) | Q(end_kind__gt="", ended_on__isnull=False),
                name="agreements_party_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_signed

    @property
    def has_given_notice(self) -> bool:
        return self.end_kind == PartyEnd.LEFT

    def can_take_back_notice(self, day: dt.date) -> bool:
        return self.has_given_notice and self.is_present_on(day)

    def is_present_on(self, day: dt.date) -> bool:
        """As `present_on`, of a party that was fetched."""
        if self.ended_on is None:
            return True
        return self.ended_on >= day if self.end_kind == PartyEnd.LEFT else self.ended_on > day


class Article(models.Model):
    """One article, in a chapter. Its text is in paragraphs (leden) that start with their number."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    agreement = models.ForeignKey(CollaborationAgreement, models.CASCADE, related_name="articles")
    number = models.PositiveSmallIntegerField(_("number"))
    chapter = models.CharField(_("chapter"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=20_000)
    # How often it was written: who writes says which they had read.
    text_version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"changed_by": AGREEMENTS.keep()},
        impersonal=("public_id", "chapter", "title", "text"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="agreements_article_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ArticleComment(models.Model):
    """A remark on an article while it is being written, of who may read the draft."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("remark"), max_length=2000)
    at = models.DateTimeField(_("when"), default=timezone.now)
    resolved_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("author",),
        fields={"author": AGREEMENTS.keep(), "text": AGREEMENTS.keep()},
        impersonal=("public_id",),
        with_row=("article", "at", "resolved_at"),
    )

    class Meta:
        verbose_name = _("remark on an article")
        verbose_name_plural = _("remarks on articles")
        indexes = [models.Index(fields=["article", "at"], name="agreements_remarks_in_order")]

    def __str__(self) -> str:
        return f"{self.article}: {self.at:%Y-%m-%d}"


class Signatory(models.Model):
    """Who signed for a party, with the function as signed: «Algemeen directeur a.i.» stays as it was written."""

    party = models.OneToOneField(Party, models.CASCADE, related_name="signatory")
    name_as_signed = models.CharField(_("name"), max_length=100, blank=True)
    function_as_signed = models.CharField(_("function"), max_length=100)
    signed_on = models.DateField(_("signed on"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    method = models.CharField(_("how"), max_length=10, choices=SigningMethod)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={
            "name_as_signed": AGREEMENTS.keep(exported=False),
            "function_as_signed": AGREEMENTS.keep(exported=False),
        },
        impersonal=("place",),
    )

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.function_as_signed


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def signed(self) -> Self:
        """Signed by the parties, the last one last. It holds as long as what it changes."""
        return self.filter(paper__status__in=sorted(AgreementStatus.SIGNED)).order_by("created_at", "pk")

    def holding(self, day: dt.date | None = None) -> Self:
        """Those of them whose first day came."""
        return self.signed().filter(paper__effective_from__lte=day or timezone.localdate())


class Amendment(models.Model):
    """A change agreed after signing, beside the text that it changes. Its parties sign `paper`, as they sign a version.

    It can be changed until that is put up for signing.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    agreement = models.ForeignKey(CollaborationAgreement, models.PROTECT, related_name="amendments")
    paper = models.OneToOneField(CollaborationAgreement, models.CASCADE, related_name="amendment")
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="amendments")
    before = models.TextField(_("from"), max_length=20_000, blank=True)
    after = models.TextField(_("to"), max_length=20_000)
    reason = models.CharField(_("reason"), max_length=500)
    # The day on which the last party signed.
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = NetworkManager.from_queryset(AmendmentQuerySet)()

    privacy = PersonalModel(impersonal=("public_id", "before", "after", "reason"), names_nobody=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.created_at:%Y-%m-%d}"
