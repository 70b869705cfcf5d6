"""Bands that betray nobody.

A count of people's behaviour is published as the band of five in which it lies. That alone is not enough: when it is
known that at most twelve people work somewhere, «10–14» tells that it was ten, eleven or twelve. So a band is made with
the most that the count can be; the last band runs on to it and is never thinner than a whole band.

Nor are totals beside their parts: two schools with «0–4» and a board with «5–9» tell that neither school has none. So
the cells of a table do not overlap (`figures.cells`), and a total is reckoned from the bands of its cells.

Then nothing comes out narrower than a band, whatever somebody adds up, subtracts or lays beside each other. For take a
cell with counts of which one is a part of another, or an earlier month of it: their bands begin in that same order, and
all counts of the cell can be one, two, three or four more than the begin of their own band at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 5


@dataclass(frozen=True)
class Interval:
    """Whole numbers from `least` up to and including `most`."""

    least: int
    most: int

    def __contains__(self, count: int) -> bool:
        return self.least <= count <= self.most

    @property
    def middle(self) -> float:
        return (self.least + self.most) / 2


def find_band(count: int, most: int | None = None, *, width: int = WIDTH) -> Interval:
    """The band of `count`, which is at most `most`."""
    start = width * (count // width)
    if most is None:
        return Interval(start, start + width - 1)
    last = max(0, width * ((most - width + 1) // width))
    if start >= last:
        return Interval(last, max(most, last))
    return Interval(start, start + width - 1)


def add_bands(parts: Iterable[Interval]) -> Interval:
    """What is known of a total when this is known of its parts."""
    found = list(parts)
    return Interval(sum(part.least for part in found), sum(part.most for part in found))
