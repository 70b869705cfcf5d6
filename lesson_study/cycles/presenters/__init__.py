"""What the pages of a cycle have in common: where it stands on the ring, and the way to its phases."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.phases import Missing, find_missing
from lesson_study.cycles.rules import team_roles_of

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
    """One phase on the ring. `state`: done, almost (gate still shut behind), now or later."""

    number: int
    label: str
    address: str
    state: str
    is_current_page: bool


@dataclass(frozen=True)
class CycleRing:
    cycle: LessonStudyCycle
    phases: list[PhaseLink]
    missing: list[Missing]
    is_in_team: bool


def ring_of(cycle: LessonStudyCycle, member: Member, page: Phase | None = None) -> CycleRing:
    """What `cycle_base.html` shows around every page of a cycle; `page` is the phase that is being looked at."""
    now = cycle.current_phase.number
    links = []
    for phase in Phase:
        if phase not in Phase.SEVEN:
            continue
        state = "now" if phase.number == now else "done" if phase.number < now or cycle.is_finished else "later"
        links.append(PhaseLink(phase.number, str(phase.label), _address(phase, cycle), state, phase == page))
    return CycleRing(
        cycle, links, find_missing(cycle, cycle.current_phase), is_in_team=team_roles_of(member, cycle) is not None
    )


def _address(phase: Phase, cycle: LessonStudyCycle) -> str:
    try:
        return reverse(PAGES[phase], args=[cycle.public_id])
    except NoReverseMatch:
        return ""
