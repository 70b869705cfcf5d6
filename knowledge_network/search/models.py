"""One index over everything findable. Apps say in their own `search.py` what that is; this app knows none of them."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PROFILE, PersonalModel
from knowledge_network.search.understanding.models import StaffRoomWord

__all__ = ["SearchEntry", "SearchEntryQuerySet", "StaffRoomWord"]


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def visible_to_audiences(self, audiences: list[str]) -> Self:
        """Entries of which at least one audience («public», «members», «group:12») is the reader's."""
        return self.filter(audiences__overlap=audiences)


class SearchEntry(models.Model):
    """The findable face of one object: what it is called, what it is about, and who may find it."""

    kind = models.CharField(_("kind"), max_length=30)
    object_key = models.CharField(_("object"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=300)
    words = models.TextField(_("words"), blank=True)
    folded_title = models.TextField(_("title for typing errors"), blank=True)
    vector = SearchVectorField(null=True)
    audiences = ArrayField(models.CharField(max_length=130), default=list, verbose_name=_("audiences"))
    boost = models.FloatField(_("boost"), default=1.0)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = NetworkManager.from_queryset(SearchEntryQuerySet)()

    # A copy of what others hold: the action that erases a member removes the entry.
    privacy = PersonalModel(
        fields={
            name: PROFILE.delete(exported=False)
            for name in ("title", "subtitle", "url", "words", "folded_title", "audiences")
        },
        impersonal=("kind", "object_key"),
    )

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_key"], name="search_entry_once_per_object"),
        ]
        indexes = [
            # Kind, words and readers in one: apart, each kind of which few rows hold a word was read whole.
            GinIndex(fields=["kind", "vector", "audiences"], name="search_entry_asked", fastupdate=False),
            GinIndex(
                OpClass("folded_title", name="gin_trgm_ops"),
                name="search_entry_title_trigrams",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.title
