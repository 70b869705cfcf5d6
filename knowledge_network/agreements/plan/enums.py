"""How activities, plans and money stand, and at which levels the partners look back."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")

    OPEN = enum.nonmember(collect_values(PLANNED, RUNNING))


class Funding(models.TextChoices):
    """The two kinds of money of article 1; they are never mixed."""

    STRUCTURAL = "structural", _("structurally funded")
    ADDITIONAL = "additional", _("additional means")


class MoneyPart(models.TextChoices):
    STUDENT_TEACHERS = "student_teachers", _("how student teachers learn")
    TEACHERS = "teachers", _("the learning teacher")


class EntryKind(models.TextChoices):
    PROMISED = "promised", _("promised")
    SPENT = "spent", _("spent")


class EvaluationLevel(models.TextChoices):
    PARTICIPANT = "participant", _("participants")
    GROUP = "group", _("groups")
    SCHOOL = "school", _("schools")
    PROGRAMME = "programme", _("programme")
    BOARDS = "boards", _("boards")
