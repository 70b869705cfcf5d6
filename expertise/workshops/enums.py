"""How far a workshop is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class WorkshopState(models.TextChoices):
    """In this order, on by one or back by one."""

    GATHERING = "gathering", pgettext_lazy("state of a workshop", "everybody comes in")
    RANKING = "ranking", pgettext_lazy("state of a workshop", "ranking in small groups")
    PLENARY = "plenary", pgettext_lazy("state of a workshop", "all together")
    FINISHED = "finished", pgettext_lazy("state of a workshop", "finished")
