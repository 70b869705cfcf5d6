"""Systems of others that hear when something changes, and what was sent to them."""

from __future__ import annotations

import base64
import datetime as dt
import hmac
import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.exchange.hooks.enums import HookEvent, HookState, MessageState
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import CONNECTIONS, PersonalModel

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

_MADE_FOR = "exchange.hooks"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, member: Reader) -> Self:
        """Who runs the network looks after them; for others there are none."""
        return self.all() if member.is_authenticated and member.is_coordinator else self.none()

    def that_are_on(self) -> Self:
        return self.filter(state=HookState.ON)


class Webhook(models.Model):
    """An address of another system, and what it wants to hear. Its secret is worked out and stands in no database."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    name = models.CharField(_("which system"), max_length=80)
    url = models.URLField(_("address"), max_length=300)
    events = ArrayField(models.CharField(max_length=30, choices=HookEvent), verbose_name=_("what it hears"))
    state = models.CharField(_("state"), max_length=12, choices=HookState, default=HookState.ON)
    secret_number = models.PositiveSmallIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    last_arrived_at = models.DateTimeField(_("last message arrived"), null=True, blank=True)
    failing_since = models.DateTimeField(_("fails since"), null=True, blank=True)
    trouble = models.CharField(_("trouble"), max_length=200, blank=True)

    objects = NetworkManager.from_queryset(WebhookQuerySet)()

    privacy = PersonalModel(
        fields={"added_by": CONNECTIONS.blank()},
        impersonal=("public_id", "name", "url", "events", "trouble"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("system that hears of changes")
        verbose_name_plural = _("systems that hear of changes")
        indexes = [
            models.Index(fields=["name", "id"], name="exchange_hook_by_name"),
            # Which did not get their last message: a handful.
            models.Index(fields=["id"], condition=Q(trouble__gt=""), name="exchange_hook_in_trouble"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(events=[]), name="exchange_hook_hears_something")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.state == HookState.ON

    @property
    def secret(self) -> str:
        """As Standard Webhooks writes it. It is the same as long as the secret key of the site is."""
        seed = f"{_MADE_FOR}:{self.public_id}:{self.secret_number}".encode()
        made = hmac.digest(settings.SECRET_KEY.encode(), seed, "sha256")
        return f"whsec_{base64.b64encode(made).decode()}"


class HookMessageQuerySet(models.QuerySet["HookMessage"]):
    def due(self, now: dt.datetime) -> Self:
        rows = self.filter(state=MessageState.WAITING, next_try_at__lte=now, hook__state=HookState.ON)
        return rows.order_by("next_try_at", "pk")


class HookMessage(models.Model):
    """Told once to one system, tried until it arrives: what happened, of what, and where to read it. Nothing else."""

    hook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages")
    message_id = models.UUIDField(unique=True, default=uuid.uuid4)
    event = models.CharField(max_length=30, choices=HookEvent)
    about = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)

    objects = NetworkManager.from_queryset(HookMessageQuerySet)()

    privacy = PersonalModel(impersonal=("message_id", "about", "address", "trouble"), names_nobody=True)

    class Meta:
        verbose_name = _("message to another system")
        verbose_name_plural = _("messages to other systems")
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state=MessageState.WAITING), name="exchange_message_due"),
            models.Index(fields=["hook", "-happened_at"], name="exchange_messages_of_hook"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(arrived_at__isnull=False),
                name="exchange_message_arrived_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hook}: {self.event}"
