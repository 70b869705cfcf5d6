"""How far the choosing of a cycle is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class ChoosingState(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("state of choosing", "being prepared")
    OPEN = "open", pgettext_lazy("state of choosing", "open")
    CLOSED = "closed", pgettext_lazy("state of choosing", "closed")
