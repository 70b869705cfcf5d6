"""How far a topic is on its way into the vocabulary."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("in use")
    REJECTED = "rejected", _("not taken up")
    MERGED = "merged", _("merged")
