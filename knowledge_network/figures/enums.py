"""Who may see how much of a figure, and for whom it is published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosureClass(models.TextChoices):
    """A: what everybody knows already, exact. B: what people do. C: what they think. B and C only in bands, monthly."""

    OPERATIONAL = "a", _("exact")
    BEHAVIOUR = "b", _("in bands of five")
    OPINION = "c", _("in bands of five, of what people think")

    @property
    def is_exact(self) -> bool:
        return self == DisclosureClass.OPERATIONAL
