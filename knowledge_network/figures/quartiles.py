"""The middle half of the schools: between which figures two of four lie. Rounded, and of twenty schools or more."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

from knowledge_network.figures.bands import Interval
from knowledge_network.figures.tables import FEWEST_SCHOOLS


def middle_half(values: Sequence[float], *, to: int = 1) -> Interval | None:
    """The first and third quartile, rounded to a multiple of `to`; nothing of fewer than twenty schools."""
    if len(values) < FEWEST_SCHOOLS:
        return None
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    return Interval(to * round(low / to), to * round(high / to))
