"""What people are: an appointment at an organisation, a role in the network. (A role in a group stands in `plg`.)"""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager, match_active
from knowledge_network.kit.privacy import WORK, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Board, Organisation
from knowledge_network.members.people.enums import Function, NetworkRoleKind, RoleVariant
from knowledge_network.members.people.models.member import Member


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def valid_on(self, day: dt.date) -> Self:
        return self.filter(match_active(day))

    def current(self) -> Self:
        return self.valid_on(timezone.localdate())


class Appointment(models.Model):
    """A person in a function at an organisation for a period. Statistics use the one that was valid on their date."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="appointments", verbose_name=_("member"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="appointments",
        verbose_name=_("organisation"),
    )
    function = models.CharField(_("function"), max_length=20, choices=Function)
    fte = models.DecimalField(
        _("fte"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    start = models.DateField(_("from"), default=timezone.localdate)
    end = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds."),
    )
    is_primary = models.BooleanField(_("main appointment"), default=False)

    objects = NetworkManager.from_queryset(AppointmentQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "organisation", "function", "fte", "start", "end"), WORK.delete()),
        with_row=("is_primary",),
    )

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["organisation", "function"], name="members_appointment_where")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                name="members_appointment_ends_after_start",
                violation_error_message=_("An appointment ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(fte__isnull=True) | (Q(fte__gte=0) & Q(fte__lte=1)),
                name="members_appointment_fte_between_0_and_1",
                violation_error_message=_("The fte lies between 0 and 1."),
            ),
            ExclusionConstraint(
                name="members_appointment_one_primary_at_a_time",
                expressions=[
                    (F("member"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_primary=True),
                violation_error_message=_("A member has one main appointment at a time."),
            ),
            ExclusionConstraint(
                name="members_appointment_not_twice",
                expressions=[
                    (F("member"), RangeOperators.EQUAL),
                    (F("organisation"), RangeOperators.EQUAL),
                    (F("function"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This member has this function at this organisation already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()}, {self.organisation}"

    @property
    def function_in_address(self) -> str:
        return Function(self.function).address


class NetworkRoleQuerySet(models.QuerySet["NetworkRole"]):
    def current(self) -> Self:
        return self.filter(match_active(timezone.localdate()))


class NetworkRole(models.Model):
    """What somebody does for the network as a whole, in which scope and for how long."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="network_roles", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=20, choices=NetworkRoleKind)
    variant = models.CharField(_("on behalf of"), max_length=10, choices=RoleVariant, blank=True)
    fte = models.DecimalField(
        _("fte"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    scope_board = models.ForeignKey(
        Board,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for board"),
    )
    scope_sector = models.CharField(_("for sector"), max_length=3, choices=Sector, blank=True)
    start = models.DateField(_("from"), default=timezone.localdate)
    end = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    # Nobody where one person may give it, or where nobody else was there yet.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = NetworkManager.from_queryset(NetworkRoleQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": WORK.delete(),
            **dict.fromkeys(("role", "variant", "fte", "scope_board", "scope_sector", "start", "end"), WORK.delete()),
            "granted_by": WORK.keep(),
            "confirmed_by": WORK.keep(),
        },
    )

    class Meta:
        verbose_name = _("network role")
        verbose_name_plural = _("network roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                name="members_networkrole_ends_after_start",
                violation_error_message=_("A role ends after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(role=NetworkRoleKind.PROGRAMME_LEADER) | (Q(variant__gt="") & Q(fte__isnull=False)),
                name="members_networkrole_programme_leader_has_variant_and_fte",
                violation_error_message=_("Of a programme leader, say on whose behalf and for how much fte."),
            ),
            models.CheckConstraint(
                condition=Q(role=NetworkRoleKind.LIAISON_OFFICER) | (Q(scope_board__isnull=True) & Q(scope_sector="")),
                name="members_networkrole_scope_only_for_liaison",
                violation_error_message=_("Only a liaison officer has a scope."),
            ),
            models.UniqueConstraint(
                fields=["member", "role", "variant", "scope_board", "scope_sector"],
                condition=Q(end__isnull=True),
                nulls_distinct=False,
                name="members_networkrole_once_at_a_time",
                violation_error_message=_("This member has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.member}"


class RoleProposalQuerySet(models.QuerySet["RoleProposal"]):
    def to_confirm_by(self, member: Member) -> Self:
        """Those of others, about others: nobody confirms their own proposal or their own role."""
        return self.exclude(Q(proposed_by=member) | Q(member=member))


class RoleProposal(models.Model):
    """A role that sees the data of others, proposed by one and waiting for another to confirm. Gone once decided."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="role_proposals", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=20, choices=NetworkRoleKind)
    variant = models.CharField(_("on behalf of"), max_length=10, choices=RoleVariant, blank=True)
    fte = models.DecimalField(_("fte"), max_digits=3, decimal_places=2, null=True, blank=True)
    start = models.DateField(_("from"), default=timezone.localdate)
    end = models.DateField(_("until"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)

    objects = NetworkManager.from_queryset(RoleProposalQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            **dict.fromkeys(("member", "role", "variant", "fte", "start", "end"), WORK.delete()),
            "proposed_by": WORK.delete(exported=False),
        },
        with_row=("proposed_at",),
        impersonal=("public_id",),
    )

    class Meta:
        verbose_name = _("proposed role")
        verbose_name_plural = _("proposed roles")
        indexes = [models.Index(fields=["proposed_at", "public_id"], name="members_roleproposal_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "variant"],
                name="members_roleproposal_once",
                violation_error_message=_("This role was proposed for this member already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.member}"
