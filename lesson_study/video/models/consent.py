"""Who agreed to what: parents by counts and never by name, adults by themselves. The forms stay at school."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import VIDEO, PersonalModel
from lesson_study.video.models.session import KNOWN, VideoSession, audience_field


class ConsentRecord(models.Model):
    """That consent is there, for one class: how many pupils are in view and for how many there is a form."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="consents")
    class_name = models.CharField(_("class"), max_length=40)
    form_version = models.CharField(_("which letter"), max_length=40)
    pupils_in_view = models.PositiveSmallIntegerField(_("pupils who can be recognised"))
    consents = models.PositiveSmallIntegerField(_("of them with consent"))
    audiences = audience_field(_("who may look, by the letter"))
    only_covered = models.BooleanField(_("only when faces are blurred"), default=False)
    valid_until = models.DateField(_("valid until"))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_on = models.DateField(default=timezone.localdate)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"checked_by": VIDEO.blank()},
        impersonal=("public_id", "class_name", "form_version", "audiences"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("consent of parents")
        verbose_name_plural = _("consents of parents")
        constraints = [
            models.CheckConstraint(
                condition=Q(consents__lte=F("pupils_in_view")),
                name="lesson_study_video_consents_at_most_all",
                violation_error_message=_("There cannot be more consents than pupils who can be recognised."),
            ),
            models.CheckConstraint(
                condition=Q(audiences__contained_by=KNOWN), name="lesson_study_video_consent_names_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("checked_on")), name="lesson_study_video_consent_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def covers_all(self) -> bool:
        return self.consents == self.pupils_in_view


class PupilWithdrawal(models.Model):
    """Parents of one pupil took their consent back. Nothing here says which pupil: who checks knows it at school."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="withdrawals")
    consent = models.ForeignKey(ConsentRecord, models.CASCADE, related_name="withdrawals")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"told_by": VIDEO.blank()}, impersonal=("public_id",), names_nobody=True)

    class Meta:
        verbose_name = _("consent taken back")
        verbose_name_plural = _("consents taken back")

    def __str__(self) -> str:
        return self.public_id


class Clearance(models.Model):
    """One of the two who looked says: this pupil is not in this fragment."""

    withdrawal = models.ForeignKey(PupilWithdrawal, models.CASCADE, related_name="clearances")
    clip = models.ForeignKey("lesson_study.Clip", models.CASCADE, related_name="clearances")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    as_owner = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": VIDEO.delete()},
        with_row=("withdrawal", "clip", "as_owner", "at"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("fragment looked through")
        verbose_name_plural = _("fragments looked through")
        constraints = [
            # Two people: who was filmed, and who checks.
            models.UniqueConstraint(
                fields=["withdrawal", "clip", "as_owner"], name="lesson_study_video_cleared_once_each"
            ),
            models.UniqueConstraint(fields=["withdrawal", "clip", "member"], name="lesson_study_video_cleared_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.withdrawal_id}: {self.clip_id}"
