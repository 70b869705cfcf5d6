from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PREFERENCES, PersonalModel
from plg.groups.models import Group


def feed_token() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """An address at which a calendar program reads one member's meetings: all of them, or those of one group."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="calendar_feeds")
    token = models.CharField(max_length=40, unique=True, default=feed_token)
    titles_only = models.BooleanField(_("titles only, no place or link"), default=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PREFERENCES.delete(), "token": PREFERENCES.delete(exported=False)},
        with_row=("group", "titles_only", "created_at", "revoked_at"),
    )

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "group"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="plg_one_feed_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.group or '*'}"
