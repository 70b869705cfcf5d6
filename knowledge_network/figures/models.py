"""Facts that schools enter, words beside figures, and the figures that were published once and never change."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.models import Organisation

# School years, each as the year in which it begins.
YEARS = [MinValueValidator(2000), MaxValueValidator(2100)]


class YearFacts(models.Model):
    """What a school or board tells about itself once a year: how many people on 1 October, and the hours agreed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="year_facts")
    school_year = models.PositiveSmallIntegerField(_("school year"), validators=YEARS)
    headcount = models.PositiveSmallIntegerField(
        _("people on 1 October"), null=True, blank=True, validators=[MaxValueValidator(5000)]
    )
    agreed_hours = models.PositiveIntegerField(
        _("hours agreed"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"entered_by": GROUP_WORK.keep()}, names_nobody=True)

    class Meta:
        verbose_name = _("number of a school year")
        verbose_name_plural = _("numbers of school years")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "school_year"], name="figures_facts_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.school_year}"


class Explanation(models.Model):
    """What a school says itself beside its figures of a year. No figure stands alone."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="explanations")
    school_year = models.PositiveSmallIntegerField(_("school year"), validators=YEARS)
    text = models.TextField(_("what do the figures not show?"), max_length=400, blank=True)
    # How often it was written: who writes says which they had read.
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("written_by",),
        fields={"written_by": GROUP_WORK.blank(), "text": GROUP_WORK.keep()},
        names_nobody=True,
        with_row=("organisation", "school_year", "version", "written_at"),
    )

    class Meta:
        verbose_name = _("own words beside figures")
        verbose_name_plural = _("own words beside figures")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "school_year"], name="figures_explained_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.school_year}"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def newest(self) -> Self:
        return self.order_by("-until")


class Snapshot(models.Model):
    """The figures of one month end. Published once; everybody reads the same until there is a newer one."""

    until = models.DateField(_("counted up to and including"), unique=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    objects = NetworkManager.from_queryset(SnapshotQuerySet)()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("published figures")
        verbose_name_plural = _("published figures")

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d}"


class CountedPlace(models.Model):
    """In which cell of the published tables a place is counted in a school year. Written once, with its first figures.

    A place keeps its cell through the year, whatever board it comes under: cells that changed would overlap, and two
    overlapping sums tell what their difference is.
    """

    school_year = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Nothing: what is left of the network.
    cell = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("place in the published figures")
        verbose_name_plural = _("places in the published figures")
        constraints = [
            models.UniqueConstraint(fields=["place", "school_year"], name="figures_place_counted_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.school_year}: {self.cell_id or '–'}"


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def read_in(self, snapshot: Snapshot, untils: list[dt.date]) -> Self:
        """What a reader of `snapshot` finds about the periods that end on `untils`."""
        return self.filter(until__in=untils, snapshot__until__lte=snapshot.until)


class PublishedFigure(models.Model):
    """One cell of a published table: of a count the band in which it lies. What is not here is not told to anybody.

    A cell is published once: later snapshots show the same cell, so that nothing can be learned from a difference.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="figures")
    # As `figures.tables` names it: «P1.attended».
    code = models.CharField(max_length=30)
    # Nothing: the whole network.
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    until = models.DateField()
    least = models.DecimalField(max_digits=12, decimal_places=2)
    most = models.DecimalField(max_digits=12, decimal_places=2)

    objects = NetworkManager.from_queryset(PublishedFigureQuerySet)()

    privacy = PersonalModel(impersonal=("code",), names_nobody=True)

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        indexes = [models.Index(fields=["unit", "until"], name="figures_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "unit", "until"], nulls_distinct=False, name="figures_cell_published_once"
            ),
            models.CheckConstraint(condition=Q(most__gte=models.F("least")), name="figures_most_is_not_less"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.until}: {self.least}–{self.most}"
