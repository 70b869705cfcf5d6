"""What is kept of a member to be found by: made from their claims, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import EXPERTISE, PersonalModel
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class FindableExpertQuerySet(models.QuerySet["FindableExpert"]):
    def visible_to(self, member: Reader) -> FindableExpertQuerySet:
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


class SearchMiss(models.Model):
    """Words that were looked for and gave nothing, counted per day; not who looked."""

    words = models.CharField(_("words"), max_length=100)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="search_misses")
    day = models.DateField(_("day"), default=timezone.localdate)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("words",), names_nobody=True)

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="expertise_miss_once_a_day")]

    def __str__(self) -> str:
        return self.words


class SavedSearch(models.Model):
    """A search that somebody keeps, and is told about when it finds somebody new."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=80)
    # The address after the question mark: q=breuken&bestuur=…
    query = models.CharField(max_length=500, blank=True)
    tells = models.BooleanField(_("tell me when there is something new"), default=True)
    # Members already told about, by primary key.
    known = ArrayField(models.BigIntegerField(), default=list, blank=True)
    looked_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "name", "query"), EXPERTISE.delete())
        | {"known": EXPERTISE.delete(exported=False)},
        impersonal=("public_id",),
        with_row=("tells", "looked_at", "created_at"),
    )

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [models.UniqueConstraint(fields=["member", "query"], name="expertise_search_saved_once")]

    def __str__(self) -> str:
        return self.name
