"""What the pages of a cycle have in common: where it stands on the ring, and the way to its phases."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import Phase, RingState
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.phases import Missing, find_missing
from lesson_study.cycles.rules import find_team_roles

# The page of each phase, wherever its room is.
PAGES = {
    Phase.GOAL: "lesson_study:goal",
    Phase.STUDY: "lesson_study:prior_study",
    Phase.DESIGN: "lesson_study:lesson_plan",
    Phase.LESSON: "lesson_study:lesson",
    Phase.DISCUSSION: "lesson_study:discussion",
    Phase.RETEACH: "lesson_study:reteach",
    Phase.REFLECTION: "lesson_study:reflection",
}


@dataclass(frozen=True)
class PhaseLink:
    """One phase on the ring. `state`: done, almost (gate shut again behind), now, later, skipped (no second lesson)."""

    number: int
    label: str
    address: str
    state: str
    is_current_page: bool

    @property
    def is_now(self) -> bool:
        return self.state == RingState.NOW

    @property
    def is_done(self) -> bool:
        return self.state == RingState.DONE

    @property
    def is_skipped(self) -> bool:
        return self.state == RingState.SKIPPED


@dataclass(frozen=True)
class CycleRing:
    cycle: LessonStudyCycle
    phases: list[PhaseLink]
    missing: list[Missing]
    is_in_team: bool

    @property
    def leads_somewhere(self) -> bool:
        return any(phase.address for phase in self.phases)


def present_ring(cycle: LessonStudyCycle, member: Member, page: Phase | None = None) -> CycleRing:
    """What `cycle_base.html` shows around every page of a cycle; `page` is the phase that is being looked at."""
    is_in_team = find_team_roles(member, cycle) is not None
    # Who may not open a phase is not led to it: the rest of the group to none, the expert to no lesson.
    closed: frozenset[str] = frozenset()
    if not is_in_team:
        closed = frozenset({Phase.LESSON}) if member.has_perm("lesson_study.read_work", cycle) else Phase.SEVEN
    return CycleRing(
        cycle,
        ring_links(cycle, page, closed),
        find_missing(cycle, cycle.current_phase) if not cycle.is_over else [],
        is_in_team=is_in_team,
    )


def ring_links(
    cycle: LessonStudyCycle, page: Phase | None = None, closed: frozenset[str] = frozenset()
) -> list[PhaseLink]:
    """The seven phases; those that are `closed` to the reader without an address. No query."""
    return [
        PhaseLink(
            phase.number,
            str(phase.label),
            find_address(phase, cycle) if phase not in closed else "",
            derive_phase_state(phase, cycle),
            phase == page,
        )
        for phase in Phase
        if phase in Phase.SEVEN
    ]


def derive_phase_state(phase: Phase, cycle: LessonStudyCycle) -> str:
    """Without a look at the gates behind: done, now, later or skipped."""
    now = cycle.current_phase.number
    is_past = phase.number < now or cycle.is_finished
    if phase == Phase.RETEACH and cycle.no_reteach_reason and is_past:
        return RingState.SKIPPED
    if is_past:
        return RingState.DONE
    return RingState.NOW if phase.number == now else RingState.LATER


def find_address(phase: Phase, cycle: LessonStudyCycle) -> str:
    """The page of a phase; nothing where this installation has none."""
    if phase not in PAGES:
        return ""
    try:
        return reverse(PAGES[phase], args=[cycle.public_id])
    except NoReverseMatch:
        return ""


# The drawing ----------------------------------------------------------------------------------------

CENTRE, OUTER, INNER = 100.0, 94.0, 64.0
GAP = math.radians(3)


@dataclass(frozen=True)
class Arc:
    """One of the seven: its outline in a box of 200 by 200, and where its number stands."""

    number: int
    label: str
    state: str
    path: str
    x: str
    y: str


def draw_arcs(phases: list[PhaseLink]) -> list[Arc]:
    """Clockwise from the top."""
    share = 2 * math.pi / len(phases)
    found = []
    for place, phase in enumerate(phases):
        start, end = place * share + GAP / 2, (place + 1) * share - GAP / 2
        middle = _point((start + end) / 2, (OUTER + INNER) / 2)
        found.append(Arc(phase.number, phase.label, phase.state, _outline(start, end), middle[0], middle[1]))
    return found


def _outline(start: float, end: float) -> str:
    (a, b), (c, d) = _point(start, OUTER), _point(end, OUTER)
    (e, f), (g, h) = _point(end, INNER), _point(start, INNER)
    return f"M{a} {b}A{OUTER:g} {OUTER:g} 0 0 1 {c} {d}L{e} {f}A{INNER:g} {INNER:g} 0 0 0 {g} {h}Z"


def _point(angle: float, radius: float) -> tuple[str, str]:
    """As numbers with a point, whatever the language of the reader."""
    return f"{CENTRE + radius * math.sin(angle):.2f}", f"{CENTRE - radius * math.cos(angle):.2f}"
