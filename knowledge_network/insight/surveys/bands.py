"""What may be told of answers, so that nobody comes out of it.

Of five to eighteen answers only the order of the statements and a word for how far the answers lie apart. From nineteen
on the parts of the scale where five people or more are, and the word is then made of those parts alone.

Why nineteen: how many took part is known, and the parts add up to it. Of ten, «5 or more» twice is five and five
exactly. Leaving just that out would tell it too, to who knows the rule; so whether parts are told depends on the number
that took part and on nothing else, and from nineteen on every part, and every few of them together, can always still be
five different numbers. A word that is made of the answers themselves would narrow the parts again: «of one mind» beside
«5 or more fits» leaves one other at most.

`tests/insight/surveys/test_oracle.py` looks at the same values by linear programming.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_network.insight.surveys.enums import Band, Spread

FEWEST = 5
# From here on a round may be laid beside the one before.
FEWEST_BESIDE = 10
# From here on parts of the scale are told: three with five people each, and four more.
FEWEST_FOR_BANDS = 19
# Fewer people fill it in on paper, and keep it to themselves.
FEWEST_ASKED = 8
# Part of those asked, in per cent, below which a picture is no picture of the group.
LEAST_RESPONSE = 40
# Standard deviation on the scale of one to five.
AGREED_BELOW, DIVIDED_ABOVE = 0.7, 1.1
LOW, MIDDLE, HIGH = "low", "middle", "high"
PARTS = (LOW, MIDDLE, HIGH)
PART_OF = {1: LOW, 2: LOW, 3: MIDDLE, 4: HIGH, 5: HIGH}


@dataclass(frozen=True)
class Told:
    """What is kept of the answers to one statement. Without `rank` there were too few; `parts` may be empty."""

    rank: int | None
    spread: str
    parts: Mapping[str, str]
    gap_rank: int | None = None


def is_enough(answered: int, asked: int) -> bool:
    """Whether anything at all is told."""
    return answered >= FEWEST and asked > 0 and answered * 100 >= asked * LEAST_RESPONSE


def name_spread(values: Sequence[int]) -> str:
    apart = statistics.pstdev(values)
    if apart < AGREED_BELOW:
        return Spread.AGREED
    return Spread.DIVIDED if apart > DIVIDED_ABOVE else Spread.MIXED


def find_parts(values: Sequence[int], answered: int) -> dict[str, str]:
    """Part of the scale → «5 or more» or «fewer than 5», when so many took part that it tells of nobody.

    Who took part and said nothing here counts as a part of its own, about which nothing is told.
    """
    if answered < FEWEST_FOR_BANDS:
        return {}
    counts = dict.fromkeys(PARTS, 0)
    for value in values:
        counts[PART_OF[value]] += 1
    return {part: str(Band.FIVE if count >= FEWEST else Band.FEW) for part, count in counts.items()}


def name_spread_of_parts(parts: Mapping[str, str]) -> str:
    """The word that says no more than the parts do."""
    large = {part for part, band in parts.items() if band == Band.FIVE}
    if {LOW, HIGH} <= large:
        return Spread.DIVIDED
    return Spread.AGREED if len(large) == 1 else Spread.MIXED


def tell(now: Mapping[int, Sequence[int]], wanted: Mapping[int, Sequence[int]], answered: int) -> dict[int, Told]:
    """By statement what may be told; `now` and `wanted` are the answers by statement, in the order of the list."""
    ranked = [key for key, values in now.items() if len(values) >= FEWEST]
    ranked.sort(key=lambda key: -statistics.fmean(now[key]))
    gaps = {
        key: statistics.fmean(values) - statistics.fmean(now[key])
        for key, values in wanted.items()
        if len(values) >= FEWEST and key in ranked
    }
    in_order = sorted(gaps, key=lambda key: -gaps[key])
    found = {}
    for key, values in now.items():
        if key not in ranked:
            found[key] = Told(None, "", {})
            continue
        parts = find_parts(values, answered)
        found[key] = Told(
            rank=ranked.index(key) + 1,
            spread=name_spread_of_parts(parts) if parts else name_spread(values),
            parts=parts,
            gap_rank=in_order.index(key) + 1 if key in gaps else None,
        )
    return found


def may_lie_beside(answered: int, before: int, changed: int) -> bool:
    """Whether a round may be laid beside the one before, when `changed` people are in one of the two only."""
    return min(answered, before) >= FEWEST_BESIDE and (changed == 0 or changed >= FEWEST)
