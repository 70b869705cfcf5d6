"""What kinds of words the staff room has."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordKind(models.TextChoices):
    TERM = "term", _("professional term")
    ABBREVIATION = "abbreviation", _("abbreviation")
    METHOD = "method", _("method or approach")
    TEST = "test", _("test")
    PROBLEM = "problem", _("what a pupil struggles with")
    ACTIVITY = "activity", _("activity")
    BRAND = "brand", _("brand or program")
