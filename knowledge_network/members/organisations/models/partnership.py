"""The network itself, and who takes part in it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PersonalModel
from knowledge_network.members.organisations.enums import HolidayRegion, PartnershipKind, PartnershipRole
from knowledge_network.members.organisations.models.organisation import Board, Organisation

colour = RegexValidator(r"^#[0-9a-f]{6}\Z", _("A colour looks like #0b6068."))


class Partnership(models.Model):
    """The network of organisations itself (partnerschap): what it is called and how it works. There is one."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=PartnershipKind, default=PartnershipKind.KNOWLEDGE_NETWORK
    )
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    region_name = models.CharField(_("region"), max_length=60, blank=True)
    region_phrase = models.CharField(_("region in a sentence"), max_length=80, blank=True)
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
    brand_colour = models.CharField(_("main colour"), max_length=7, blank=True, validators=[colour])
    accent_colour = models.CharField(_("second colour"), max_length=7, blank=True, validators=[colour])
    logo = models.CharField(_("logo"), max_length=100, blank=True)
    sender_name = models.CharField(_("name of the sender"), max_length=80, blank=True)
    reply_to = models.EmailField(_("answers to mail go to"), blank=True)
    contact_email = models.EmailField(_("messages through «Contact» go to"), blank=True)
    trusted_domains = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, verbose_name=_("trusted e-mail domains")
    )
    group_kinds = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("kinds of group")
    )
    # Kind of group → [smallest, largest]; without a kind its usual size holds.
    group_sizes = models.JSONField(_("sizes of groups"), default=dict, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True, verbose_name=_("languages"))
    open_signup = models.BooleanField(_("visitors may ask to become a member"), default=True)
    public_figures = models.BooleanField(_("visitors see the figures of the network"), default=True)
    public_directory = models.BooleanField(_("visitors see members who show themselves to everybody"), default=True)
    dormant_school_weeks = models.PositiveSmallIntegerField(
        _("a group sleeps after (school weeks)"),
        default=10,
        validators=[MinValueValidator(4), MaxValueValidator(40)],
    )
    answer_school_days = models.PositiveSmallIntegerField(
        _("somebody who is asked has (school days)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    escalate_school_days = models.PositiveSmallIntegerField(
        _("a question goes to the liaison officer after (school days)"),
        default=10,
        validators=[MinValueValidator(2), MaxValueValidator(40)],
    )
    project_ends_days = models.PositiveSmallIntegerField(
        _("a project ends soon from (days)"),
        default=60,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
    )
    programme_leader_fte = models.DecimalField(
        _("each programme leader has at least (fte)"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.2"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )

    objects = NetworkManager()

    privacy: ClassVar[PersonalModel] = PersonalModel(
        impersonal=(
            "name",
            "short_name",
            "region_name",
            "region_phrase",
            "brand_colour",
            "accent_colour",
            "logo",
            "sender_name",
            # Addresses of the network, not of a person.
            "reply_to",
            "contact_email",
            "trusted_domains",
            "group_kinds",
            "group_sizes",
            "languages",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            models.CheckConstraint(
                condition=Q(escalate_school_days__gt=F("answer_school_days")),
                name="members_partnership_escalates_after_answers",
                violation_error_message=_("A question goes to the liaison officer after people had time to answer."),
            ),
        ]

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
