"""The columns of a lesson plan, and the pupils it looks at."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class PlanColumn(models.TextChoices):
    """A cell of a row; the last two exist once for each case pupil."""

    LABEL = "label", _("phase of the lesson")
    MINUTES = "minutes", _("minutes")
    TEACHER = "teacher", _("what the teacher does")
    PUPILS = "pupils", _("what pupils do")
    MATERIALS = "materials", _("materials")
    EXPECTED = "expected", _("what we expect")
    LOOK_FOR = "look_for", _("what to look for")

    OF_ROW = enum.nonmember(collect_values(LABEL, MINUTES, TEACHER, PUPILS, MATERIALS))
    OF_PUPIL = enum.nonmember(collect_values(EXPECTED, LOOK_FOR))


class PupilCode(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
