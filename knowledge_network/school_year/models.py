"""When schools are closed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.enums import HolidayRegion
from knowledge_network.members.organisations.models import Organisation


class SchoolHoliday(models.Model):
    """A school holiday of a region: `start` and `end` are both days off."""

    school_year = models.CharField(_("school year"), max_length=9)
    name = models.CharField(_("name"), max_length=60)
    region = models.CharField(_("region"), max_length=6, choices=HolidayRegion)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    is_compulsory = models.BooleanField(_("fixed for all schools"), default=True)

    objects = NetworkManager()

    # Within its region.
    known_by: ClassVar = "start"

    privacy = PersonalModel(impersonal=("school_year", "name"), names_nobody=True)

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="school_year_holiday_ends_after_start",
                violation_error_message=_("A holiday ends after it starts."),
            ),
            models.UniqueConstraint(fields=["region", "name", "school_year"], name="school_year_holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.school_year}"


class ClosedDay(models.Model):
    """Days on which one board or one school is closed besides, or instead of, the holidays of its region.

    A board that keeps an advisory holiday on other days says so with `instead_of`; a school's own study day has none.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="closed_days", verbose_name=_("board or school")
    )
    name = models.CharField(_("name"), max_length=60)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    instead_of = models.ForeignKey(
        SchoolHoliday, models.CASCADE, null=True, blank=True, related_name="overrides", verbose_name=_("instead of")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(fields={"added_by": GROUP_WORK.keep()}, impersonal=("public_id", "name"), names_nobody=True)

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="school_year_closed_day_ends_after_start",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.UniqueConstraint(fields=["organisation", "start", "name"], name="school_year_closed_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.organisation}"
