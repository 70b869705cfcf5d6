"""Cycles as cards: on the list, in the space of a group, as what looks like a study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from knowledge_network.members.people.models import Member
from lesson_study.cycles import queries
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from lesson_study.cycles.presenters import Arc, arcs_of, ring_links

MOST_MINE = 30


@dataclass(frozen=True)
class CycleCard:
    cycle: LessonStudyCycle
    arcs: list[Arc]
    where: str
    years: str
    misconceptions: list[str]
    # Asked for the team, and did not answer yet.
    is_asked: bool = False


def cards_of(
    cycles: Iterable[LessonStudyCycle], reader: Member, *, asked: frozenset[int] = frozenset()
) -> list[CycleCard]:
    """One query for the misconceptions of all; only what was shared shows them."""
    rows = list(cycles)
    shared = [row.pk for row in rows if row.is_finished and row.shared_at is not None]
    thoughts = queries.misconceptions_of(shared)
    return [
        CycleCard(
            cycle=row,
            arcs=arcs_of(ring_links(row)),
            where=where_it_stands(row),
            years=years_of(row),
            misconceptions=thoughts[row.pk][:3],
            is_asked=row.pk in asked,
        )
        for row in rows
    ]


def where_it_stands(cycle: LessonStudyCycle) -> str:
    """«Phase 3 of 7: lesson design», or how it ended."""
    if cycle.is_paused or cycle.is_over:
        return str(cycle.get_state_display()).capitalize()
    phase = cycle.current_phase
    if phase.number == 0:
        return str(phase.label)
    return _("Phase %(number)s of 7: %(phase)s") % {"number": phase.number, "phase": phase.label}


def years_of(cycle: LessonStudyCycle) -> str:
    if not cycle.year_groups:
        return ""
    return _("group %(numbers)s") % {"numbers": ", ".join(str(number) for number in cycle.year_groups)}


def mine_of(reader: Member) -> list[CycleCard]:
    """Those of the reader, what waits for an answer and what runs first. Three queries."""
    rows = queries.mine(reader).select_related("group").order_by("-changed_at", "-pk")[:MOST_MINE]
    unanswered = TeamMember.objects.standing().filter(Q(accepted_at__isnull=True), member=reader)
    asked = frozenset(unanswered.values_list("cycle_id", flat=True))
    found = sorted(rows, key=lambda cycle: (cycle.pk not in asked, cycle.is_over))
    return cards_of(found, reader, asked=asked)
