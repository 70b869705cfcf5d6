"""Cycles as cards: on the list, in the space of a group, as what looks like a study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.members.people.models import Member
from lesson_study.cycles import queries
from lesson_study.cycles.enums import CycleState, Phase
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from lesson_study.cycles.presenters import Arc, draw_arcs, find_address, ring_links

MOST_MINE = 30
MOST_STEPS = 4


@dataclass(frozen=True)
class CycleCard:
    cycle: LessonStudyCycle
    arcs: list[Arc]
    where: str
    years: str
    misconceptions: list[str]
    # Asked for the team, and did not answer yet.
    is_asked: bool = False


def present_cards(
    cycles: Iterable[LessonStudyCycle], reader: Member, *, asked: frozenset[int] = frozenset()
) -> list[CycleCard]:
    """One query for the misconceptions of all; only what was shared shows them."""
    rows = list(cycles)
    shared = [row.pk for row in rows if row.is_finished and row.shared_at is not None]
    thoughts = queries.find_misconceptions(shared)
    return [
        CycleCard(
            cycle=row,
            arcs=draw_arcs(ring_links(row)),
            where=where_it_stands(row),
            years=describe_years(row),
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


def describe_years(cycle: LessonStudyCycle) -> str:
    if not cycle.year_groups:
        return ""
    return _("group %(numbers)s") % {"numbers": ", ".join(str(number) for number in cycle.year_groups)}


def present_mine(reader: Member) -> Cut[CycleCard]:
    """Those of the reader, what waits for an answer and what runs first. Three queries."""
    rows = cut(queries.mine(reader).select_related("group").order_by("-changed_at", "-pk"), MOST_MINE)
    unanswered = TeamMember.objects.standing().filter(Q(accepted_at__isnull=True), member=reader)
    asked = frozenset(unanswered.values_list("cycle_id", flat=True))
    found = sorted(rows, key=lambda cycle: (cycle.pk not in asked, cycle.is_over))
    return Cut(present_cards(found, reader, asked=asked), most=rows.most, is_cut=rows.is_cut)


@dataclass(frozen=True)
class MyStep:
    """What one does next in a study, as «Mijn start» shows it."""

    title: str
    group: str
    where: str
    label: str
    url: str
    waits: bool = False


def my_steps(reader: Member) -> list[MyStep]:
    """Of the studies of the reader that are not over: what waits for an answer first, then what moved last. A query."""
    rows = queries.mine(reader).filter(state__in=CycleState.OPEN).select_related("group")
    rows = rows.annotate(
        in_team=Exists(TeamMember.objects.present().filter(cycle=OuterRef("pk"), member=reader)),
        asked=Exists(TeamMember.objects.standing().filter(cycle=OuterRef("pk"), member=reader, accepted_at=None)),
    )
    return [_step(cycle) for cycle in rows.order_by("-asked", "-changed_at", "-pk")[:MOST_STEPS]]


def _step(cycle: Any) -> MyStep:
    phase, url = cycle.current_phase, cycle.get_absolute_url()
    if cycle.asked:
        label = _("Say whether you take part")
    elif not cycle.in_team:
        label = _("Look at it as the expert")
    elif cycle.is_paused:
        label = _("See why it pauses")
    elif phase == Phase.START:
        label = _("Go on with the start")
    else:
        label = _("Go on with: %(phase)s") % {"phase": str(phase.label)}
        url = find_address(phase, cycle) or url
    return MyStep(cycle.title, cycle.group.name, where_it_stands(cycle), label, url, waits=cycle.asked)
