"""How a status reads: its colour, its icon, and why a topic has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.gaps.enums import GapStatus
from expertise.gaps.rule import DEMAND_NEEDED

if TYPE_CHECKING:
    from expertise.gaps.queries.gaps import TopicFacts

TONES = {GapStatus.WHITE_SPOT: "bad", GapStatus.ISLAND: "warn", GapStatus.VULNERABLE: "wait", GapStatus.BALANCED: "ok"}
ICONS = {
    GapStatus.WHITE_SPOT: "circle-dot",
    GapStatus.ISLAND: "map",
    GapStatus.VULNERABLE: "triangle-alert",
    GapStatus.BALANCED: "scale",
}


def explain_status(topic: TopicFacts) -> str:
    """The reason of the status in one or two sentences."""
    match topic.status:
        case GapStatus.WHITE_SPOT:
            return _why_white_spot(topic)
        case GapStatus.ISLAND:
            return _why_island(topic)
        case GapStatus.VULNERABLE:
            if topic.experts == 1:
                return _("Only one person is available. When that person leaves, nobody is.")
            return _("Both people work for the same board.")
    return _why_balanced(topic)


def _why_white_spot(topic: TopicFacts) -> str:
    if topic.is_strategic:
        return _("This topic is on the strategic agenda, and nobody is available.")
    asked = ngettext(
        "It was asked for %(count)d time in twelve months, and nobody is available.",
        "It was asked for %(count)d times in twelve months, and nobody is available.",
        topic.demand,
    )
    return asked % {"count": topic.demand}


def _why_island(topic: TopicFacts) -> str:
    if topic.boards == 1:
        tied = (
            _("They do have ties with other boards.") if topic.is_tied else _("They have no tie with any other board.")
        )
        return _("All %(count)d people work for one board.") % {"count": topic.experts} + f" {tied}"
    return _("None of the %(count)d people met somebody of another board in twelve months.") % {"count": topic.experts}


def _why_balanced(topic: TopicFacts) -> str:
    if topic.experts:
        people = ngettext("%(count)d person", "%(count)d people", topic.experts) % {"count": topic.experts}
        boards = ngettext("%(count)d board", "%(count)d boards", topic.boards) % {"count": topic.boards}
        return _("%(people)s of %(boards)s.") % {"people": people, "boards": boards}
    if topic.demand:
        asked = _("Nobody is available, and it was asked for less than %(needed)d times in twelve months.")
        return asked % {"needed": DEMAND_NEEDED}
    return _("Nobody offers it and nobody asked for it in twelve months.")


def describe_people(count: int, recognised: int) -> str:
    """«3 people, 1 of them recognised», what a cell of the board says to who cannot see its dots."""
    people = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
    if not recognised:
        return people
    return _("%(people)s, %(recognised)d recognised") % {"people": people, "recognised": recognised}
