"""A filter that somebody wants back on Monday."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PREFERENCES, PersonalModel


class SavedView(models.Model):
    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_group_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "name", "query"), PREFERENCES.delete()),
        impersonal=("public_id",),
    )

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"],
                name="plg_saved_view_name_once",
                violation_error_message=_("You have a view with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
