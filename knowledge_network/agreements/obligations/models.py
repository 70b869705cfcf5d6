"""What follows from an article: who does what by when, and what shows that it was done."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.obligations.enums import DueRule, Level, ObligationState, OwnerRole, SelfCheck
from knowledge_network.agreements.texts.models import Article, Party
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AGREEMENTS, PersonalModel
from plg.meetings.models import Meeting


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, member: Any) -> Self:
        """Every member may see what the partners owe each other."""
        return self.all() if member.is_authenticated else self.none()

    def still_open(self) -> Self:
        return self.filter(state__in=sorted(ObligationState.OPEN))


class ObligationRule(models.Model):
    """What an article asks for, once or every year: each time makes an obligation of its own."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="obligation_rules")
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
    # What the rule itself found, and when it looked.
    found = models.CharField(_("found"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)

    objects = NetworkManager.from_queryset(ObligationQuerySet)()

    privacy = PersonalModel(
        fields={"owner": AGREEMENTS.blank()},
        impersonal=("public_id", "lapse_reason", "note", "found"),
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
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"added_by": AGREEMENTS.keep()}, impersonal=("public_id", "text", "link"), names_nobody=True
    )

    class Meta:
        verbose_name = _("evidence of an obligation")
        verbose_name_plural = _("evidence of obligations")

    def __str__(self) -> str:
        return self.text
