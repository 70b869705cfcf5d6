"""When a group meets, and when schools are closed."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.models import Organisation, Partnership
from plg.models.group import Group


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, member: Any) -> Self:
        """Meetings of one's own groups; coordinators see when every group meets."""
        from plg.models.membership import GroupMembership

        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        mine = GroupMembership.objects.current().filter(member=member)
        return self.filter(group__in=mine.values("group"))

    def upcoming(self, now: dt.datetime | None = None) -> Self:
        return self.filter(ends_at__gte=now or timezone.now(), status=Meeting.Status.PLANNED)

    def past(self) -> Self:
        """What is over or does not take place."""
        return self.exclude(ends_at__gte=timezone.now(), status=Meeting.Status.PLANNED)


class Meeting(models.Model):
    """One gathering of a group."""

    class Status(models.TextChoices):
        PLANNED = "gepland", _("planned")
        HELD = "gehouden", _("held")
        CANCELLED = "geannuleerd", _("cancelled")

    # A planned meeting whose time has passed took place, unless somebody cancelled it.
    COUNTS_AS_HELD = (Status.PLANNED, Status.HELD)

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings", verbose_name=_("group"))
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    host_site = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at which school"),
    )
    location = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("For instance a room, or another place."),
    )
    link = models.URLField(_("link for taking part online"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PLANNED)
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(MeetingQuerySet)()

    privacy = PersonalModel(
        fields={"planned_by": GROUP_WORK.keep()},
        impersonal=("public_id", "title", "location", "link", "cancel_reason"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["group", "starts_at"], name="plg_meeting_of_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="plg_meeting_ends_after_start",
                violation_error_message=_("A meeting ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SchoolHoliday(models.Model):
    """A school holiday of a region: `start` and `end` are both days off."""

    school_year = models.CharField(_("school year"), max_length=9)
    name = models.CharField(_("name"), max_length=60)
    region = models.CharField(_("region"), max_length=6, choices=Partnership.HolidayRegion)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    is_compulsory = models.BooleanField(_("fixed for all schools"), default=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("school_year", "name"), names_nobody=True)

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="plg_holiday_ends_after_start",
                violation_error_message=_("A holiday ends after it starts."),
            ),
            models.UniqueConstraint(fields=["region", "name", "school_year"], name="plg_holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.school_year}"
