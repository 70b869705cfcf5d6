"""What is asked, how far a round is, and the few words in which its outcome is told."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class Instrument(InAddress):
    """Which questions: three sets that the network knows, or one's own."""

    COLLECTIVE = "collective", _("Collective learning")
    TEAM = "team", _("Team scan")
    GROUP = "group", _("Group scan")
    OWN = "own", _("Own questions")

    ADDRESS_WORDS = enum.nonmember({"collective": "collectief-leren", "group": "groep", "own": "eigen"})


class WaveState(models.TextChoices):
    CONCEPT = "concept", _("concept")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    PUBLISHED = "published", _("published")

    # Beyond the desk of who prepares it.
    ASKED = enum.nonmember(collect_values(OPEN, CLOSED, PUBLISHED))
    OVER = enum.nonmember(collect_values(CLOSED, PUBLISHED))


class Spread(models.TextChoices):
    """How far answers lie apart; never as a number."""

    AGREED = "agreed", _("of one mind")
    MIXED = "mixed", _("mixed")
    DIVIDED = "divided", _("divided")


class Band(models.TextChoices):
    """How many gave an answer of some sort: that is all that is ever told, and kept."""

    FEW = "few", _("fewer than 5")
    FIVE = "five", _("5 or more")
