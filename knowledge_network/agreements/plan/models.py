"""What the partners want over some years, do this year, what it costs, and how they look back on it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.plan.enums import (
    ActivityState,
    EntryKind,
    EvaluationLevel,
    Funding,
    MoneyPart,
    PlanStatus,
)
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AGREEMENTS, PersonalModel
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.topics.models import Topic
from plg.groups.models import Group


class StrategicAgendaItem(models.Model):
    """A theme of several years: what for, how one would see it, and who answers for it. The theme is a topic."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="strategic_agenda")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="strategic_items", verbose_name=_("theme"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    goal = models.TextField(_("goal"), max_length=1000)
    indicator = models.CharField(_("how we see it"), max_length=300, blank=True)
    # School years, each as the year in which it begins.
    first_year = models.PositiveSmallIntegerField(_("from school year"))
    last_year = models.PositiveSmallIntegerField(_("until school year"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"owner": AGREEMENTS.blank()}, impersonal=("public_id", "goal", "indicator"), names_nobody=True
    )

    class Meta:
        verbose_name = _("theme of the strategic agenda")
        verbose_name_plural = _("strategic agenda")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="agreements_strategy_ends_after_start",
                violation_error_message=_("The last year is not before the first."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic)


class WorkPlan(models.Model):
    """What the network does in one school year, with its budget."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="work_plans")
    agreement = models.ForeignKey(
        CollaborationAgreement, models.SET_NULL, null=True, blank=True, related_name="work_plans"
    )
    school_year = models.PositiveSmallIntegerField(_("school year"))
    status = models.CharField(_("status"), max_length=8, choices=PlanStatus, default=PlanStatus.DRAFT)
    summary = models.TextField(_("in short"), max_length=3000, blank=True)
    drafted_on = models.DateField(_("draft ready on"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "summary"), names_nobody=True)

    class Meta:
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "school_year"], name="agreements_plan_once_a_year"),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.ADOPTED) | Q(adopted_on__isnull=False),
                name="agreements_adopted_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year}-{self.school_year + 1}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:work_plan", args=[str(self)])

    @property
    def is_adopted(self) -> bool:
        return self.status == PlanStatus.ADOPTED


class PlanChange(models.Model):
    """What changed in a plan after it was adopted, why, and who did it."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="changes")
    what = models.CharField(_("what"), max_length=500)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": AGREEMENTS.keep()}, impersonal=("what", "reason"), names_nobody=True)

    class Meta:
        verbose_name = _("change of an adopted plan")
        verbose_name_plural = _("changes of adopted plans")
        indexes = [models.Index(fields=["plan", "-at"], name="agreements_changes_newest")]

    def __str__(self) -> str:
        return self.what


class PlanActivity(models.Model):
    """One thing that the network does this year, and the groups and products that it rests on."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="activities")
    title = models.CharField(_("what"), max_length=200)
    goal = models.TextField(_("what for"), max_length=1000, blank=True)
    theme = models.ForeignKey(
        StrategicAgendaItem, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("theme")
    )
    groups = models.ManyToManyField(Group, blank=True, related_name="plan_activities", verbose_name=_("groups"))
    products = models.ManyToManyField(
        KnowledgeProduct, blank=True, related_name="plan_activities", verbose_name=_("products")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    state = models.CharField(_("state"), max_length=8, choices=ActivityState, default=ActivityState.PLANNED)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    result = models.TextField(_("what came of it"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"owner": AGREEMENTS.blank()},
        impersonal=("public_id", "title", "goal", "result"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("activity of a work plan")
        verbose_name_plural = _("activities of work plans")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreements_activity_ends_after_start",
                violation_error_message=_("It ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """An amount that is planned for one thing, of one kind of money. Exact to the cent."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="budget_lines")
    activity = models.ForeignKey(
        PlanActivity, models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("activity")
    )
    funding = models.CharField(_("kind of money"), max_length=10, choices=Funding)
    part = models.CharField(_("for"), max_length=20, choices=MoneyPart)
    source = models.CharField(_("source"), max_length=150)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="budget_lines", verbose_name=_("partner")
    )
    title = models.CharField(_("what"), max_length=200)
    planned = models.DecimalField(
        _("planned"), max_digits=11, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "source", "title"), names_nobody=True)

    class Meta:
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of budgets")
        ordering = ["funding", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned__gte=0),
                name="agreements_planned_not_negative",
                violation_error_message=_("An amount is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetEntry(models.Model):
    """Money promised or spent on a line, on a day. A correction is an entry of its own, which may be negative."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind)
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    on = models.DateField(_("on"))
    description = models.CharField(_("what for"), max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"added_by": AGREEMENTS.keep()}, impersonal=("public_id", "description"), names_nobody=True
    )

    class Meta:
        verbose_name = _("entry of a budget")
        verbose_name_plural = _("entries of budgets")
        indexes = [models.Index(fields=["line", "on"], name="agreements_entries_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="agreements_entry_is_an_amount",
                violation_error_message=_("Fill in an amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.amount}"


class Evaluation(models.Model):
    """A look back at one of five levels: what was asked, found and decided."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="evaluations")
    level = models.CharField(_("level"), max_length=12, choices=EvaluationLevel)
    about = models.CharField(_("about"), max_length=200)
    school_year = models.PositiveSmallIntegerField(_("school year"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    questions = models.TextField(_("questions"), max_length=3000, blank=True)
    findings = models.TextField(_("what we found"), max_length=5000, blank=True)
    decisions = models.TextField(_("what we decided"), max_length=3000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"written_by": AGREEMENTS.keep()},
        impersonal=("public_id", "about", "questions", "findings", "decisions"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        indexes = [models.Index(fields=["partnership", "school_year", "level"], name="agreements_evaluations")]

    def __str__(self) -> str:
        return f"{self.about} ({self.school_year}-{self.school_year + 1})"

    def get_absolute_url(self) -> str:
        return reverse("agreements:evaluation_detail", args=[self.public_id])
