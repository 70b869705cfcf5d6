"""A cycle that is bundled and chosen from, with people of two role groups."""

from __future__ import annotations

import pytest

from expertise.questions.actions import cycles
from expertise.questions.enums import CycleState
from tests import factories as f


@pytest.fixture
def runs():
    return f.NetworkRoleFactory().member


@pytest.fixture
def cycle(runs):
    made = cycles.start_cycle(school_year=2026, by=runs)
    return cycles.go_to_state(cycle=made, by=runs, state=CycleState.COLLECTING)
