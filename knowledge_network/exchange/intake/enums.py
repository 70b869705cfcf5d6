"""How products of others come in, how far that is, and what becomes of each of them."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class IntakeWay(models.TextChoices):
    LIST = "list", _("list")
    HARVEST = "harvest", _("harvest of a catalogue")


class IntakeState(models.TextChoices):
    WAITING = "waiting", _("waits")
    READING = "reading", _("being read")
    PLANNED = "planned", _("to be checked")
    APPLIED = "applied", _("taken over")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("thrown away")
    FAILED = "failed", _("cannot be read")

    AT_WORK = nonmember(collect_values(WAITING, READING))
    # Nothing came of it yet.
    OPEN = nonmember(collect_values(WAITING, READING, PLANNED, FAILED))
    CARRIED_OUT = nonmember(collect_values(APPLIED, UNDONE))


class Outcome(models.TextChoices):
    """In the order in which they are shown."""

    NEW = "new", _("new")
    GONE = "gone", _("gone at the source")
    UNUSABLE = "unusable", _("cannot be taken over")
    KNOWN = "known", _("here already")


class Reason(models.TextChoices):
    """Why something is not taken over, or what to look at."""

    TWICE = "twice", _("It stands in this list twice.")
    STILL_HERE = "still_here", _("Look whether it should stay here.")
    TAKEN_AWAY = "taken_away", _("The source took it away.")
    NO_TITLE = "no_title", _("It has no title.")
    NO_LINK = "no_link", _("It has no address where it can be read.")
    LONG_LINK = "long_link", _("Its address is too long.")
    LANGUAGE = "language", _("Its language is neither Dutch nor English.")
    LICENCE = "licence", _("Its licence does not let us")
    NO_VERSION = (
        "no_version",
        _("Its licence has no version. Under 4.0 it can stand here: write for instance CC BY 4.0"),
    )
    NO_LICENCE = "no_licence", _("It does not say under which licence it stands.")
