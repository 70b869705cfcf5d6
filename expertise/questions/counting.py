"""Counts of who asked, so that nobody can be picked out: a number under five is hidden, and never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Counted[Key]:
    """How many of one group; `number` is None where it is hidden. `is_few`: hidden because it is under five."""

    key: Key
    number: int | None
    is_few: bool
    share: int


def hide_small[Key](counts: Mapping[Key, int]) -> list[Counted[Key]]:
    """The largest first. Beside a hidden number at least one other is hidden, so that a total gives neither away.

    Hidden numbers whose sum leaves one possibility only (each of them one, or each of them four) take the next along.
    """
    there = sorted(((key, number) for key, number in counts.items() if number), key=lambda pair: -pair[1])
    hidden = [pair for pair in there if pair[1] < FEWEST]
    shown = [pair for pair in there if pair[1] >= FEWEST]
    while shown and hidden and (len(hidden) < 2 or _is_pinned(hidden)):
        hidden.insert(0, shown.pop())
    largest = shown[0][1] if shown else FEWEST
    return [
        *(Counted(key, number, False, round(100 * number / largest)) for key, number in shown),
        *(Counted(key, None, number < FEWEST, 0) for key, number in hidden),
    ]


def _is_pinned[Key](hidden: list[tuple[Key, int]]) -> bool:
    total = sum(number for _key, number in hidden)
    return total in (len(hidden), (FEWEST - 1) * len(hidden)) and all(number < FEWEST for _key, number in hidden)


def shows_total[Key](counted: list[Counted[Key]]) -> bool:
    """With everything hidden a total of few would tell the numbers."""
    return any(one.number is not None for one in counted) or len(counted) == 0
