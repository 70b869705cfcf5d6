"""How an obligation stands, at which level, and which rules can check themselves."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class ObligationState(models.TextChoices):
    PLANNED = "planned", _("planned")
    BUSY = "busy", _("being worked on")
    MET = "met", _("met")
    LATE = "late", _("late")
    LAPSED = "lapsed", _("lapsed")

    OPEN = enum.nonmember(collect_values(PLANNED, BUSY, LATE))
    # What counts for «on schedule»: a lapsed one counts in nothing.
    DONE = enum.nonmember(collect_values(MET, LAPSED))


class Level(models.TextChoices):
    PARTICIPANT = "participant", _("participant")
    GROUP = "group", _("group")
    SCHOOL = "school", _("school")
    PROGRAMME = "programme", _("programme")
    BOARDS = "boards", _("boards")


class OwnerRole(models.TextChoices):
    BOARDS = "boards", _("boards and institute")
    PROGRAMME_LEADERS = "programme_leaders", _("programme leaders")
    COORDINATOR = "coordinator", _("network coordinator")
    PROJECT_LEADS = "project_leads", _("leads of project groups")
    EVERY_PARTY = "every_party", _("every party")


class DueRule(models.TextChoices):
    ONCE = "once", _("once, on a day")
    YEARLY = "yearly", _("every year, on a day")


class SelfCheck(models.TextChoices):
    """Rules that look in the data themselves whether an obligation is met."""

    PROGRAMME_LEADERS = "programme_leaders", _("two programme leaders with enough hours")
    MEETINGS_OF_LAYERS = "meetings_of_layers", _("meetings between all layers")
    EVALUATIONS = "evaluations", _("evaluations on five levels")
    PRODUCTS_IN_TIME = "products_in_time", _("products published within thirty days")
    WORK_PLAN = "work_plan", _("work plan drafted and adopted")
    BUDGET = "budget", _("budget of both kinds of money adopted")
    SHARING = "sharing", _("every school shares something each year")


class WhichObligations(InAddress):
    """What the list shows; stored nowhere."""

    OPEN = "open", _("open")
    MINE = "mine", _("mine")
    OVERDUE = "overdue", _("late")
    EVERYTHING = "everything", _("all")

    ADDRESS_WORDS = enum.nonmember({"mine": "van-mij", "overdue": "te-laat", "everything": "alles"})
