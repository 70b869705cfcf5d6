"""What is kept of a member to be found by: made from their claims, never edited."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import EXPERTISE, PersonalModel


class FindableExpertQuerySet(models.QuerySet["FindableExpert"]):
    def visible_to(self, member: Any) -> FindableExpertQuerySet:
        """A row holds only what every member may know; strangers do not search here."""
        return self.all() if member.is_authenticated else self.none()


class FindableExpert(models.Model):
    """One row for each present member with something to show; `expertise.finding.index` writes it (docs/search.md)."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="findable_expertise"
    )
    # Words and facets together, so that one index answers a question with its filters.
    vector = SearchVectorField(null=True)
    # «t:12 b:3 s:40 o:po g:6 f:ask a:1»: what the facets count.
    facets = models.TextField(default="")
    # «12;recognised;893;6,7;po …», of each claim, best first: topic, state, worth in thousandths, year groups, sectors.
    claims = models.TextField(default="")
    # How easily this person can be asked now, in hundredths.
    availability = models.PositiveSmallIntegerField(default=100)

    objects = NetworkManager.from_queryset(FindableExpertQuerySet)()

    # A copy of claims and work: made anew from them, and gone with them.
    privacy = PersonalModel(
        subjects=("member",),
        fields={
            name: EXPERTISE.delete(exported=False) for name in ("member", "vector", "facets", "claims", "availability")
        },
    )

    class Meta:
        verbose_name = _("findable expert")
        verbose_name_plural = _("findable experts")
        indexes = [GinIndex(fields=["vector"], name="expertise_findable_vector", fastupdate=False)]

    def __str__(self) -> str:
        return self.facets
