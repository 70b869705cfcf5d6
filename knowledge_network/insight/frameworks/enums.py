"""About whom a framework is, and how far a look at oneself is."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class FrameworkScope(InAddress):
    """Of one person, who alone reads it, or of a team together."""

    PERSON = "person", _("one person")
    TEAM = "team", _("a team")

    ADDRESS_WORDS = enum.nonmember({"person": "persoon"})


class LookState(models.TextChoices):
    OPEN = "open", _("being filled in")
    TALKED = "talked", _("talked about")
    DONE = "done", _("rounded off")

    # Still written in.
    WRITTEN = enum.nonmember(collect_values(OPEN, TALKED))


class FriendAnswer(models.TextChoices):
    """What a critical friend says to being asked."""

    ASKED = "asked", _("asked")
    YES = "yes", _("comes")
    NO = "no", _("cannot")
