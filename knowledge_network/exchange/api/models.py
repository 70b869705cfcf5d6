"""Keys with which a program reads what its owner may read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import ACCESS_KEYS, PersonalModel

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own; whoever runs the network sees how many there are, and no key."""
        return self.filter(member=member) if member.is_authenticated else self.none()

    def holding(self, today: dt.date | None = None) -> Self:
        return self.filter(revoked_at__isnull=True, expires_on__gte=today or timezone.localdate())


class ApiKey(models.Model):
    """A key is shown once; what is kept is its hash, and its first signs to know it by."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_keys")
    name = models.CharField(_("what it is for"), max_length=80)
    scopes = ArrayField(models.CharField(max_length=20, choices=ApiScope), verbose_name=_("what it may read"))
    key_hash = models.CharField(max_length=64, unique=True)
    first_signs = models.CharField(max_length=12)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_on = models.DateField(_("holds until"))
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = NetworkManager.from_queryset(ApiKeyQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": ACCESS_KEYS.delete(),
            "name": ACCESS_KEYS.delete(),
            "key_hash": ACCESS_KEYS.delete(exported=False),
            "first_signs": ACCESS_KEYS.delete(),
            "last_used_on": ACCESS_KEYS.delete(),
        },
        impersonal=("public_id", "scopes"),
        with_row=("created_at", "expires_on", "revoked_at"),
    )

    class Meta:
        verbose_name = _("key for a program")
        verbose_name_plural = _("keys for programs")
        indexes = [
            models.Index(fields=["member", "-created_at"], name="exchange_keys_of_member"),
            models.Index(fields=["-expires_on"], name="exchange_keys_holding", condition=Q(revoked_at__isnull=True)),
            models.Index(fields=["-last_used_on"], name="exchange_keys_used", condition=Q(revoked_at__isnull=True)),
        ]
        constraints = [models.CheckConstraint(condition=~Q(scopes=[]), name="exchange_key_reads_something")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ended(self) -> bool:
        return self.revoked_at is not None or self.expires_on < timezone.localdate()
