"""The network itself, and who takes part in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PersonalModel
from knowledge_network.members.organisations.enums import HolidayRegion, PartnershipKind, PartnershipRole
from knowledge_network.members.organisations.models.organisation import Board, Organisation


class Partnership(models.Model):
    """The network of organisations itself (partnerschap): the root of everything on the platform."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=PartnershipKind, default=PartnershipKind.KNOWLEDGE_NETWORK
    )
    name = models.CharField(_("name"), max_length=120)
    region_name = models.CharField(_("region"), max_length=60, blank=True)
    holiday_region = models.CharField(
        _("holiday region"),
        max_length=6,
        choices=HolidayRegion,
        default=HolidayRegion.NORTH,
    )
    lead_board = models.ForeignKey(
        Board,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead partner"),
    )

    objects = NetworkManager()

    privacy: ClassVar[PersonalModel] = PersonalModel(impersonal=("name", "region_name"), names_nobody=True)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def __str__(self) -> str:
        return self.name


class PartnershipMembership(models.Model):
    """That an organisation takes part in the network, as what, and from when until when."""

    partnership = models.ForeignKey(
        Partnership,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("partnership"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="partnership_memberships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=12, choices=PartnershipRole, default=PartnershipRole.PARTICIPANT)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)

    objects = NetworkManager()

    privacy: ClassVar[PersonalModel] = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                name="members_participation_ends_after_start",
                violation_error_message=_("A participation ends after it starts."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(end__isnull=True),
                name="members_participation_once_at_a_time",
                violation_error_message=_("This organisation takes part already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.get_role_display()}"
