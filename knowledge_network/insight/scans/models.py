"""What a group chose to work on after a round: two things at most."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys.models import Question, Wave
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from plg.meetings.models import AgendaItem
from plg.records.models import ActionItem


class ChosenAction(models.Model):
    """One of the two, with the action point that it became and the subject of the meeting where it comes up."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="chosen")
    place = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    action_item = models.ForeignKey(ActionItem, models.SET_NULL, null=True, blank=True, related_name="+")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(fields={"chosen_by": GROUP_WORK.keep()})

    class Meta:
        verbose_name = _("action after a scan")
        verbose_name_plural = _("actions after scans")
        constraints = [
            models.UniqueConstraint(fields=["wave", "place"], name="insight_chosen_place_once"),
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="insight_two_chosen_at_most"),
        ]

    def __str__(self) -> str:
        return str(self.wave_id)
