"""What a group agreed with itself, on one page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PARTICIPATION, PersonalModel
from plg.groups.models import Group


class GroupAgreement(models.Model):
    """One version of the group agreements; a change makes a new version that members accept anew."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField(_("version"), default=1)
    shared_outside = models.TextField(_("what we share outside the group"), max_length=2000)
    stays_inside = models.TextField(_("what stays inside the school or board"), max_length=2000)
    effort = models.TextField(_("expected effort in half-days"), max_length=2000)
    disagreement = models.TextField(_("how we deal with disagreement"), max_length=2000)
    bringing_back = models.TextField(_("who brings what back"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"written_by": GROUP_WORK.keep()},
        impersonal=("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("group agreement")
        verbose_name_plural = _("group agreements")
        constraints = [models.UniqueConstraint(fields=["group", "version"], name="plg_agreement_version_once")]

    def __str__(self) -> str:
        return f"{self.group}, {self.version}"


class GroupAgreementAcceptance(models.Model):
    agreement = models.ForeignKey(GroupAgreement, models.CASCADE, related_name="acceptances")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PARTICIPATION.delete()},
        with_row=("agreement", "accepted_at"),
    )

    class Meta:
        verbose_name = _("acceptance of a group agreement")
        verbose_name_plural = _("acceptances of group agreements")
        constraints = [models.UniqueConstraint(fields=["agreement", "member"], name="plg_agreement_accepted_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.agreement}"
