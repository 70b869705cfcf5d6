"""With whom somebody learned between two meetings, and across which boundary."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LearnedWith(models.TextChoices):
    OWN_SCHOOL = "own_school", _("a colleague at my school")
    OTHER_SCHOOL = "other_school", _("somebody of another school")
    OTHER_BOARD = "other_board", _("somebody of another board or sector")
    INSTITUTE = "institute", _("somebody of the teacher education")
    STUDENT = "student", _("a student teacher")
    PUPILS = "pupils", _("my pupils or their parents")
    ALONE = "alone", _("by myself: read, watched, tried")
