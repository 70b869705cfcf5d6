from __future__ import annotations

import datetime as dt

import pytest

from tests.agreements.obligations.helpers import Owed, make_owed


@pytest.fixture
def owed(time_machine, db) -> Owed:
    """On Tuesday 24 November 2026, ten in the morning."""
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
    return make_owed()
