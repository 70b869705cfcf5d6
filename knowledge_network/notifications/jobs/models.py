"""How it went with each job that runs by the clock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PersonalModel


class Job(models.Model):
    """The last run of one job. `trouble` says where it broke, never with which values."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    finished_at = models.DateTimeField(_("last finished"), null=True, blank=True)
    seconds = models.FloatField(_("took"), null=True, blank=True)
    failed_at = models.DateTimeField(_("last failed"), null=True, blank=True)
    failed_in_a_row = models.PositiveIntegerField(_("times failed in a row"), default=0)
    trouble = models.CharField(_("trouble"), max_length=200, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("name", "trouble"), names_nobody=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.name

    @property
    def is_failing(self) -> bool:
        return self.failed_in_a_row > 0
