"""How a day of show and share stands."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values

# Ten minutes show, ten minutes «wat neem je mee?».
SHOW_MINUTES = 10
TAKE_MINUTES = 10
ROUND_MINUTES = SHOW_MINUTES + TAKE_MINUTES


class ShowState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for sign-up")
    CANCELLED = "cancelled", _("called off")

    # What members see.
    IN_VIEW = enum.nonmember(collect_values(OPEN, CANCELLED))
