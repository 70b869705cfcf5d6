"""A filter of a table that somebody wants back on Monday."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PREFERENCES, PersonalModel

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own."""
        return self.filter(member=member) if member.is_authenticated else self.none()


class SavedView(models.Model):
    """`table` is the name by which a room calls its table, `query` the filter and order as an address says them."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    table = models.CharField(_("table"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    objects = NetworkManager.from_queryset(SavedViewQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "name", "query"), PREFERENCES.delete()),
        impersonal=("public_id", "table"),
    )

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "table", "name"],
                name="members_saved_view_name_once",
                violation_error_message=_("You have a view with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
