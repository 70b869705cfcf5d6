"""What is asked about ties, and the few words in which it is told."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class RoundState(models.TextChoices):
    CONCEPT = "concept", _("concept")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    PUBLISHED = "published", _("published")

    # Beyond the desk of who prepares it.
    ASKED = enum.nonmember(collect_values(OPEN, CLOSED, PUBLISHED))
    OVER = enum.nonmember(collect_values(CLOSED, PUBLISHED))


class RoundUnits(models.TextChoices):
    """Between what the picture is made; never between both at once."""

    BOARDS = "boards", _("boards")
    SCHOOLS = "schools", _("schools")


class TieKind(InAddress):
    """Why somebody is named. Figures are made of `SPOKEN` alone."""

    SPOKEN = "spoken", _("spoken with")
    ADVICE = "advice", _("would ask for advice")
    WISH = "wish", _("would like to work with")
    THROUGH = "through", _("brings me to other boards")

    ADDRESS_WORDS = enum.nonmember({"spoken": "gesproken", "advice": "advies", "wish": "samenwerken", "through": "via"})


class Frequency(models.IntegerChoices):
    YEARLY = 1, _("a few times a year")
    MONTHLY = 2, _("every month")
    WEEKLY = 3, _("every week")
    DAILY = 4, _("(nearly) every day")


class Involvement(models.IntegerChoices):
    BUSINESS = 1, _("businesslike")
    PLEASANT = 2, _("pleasant, as colleagues")
    INVOLVED = 3, _("involved")
    FAMILIAR = 4, _("familiar: I share doubts too")


class Depth(models.IntegerChoices):
    """Little's continuum, from telling to working together."""

    STORIES = 1, _("exchanging experiences")
    ADVICE = 2, _("help and advice")
    SHARING = 3, _("sharing materials and ideas")
    JOINT_WORK = 4, _("working on something together")


class Outside(models.TextChoices):
    """People who are no member, or do not want to be named: only of what sort they are."""

    OWN_SCHOOL = "own_school", _("a colleague of my own school")
    OTHER_BOARD = "other_board", _("somebody of another board")
    INSTITUTE = "institute", _("somebody of the teacher education institute")
    ELSEWHERE = "elsewhere", _("somebody outside the region")


class Amount(models.TextChoices):
    """How often people of two boards name each other; never as a number."""

    FEW = "few", _("fewer than 5, or not")
    SOME = "some", _("5 to 9")
    MANY = "many", _("10 to 19")
    VERY_MANY = "very_many", _("20 or more")


class UnitState(models.TextChoices):
    """Whether something is told of a board, and if not why."""

    TOLD = "told", _("told")
    FEW = "few", _("fewer than 5 answers")
    LITTLE_RESPONSE = "response", _("too few people took part")


class Leaning(models.TextChoices):
    """What a group has much of; none is better."""

    CLOSE = "close", _("close-knit")
    OPEN = "open", _("still loose")
    BOTH = "both", _("close and open")
    UNKNOWN = "unknown", _("too early to say")
