"""How far a sheet is that is made in the background."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    ASKED = "asked", _("is being made")
    READY = "ready", _("ready")
    REFUSED = "refused", _("not allowed any more")
    FAILED = "failed", _("could not be made")
