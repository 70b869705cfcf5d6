"""How people hear of something."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a member hears of something. Everything but «off» stands under the bell too."""

    APP = "app", _("in the app only")
    NOW = "now", _("by mail, at once")
    DAILY = "daily", _("by mail, once a day")
    WEEKLY = "weekly", _("in the weekly overview")
    OFF = "off", _("not at all")
