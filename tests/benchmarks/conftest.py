"""The networks of the benchmarks number their rows themselves, and a sequence that was set stays so after the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import counters


@pytest.fixture(autouse=True)
def numbers_apart(db: None) -> Iterator[None]:
    yield
    counters.set_apart()
