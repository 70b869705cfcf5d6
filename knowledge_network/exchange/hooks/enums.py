"""What is told to other systems, whether a hook is on, and how a message stands."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class HookEvent(models.TextChoices):
    """The values stand in what is sent."""

    PRODUCT_SHOWN = "product.published", _("a product can be read by everybody")
    PRODUCT_CHANGED = "product.changed", _("what the catalogue tells of a product changed")
    PRODUCT_GONE = "product.withdrawn", _("a product can be read by everybody no longer")
    TRIED = "connection.tested", _("somebody tried the connection")

    # What one chooses from; a try is always told.
    CHOSEN = nonmember(collect_values(PRODUCT_SHOWN, PRODUCT_CHANGED, PRODUCT_GONE))


class HookState(models.TextChoices):
    ON = "switched_on", _("on")
    OFF = "switched_off", _("off")
    FAILED = "failed", _("off, because it failed for three days")


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waits")
    SENT = "sent", _("arrived")
    GIVEN_UP = "given_up", _("given up")
