"""How a part of the machinery is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    WORKS = "works", _("works")
    LOOK = "look", _("look at this")
    BROKEN = "broken", _("does not work")
