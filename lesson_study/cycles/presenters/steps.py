"""The steps of the start, in words above each of its pages: what is done, which one is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lesson_study.cycles.models import LessonStudyCycle


@dataclass(frozen=True)
class Step:
    number: int
    label: str
    address: str
    is_current: bool
    is_done: bool


def present_steps(cycle: LessonStudyCycle | None, current: str) -> list[Step]:
    """Six steps; before there is a cycle only the first can be opened. Three queries with a cycle, none without."""
    labels = {
        "cycle_start": _("About"),
        "start_team": _("Team and roles"),
        "start_charter": _("Agreements"),
        "start_days": _("Days"),
        "start_cover": _("Cover"),
        "start_expert": _("Expert"),
    }
    finished = _finished(cycle) if cycle is not None else set()
    steps = []
    for number, (name, label) in enumerate(labels.items(), start=1):
        address = ""
        if cycle is not None:
            page = "cycle_about" if name == "cycle_start" else name
            address = reverse(f"lesson_study:{page}", args=[cycle.public_id])
        steps.append(Step(number, label, address, name == current, name in finished))
    return steps


def _finished(cycle: LessonStudyCycle) -> set[str]:
    team = list(cycle.team.present().values_list("charter_accepted_at", flat=True))
    days = list(cycle.days.values_list("meeting", "cover_requests"))
    found = {"cycle_start"}
    if len(team) >= 3:
        found.add("start_team")
    if len(team) >= 3 and all(team):
        found.add("start_charter")
    if days and all(meeting is not None for meeting, _cover in days):
        found.add("start_days")
    if any(cover is not None for _meeting, cover in days):
        found.add("start_cover")
    if cycle.knowledgeable_others.standing().exists():
        found.add("start_expert")
    return found
