"""What somebody can work out from all that is shown together: for each count its least and its most.

Known to everybody are what is shown, how many people work where, that cells are the sum of their places and the network
that of its cells, and that some counts are parts of others or only grow. Nothing narrower than five whole numbers may
come out of it, unless that was so before anything was shown. By linear programming (HiGHS).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from scipy.optimize import linprog

FEWEST = 5
ENDLESS = 10_000


@dataclass
class Knowledge:
    """Counts by any key, and what is certain about them."""

    # What holds whether or not anything is published.
    bounds: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    shown: list[tuple[Hashable, float, float]] = field(default_factory=list)
    sums: list[tuple[Hashable, tuple[Hashable, ...]]] = field(default_factory=list)
    # Pairs: the first is never more than the second.
    order: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    # How wide a band of this count is: quarter hours count in twenties.
    width: dict[Hashable, int] = field(default_factory=dict)

    def count(self, key: Hashable, most: float | None = None, width: int = FEWEST) -> None:
        self.bounds[key] = (0, ENDLESS if most is None else most)
        self.width[key] = width

    def show(self, key: Hashable, least: float, most: float) -> None:
        self.shown.append((key, least, most))

    def interval(self, key: Hashable, *, shown: bool = True) -> tuple[int, int]:
        """The least and the most that `key` can be, in whole numbers."""
        keys = list(self.bounds)
        place = {name: number for number, name in enumerate(keys)}
        bounds = {name: list(self.bounds[name]) for name in keys}
        for name, least, most in self.shown if shown else ():
            bounds[name] = [max(bounds[name][0], least), min(bounds[name][1], most)]
        equal, less = [], []
        for whole, parts in self.sums:
            line = [0.0] * len(keys)
            line[place[whole]] = 1
            for part in parts:
                line[place[part]] -= 1
            equal.append(line)
        for small, large in self.order:
            line = [0.0] * len(keys)
            line[place[small]], line[place[large]] = 1, -1
            less.append(line)
        ends = []
        for sign in (1, -1):
            goal = [0.0] * len(keys)
            goal[place[key]] = sign
            found = linprog(
                goal,
                A_ub=less or None,
                b_ub=[0] * len(less) if less else None,
                A_eq=equal or None,
                b_eq=[0] * len(equal) if equal else None,
                bounds=[tuple(bounds[name]) for name in keys],
                method="highs",
            )
            assert found.success, f"what is shown contradicts itself: {found.message}"
            ends.append(sign * found.fun)
        return math.ceil(ends[0] - 1e-6), math.floor(ends[1] + 1e-6)

    def leaks(self, keys: Iterable[Hashable] | None = None) -> list[str]:
        """The counts of which too much comes out."""
        found = []
        for key in keys if keys is not None else list(self.bounds):
            least, most = self.interval(key)
            wanted = self.width[key]
            if most - least + 1 < wanted:
                first, last = self.interval(key, shown=False)
                if most - least < last - first:
                    found.append(f"{key}: {least}–{most}")
        return found
