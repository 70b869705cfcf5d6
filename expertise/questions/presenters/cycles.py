"""A cycle as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from expertise.questions.enums import CycleState
from expertise.questions.models import CoPCycle
from expertise.questions.queries import read_cycle_numbers
from expertise.questions.states import EXPLAINED_CYCLE
from knowledge_network.kit.dates import nice_period


@dataclass(frozen=True)
class Step:
    label: str
    is_past: bool
    is_now: bool


@dataclass(frozen=True)
class CycleLine:
    school_year: int
    url: str
    name: str
    title: str
    state: str


@dataclass(frozen=True)
class CyclePage:
    steps: list[Step]
    explained: str
    team: list[str]
    plenaries: list[tuple[str, str]]
    question_count: int
    placed_count: int
    outside_count: int
    bundle_count: int
    counted_at: dt.datetime
    rounds: list[tuple[int, dt.datetime, int]]


def build_cycle_lines(rows: Iterable[CoPCycle]) -> list[CycleLine]:
    return [
        CycleLine(cycle.school_year, cycle.get_absolute_url(), cycle.name, cycle.title, cycle.get_state_display())
        for cycle in rows
    ]


def build_cycle(cycle: CoPCycle) -> CyclePage:
    """Four queries, and those of the numbers when they are old."""
    order = list(CycleState)
    here = order.index(CycleState(cycle.state))
    counted = read_cycle_numbers(cycle)
    numbers = counted.found
    team = cycle.team.order_by("sort_name")
    meetings = cycle.plenaries.order_by("starts_at")
    rounds = cycle.rounds.order_by("number").values_list("number", "confirmed_at", "changed")
    return CyclePage(
        steps=[Step(str(state.label), number < here, number == here) for number, state in enumerate(order)],
        explained=str(EXPLAINED_CYCLE[cycle.state]),
        team=[member.get_full_name() for member in team if member.is_present],
        plenaries=[(meeting.title, nice_period(meeting.starts_at, meeting.ends_at)) for meeting in meetings],
        question_count=numbers.questions,
        placed_count=numbers.placed,
        outside_count=numbers.outside,
        bundle_count=numbers.bundles,
        counted_at=counted.at,
        rounds=list(rounds),
    )
