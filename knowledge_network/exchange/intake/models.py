"""Lists of products of others: what would come of each, what came of it, and which product came from where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductKind, ProductLicence
from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.intake.enums import IntakeState, IntakeWay, Outcome, Reason
from knowledge_network.exchange.outgoing.enums import Trouble
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import IMPORTS, PersonalModel

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

UNDO_PERIOD = dt.timedelta(hours=24)


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, member: Reader) -> Self:
        """Who runs the network brings them in; for others there are none."""
        return self.all() if member.is_authenticated and member.is_coordinator else self.none()

    def open_since(self, moment: dt.datetime) -> Self:
        """Of before `moment`, and nothing came of it."""
        return self.filter(state__in=IntakeState.OPEN, created_at__lt=moment)


class Intake(models.Model):
    """Products of one source, read once: first a dry run, then drafts of what was chosen, then for a day undoable."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    way = models.CharField(_("way"), max_length=10, choices=IntakeWay)
    source = models.CharField(_("whose products"), max_length=120)
    url = models.URLField(_("address of the catalogue"), max_length=300, blank=True)
    of_set = models.CharField(_("part of the catalogue"), max_length=120, blank=True)
    # For what says nothing of it itself.
    licence = models.CharField(_("licence"), max_length=20, choices=ProductLicence, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ProductKind)
    state = models.CharField(_("state"), max_length=10, choices=IntakeState, default=IntakeState.WAITING)
    # As `Trouble` writes it.
    problem = models.CharField(_("what went wrong"), max_length=300, blank=True)
    is_cut = models.BooleanField(_("there is more than was read"), default=False)
    made = models.PositiveIntegerField(_("products made"), default=0)
    stayed = models.PositiveIntegerField(_("products that stayed after undoing"), default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("offered"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = NetworkManager.from_queryset(IntakeQuerySet)()

    privacy = PersonalModel(
        fields={"created_by": IMPORTS.keep()},
        impersonal=("public_id", "source", "url", "of_set", "problem"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("list of products of others")
        verbose_name_plural = _("lists of products of others")
        indexes = [
            models.Index(fields=["-created_at", "-public_id"], name="exchange_intake_newest"),
            # When something was taken over last.
            models.Index(fields=["-applied_at"], condition=Q(applied_at__isnull=False), name="exchange_intake_applied"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(IntakeState.CARRIED_OUT)) | Q(applied_at__isnull=False),
                name="exchange_intake_applied_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def told_problem(self) -> str:
        return Trouble.read(self.problem)

    @property
    def is_at_work(self) -> bool:
        return self.state in IntakeState.AT_WORK

    @property
    def is_planned(self) -> bool:
        return self.state == IntakeState.PLANNED

    @property
    def is_applied(self) -> bool:
        return self.state == IntakeState.APPLIED

    @property
    def is_undone(self) -> bool:
        return self.state == IntakeState.UNDONE

    @property
    def is_failed(self) -> bool:
        return self.state == IntakeState.FAILED

    @property
    def is_discarded(self) -> bool:
        return self.state == IntakeState.DISCARDED

    @property
    def undo_until(self) -> dt.datetime | None:
        """Until when it can be undone; None when it cannot."""
        if self.state != IntakeState.APPLIED or self.applied_at is None:
            return None
        until = self.applied_at + UNDO_PERIOD
        return until if until > timezone.now() else None


class IntakeRow(models.Model):
    """One product of the source, and what becomes of it."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    identifier = models.CharField(max_length=400, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    # What the product will say, by the names of its fields; and its topics by name.
    values = models.JSONField(_("values"), default=dict)
    product = models.ForeignKey(KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("identifier", "title", "reason", "values"), names_nobody=True)

    class Meta:
        verbose_name = _("product of others")
        verbose_name_plural = _("products of others")
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="exchange_intake_row_once")]

    def __str__(self) -> str:
        return self.title


class ForeignProduct(models.Model):
    """Which product here is which one of the source: the next time it is known, whatever it is called by then."""

    product = models.OneToOneField(KnowledgeProduct, models.CASCADE, related_name="foreign")
    identifier = models.CharField(max_length=400, unique=True)
    intake = models.ForeignKey(Intake, models.SET_NULL, null=True, blank=True, related_name="products")

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("identifier",), names_nobody=True)

    class Meta:
        verbose_name = _("product that was taken over")
        verbose_name_plural = _("products that were taken over")

    def __str__(self) -> str:
        return self.identifier
