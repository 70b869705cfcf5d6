"""A plan of three rows with two case pupils, and the two who write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from lesson_study.cycles.enums import TeamRole
from tests.lesson_study.building import make_cycle, make_plan, team_member


@dataclass
class Team:
    cycle: Any
    plan: Any
    first: Any
    second: Any

    @property
    def row(self) -> Any:
        """The first row."""
        return self.plan.rows.order_by("position")[0]


@pytest.fixture
def team(db: None) -> Team:
    cycle = make_cycle()
    plan = make_plan(cycle, rows=3, pupils="AB")
    return Team(cycle, plan, team_member(cycle, TeamRole.FACILITATOR), team_member(cycle, TeamRole.TEACHER))
