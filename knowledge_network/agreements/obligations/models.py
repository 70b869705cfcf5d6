"""What follows from an article: who does what by when, and what shows that it was done."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.obligations.enums import DueRule, Level, ObligationState, OwnerRole, SelfCheck
from knowledge_network.agreements.texts.models import Article, Party
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AGREEMENTS, PersonalModel
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member
from plg.meetings.models import Meeting


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, member: Any) -> Self:
        """Every member may see what the partners owe each other."""
        return self.all() if member.is_authenticated else self.none()

    def still_open(self) -> Self:
        return self.filter(state__in=sorted(ObligationState.OPEN))

    def of_year(self, year: int) -> Self:
        """For the school year that begins in `year`."""
        return self.filter(school_year=year)

    def owned_by(self, member: Member) -> Self:
        """What somebody answers for: by name, in a role of the network, or as director of a party."""
        mine = Q(owner=member)
        if NetworkRoleKind.PROGRAMME_LEADER in member.roles:
            mine |= Q(rule__owner_role=OwnerRole.PROGRAMME_LEADERS)
        if NetworkRoleKind.NETWORK_COORDINATOR in member.roles:
            mine |= Q(rule__owner_role=OwnerRole.COORDINATOR)
        if directed := member.directed_organisations:
            parties = Party.objects.filter(organisation__in=directed)
            mine |= Q(party__in=parties)
            shared = {OwnerRole.BOARDS, OwnerRole.EVERY_PARTY}
            agreements = parties.values("agreement")
            mine |= Q(rule__owner_role__in=sorted(shared), party=None, rule__article__agreement__in=agreements)
        return self.filter(mine)

    def without_owner(self) -> Self:
        """Open, and of a party that left before it is due: somebody else has to take it up."""
        gone = Q(party__ended_on__isnull=False, party__ended_on__lt=F("due_on"))
        return self.still_open().filter(gone)


class ObligationRule(models.Model):
    """What an article asks for, once or every year: each time makes an obligation of its own."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="obligation_rules", verbose_name=_("article"))
    # Of «artikel 2 lid 1»: the lid, empty for the article as a whole.
    paragraph = models.PositiveSmallIntegerField(_("paragraph"), null=True, blank=True)
    title = models.CharField(_("what"), max_length=200)
    owner_role = models.CharField(_("whose"), max_length=20, choices=OwnerRole)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    due_rule = models.CharField(_("when"), max_length=8, choices=DueRule, default=DueRule.YEARLY)
    due_month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    due_day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    due_on = models.DateField(_("on"), null=True, blank=True)
    # A plan and a budget are due before the school year that they are for.
    before_year = models.BooleanField(_("due before the school year begins"), default=False)
    evidence_required = models.CharField(_("what shows it"), max_length=300, blank=True)
    self_check = models.CharField(_("checks itself"), max_length=20, choices=SelfCheck, blank=True)
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "title", "evidence_required"), names_nobody=True)

    class Meta:
        verbose_name = _("rule of obligations")
        verbose_name_plural = _("rules of obligations")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_rule=DueRule.ONCE, due_on__isnull=False)
                | Q(due_rule=DueRule.YEARLY, due_month__isnull=False, due_day__isnull=False),
                name="agreements_rule_says_when",
                violation_error_message=_("Say on which day it is due."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        return self.ended_on is not None

    @property
    def is_yearly(self) -> bool:
        return self.due_rule == DueRule.YEARLY

    @property
    def is_per_party(self) -> bool:
        """Every party owes it by itself; what checks itself is looked at for all together."""
        return self.owner_role == OwnerRole.EVERY_PARTY and not self.self_check


class Obligation(models.Model):
    """One thing that has to be done by a day, with who answers for it and what shows it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    rule = models.ForeignKey(ObligationRule, models.PROTECT, related_name="obligations")
    # School year as the year in which it begins.
    school_year = models.PositiveSmallIntegerField(_("school year"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=ObligationState, default=ObligationState.PLANNED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="obligations"
    )
    # For what every party owes by itself.
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="obligations")
    met_on = models.DateField(_("met on"), null=True, blank=True)
    lapse_reason = models.CharField(_("why it lapsed"), max_length=500, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    # The numbers that the rule itself found, and when it looked; `sentences` makes words of them.
    facts = models.JSONField(_("found"), default=dict, blank=True)
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    # Met because the data say so: when they no longer do, it is open again.
    met_by_check = models.BooleanField(default=False, editable=False)
    # How often owner, party, day or note were written: who writes says which they had read.
    # The last reminder that went out, so that none goes out twice.
    reminded = models.CharField(max_length=12, blank=True, editable=False)

    objects = NetworkManager.from_queryset(ObligationQuerySet)()

    privacy = PersonalModel(
        fields={"owner": AGREEMENTS.blank()},
        impersonal=("public_id", "lapse_reason", "note", "facts", "reminded"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        indexes = [models.Index(fields=["state", "due_on"], name="agreements_obligation_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "due_on", "party"], nulls_distinct=False, name="agreements_obligation_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ObligationState.MET) | Q(met_on__isnull=False),
                name="agreements_met_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ObligationState.LAPSED) | Q(lapse_reason__gt=""),
                name="agreements_lapsed_says_why",
                violation_error_message=_("Say why it lapsed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.due_on:%d-%m-%Y})"

    def get_absolute_url(self) -> str:
        return reverse("agreements:obligation_detail", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state in ObligationState.OPEN

    @property
    def is_planned(self) -> bool:
        return self.state == ObligationState.PLANNED

    @property
    def is_lapsed(self) -> bool:
        return self.state == ObligationState.LAPSED

    @property
    def is_late(self) -> bool:
        return self.state == ObligationState.LATE

    @property
    def is_met(self) -> bool:
        return self.state == ObligationState.MET


class ObligationEvidence(models.Model):
    """What shows that an obligation was met: a meeting, a product, a file or an address."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="evidence")
    text = models.CharField(_("what it is"), max_length=300)
    link = models.URLField(_("link"), max_length=500, blank=True)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    product = models.ForeignKey(KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="+")
    content = models.FileField(_("file"), upload_to="agreements/evidence/", blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"added_by": AGREEMENTS.keep()},
        impersonal=("public_id", "text", "link", "content", "file_name", "media_type"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("evidence of an obligation")
        verbose_name_plural = _("evidence of obligations")

    def __str__(self) -> str:
        return self.text
