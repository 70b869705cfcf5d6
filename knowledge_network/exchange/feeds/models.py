"""Which meetings the world may see in the agenda: those whose organiser said so."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from plg.groups.enums import GroupState
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.meetings.models import Meeting
from plg.meetings.models.meeting import LONGEST


class PublicMeetingQuerySet(models.QuerySet["PublicMeeting"]):
    def shown(self) -> Self:
        """What everybody may see now: never of a team, a draft, or a group that strangers do not know of."""
        known = Q(meeting__group__isnull=True) | Q(meeting__group__state__in=GroupState.PUBLIC)
        of_a_team = Q(meeting__group__isnull=False, meeting__audience=MeetingAudience.CHOSEN)
        return self.filter(known, ~of_a_team).exclude(meeting__status=MeetingStatus.DRAFT)

    def upcoming(self, now: dt.datetime | None = None) -> Self:
        """Found along the index of when meetings start and in its order, without looking at years of what was."""
        moment = now or timezone.now()
        rows = self.shown().filter(meeting__starts_at__gte=moment - LONGEST, meeting__ends_at__gte=moment)
        return rows.order_by("meeting__starts_at", "meeting_id")


class PublicMeeting(models.Model):
    """«Openbaar»: title, time and place of this meeting stand in the agenda for everybody; without this row nothing."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="opened")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("shown to everybody since"), default=timezone.now)

    objects = NetworkManager.from_queryset(PublicMeetingQuerySet)()

    privacy = PersonalModel(fields={"opened_by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("meeting for everybody to see")
        verbose_name_plural = _("meetings for everybody to see")

    def __str__(self) -> str:
        return str(self.meeting)
