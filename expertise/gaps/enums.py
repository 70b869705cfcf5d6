"""How a topic stands in the network, and what can be done about it."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class GapStatus(InAddress):
    """The order is that of urgency."""

    WHITE_SPOT = "white_spot", _("white spot")
    ISLAND = "island", _("island")
    VULNERABLE = "vulnerable", _("vulnerable")
    BALANCED = "balanced", _("in balance")

    # What asks for a deed of somebody who connects people.
    GAPS = nonmember(collect_values(WHITE_SPOT, ISLAND))

    ADDRESS_WORDS = nonmember(
        {"white_spot": "witte_vlek", "island": "eilandje", "vulnerable": "kwetsbaar", "balanced": "in_balans"}
    )


class GapActionKind(models.TextChoices):
    CALL = "call", _("call for experts")
    QUESTION = "question", _("question to somebody")
    GROUP = "group", _("expert group")
    MEETING = "meeting", _("meeting of an island with another board")
    OTHER = "other", _("something else")


class GapSort(InAddress):
    """By what the board is sorted, in the order of its columns."""

    TOPIC = "topic", _("Topic")
    STATUS = "status", _("Status")
    SUPPLY = "supply", _("Available")
    DEMAND = "demand", _("Asked for")

    ADDRESS_WORDS = nonmember({"topic": "thema", "status": "urgentie", "supply": "aanbod", "demand": "vraag"})
