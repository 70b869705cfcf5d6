"""Who has a question too, and who used its answer: what one press says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.models.help_request import HelpRequest
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import QUESTIONS, PersonalModel


class AlsoAsked(models.Model):
    """«Ik heb deze vraag ook»: others see how many, never who."""

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="also_asked")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",), fields={"member": QUESTIONS.delete()}, with_row=("help_request", "since")
    )

    class Meta:
        verbose_name = _("question of somebody else that is mine too")
        verbose_name_plural = _("questions of others that are mine too")
        constraints = [models.UniqueConstraint(fields=["help_request", "member"], name="expertise_also_asked_once")]

    def __str__(self) -> str:
        return f"{self.help_request_id}: {self.member_id}"


class AnswerUse(models.Model):
    """«Dit heb ik gebruikt», said of a shared answer. How often is told to who gave it, and to nobody else."""

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="answer_uses")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    used_at = models.DateTimeField(_("used"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",), fields={"member": QUESTIONS.delete()}, with_row=("help_request", "used_at")
    )

    class Meta:
        verbose_name = _("use of a shared answer")
        verbose_name_plural = _("uses of shared answers")
        constraints = [models.UniqueConstraint(fields=["help_request", "member"], name="expertise_answer_used_once")]

    def __str__(self) -> str:
        return f"{self.help_request_id}: {self.member_id}"
