"""Kinds of value that learning together can have, and who may read a story about it."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class ValueKind(InAddress):
    """The five of 2011, then four that came later; in this order a story is drawn."""

    IMMEDIATE = "immediate", _("immediate value")
    POTENTIAL = "potential", _("potential value")
    APPLIED = "applied", _("applied value")
    REALISED = "realised", _("realised value")
    REFRAMED = "reframed", _("another view")
    ENABLING = "enabling", _("value that makes it possible")
    STRATEGIC = "strategic", _("strategic value")
    ORIENTING = "orienting", _("value that gives direction")
    TRANSFORMATIVE = "transformative", _("value that changes things")

    ADDRESS_WORDS = enum.nonmember(
        {
            "immediate": "direct",
            "potential": "potentieel",
            "applied": "toegepast",
            "realised": "gerealiseerd",
            "reframed": "anders-kijken",
            "enabling": "mogelijk-makend",
            "strategic": "strategisch",
            "orienting": "richtend",
            "transformative": "veranderend",
        }
    )
    # What a story begins with.
    FIRST = enum.nonmember(collect_values(IMMEDIATE, POTENTIAL, APPLIED, REALISED, REFRAMED))


class StoryVisibility(InAddress):
    OWN = "own", _("only me")
    GROUP = "group", _("my group")
    NETWORK = "network", _("the network")
    PUBLIC = "public", _("everybody")

    ADDRESS_WORDS = enum.nonmember({"own": "ik", "group": "groep", "network": "netwerk", "public": "iedereen"})
    # Read beyond the group.
    WIDE = enum.nonmember(collect_values(NETWORK, PUBLIC))
    # Read by somebody else at all.
    SHARED = enum.nonmember(collect_values(GROUP, NETWORK, PUBLIC))


class StoryScope(InAddress):
    """Whose stories the list shows."""

    ALL = "all", _("All stories")
    MINE = "mine", _("Mine")
    GROUPS = "groups", _("My groups")

    ADDRESS_WORDS = enum.nonmember({"all": "", "mine": "mijn", "groups": "groepen"})
