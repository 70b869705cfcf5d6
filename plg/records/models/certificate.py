"""What members can show of it: certificates of participation, and calendars that read along."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import pick
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import CERTIFICATES, GROUP_WORK, PersonalModel
from knowledge_network.members.people.requests import Reader
from plg.groups.models import Group

# Without letters and figures that look alike when read from paper.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def certificate_code() -> str:
    """«K7MQ-3XPA-9TRD»: 31^12 possibilities."""
    letters = "".join(pick(CODE_ALPHABET) for _n in range(12))
    return "-".join(letters[n : n + 4] for n in (0, 4, 8))


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, member: Reader) -> Self:
        return self.filter(member=member) if member.is_authenticated else self.none()


class Certificate(models.Model):
    """Proof of participation as it was on the day it was made; what it says never changes, it can be withdrawn."""

    code = models.CharField(_("verification code"), max_length=14, unique=True, default=certificate_code)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="certificates")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="certificates")
    holder = models.CharField(_("name on the certificate"), max_length=200)
    activity = models.CharField(_("activity"), max_length=200)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    quarters = models.PositiveIntegerField(_("quarter hours"))
    attended = models.PositiveSmallIntegerField(_("meetings attended"))
    meetings = models.PositiveSmallIntegerField(_("meetings held"))
    outcomes = models.TextField(_("learning outcomes"), max_length=2000, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdraw_reason = models.CharField(_("why withdrawn"), max_length=300, blank=True)

    objects = NetworkManager.from_queryset(CertificateQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": CERTIFICATES.delete(),
            "holder": CERTIFICATES.delete(),
            "activity": CERTIFICATES.delete(),
            "first_day": CERTIFICATES.delete(),
            "last_day": CERTIFICATES.delete(),
            "quarters": CERTIFICATES.delete(),
            "withdraw_reason": CERTIFICATES.delete(),
            "issued_by": GROUP_WORK.keep(),
        },
        impersonal=("code", "outcomes", "issuer"),
        with_row=("group", "attended", "meetings", "language", "issued_at", "withdrawn_at"),
    )

    class Meta:
        verbose_name = _("certificate of participation")
        verbose_name_plural = _("certificates of participation")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdraw_reason__gt=""),
                name="plg_withdrawn_certificate_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.code
