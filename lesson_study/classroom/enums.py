"""How what was seen matches what was expected."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Match(models.TextChoices):
    """Beside our forecast, never a verdict on a pupil: «otherwise» is the find, not a fault."""

    EXPECTED = "expected", _("as expected")
    PARTLY = "partly", _("partly")
    OTHERWISE = "otherwise", _("otherwise")
    NOT_SEEN = "not_seen", _("not seen")
