"""What may be told of answers, so that nobody comes out of it.

Of five to nine answers only the order of the statements and a word for how far the answers lie apart. From ten on also
parts of the scale where five people or more are, as far as that leaves every part, and every few of them together, five
different numbers. How many took part is known, and the parts add up to it, so that is

- from ten on a part that holds all but four at most (of ten: six or more there, fewer than five elsewhere),
- from fourteen on also two parts with five or more each; with the middle between both ends, the middle is not told,
- from nineteen on every part.

Leaving out only what would be exact would tell it to who knows the rule. So what is left out looks the same as much
else: five and five of ten as four, three and three, or as what nobody said anything about.

A word that is made of the answers narrows the parts: beside «of one mind», «5 or more fits» leaves one other at most.
So beside parts the word is made of them. The order narrows them too: «most people: does not fit» above «most people:
fits» leaves hardly a way to have answered. So statements stand first by the end of the scale to which their parts lean,
and by mean only among those that lean the same way.

`tests/insight/surveys/test_oracle.py` looks at all of this by linear programming and by every list of answers.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_network.insight.surveys.enums import Band, Spread

FEWEST = 5
# From here on a round may be laid beside the one before.
FEWEST_BESIDE = 10
# From here on a part of the scale is told that holds all but four at most; two with five people each, and four more;
# three, and four more.
FEWEST_FOR_A_PART = 10
FEWEST_FOR_TWO_PARTS = 14
FEWEST_FOR_BANDS = 19
# So many may always be elsewhere.
MOST_ELSEWHERE = FEWEST - 1
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
    """Part of the scale → «5 or more» or «fewer than 5», as far as that tells of nobody.

    Who took part and said nothing here counts as a part of its own, about which nothing is told.
    """
    counts = dict.fromkeys(PARTS, 0)
    for value in values:
        counts[PART_OF[value]] += 1
    parts = {part: str(Band.FIVE if count >= FEWEST else Band.FEW) for part, count in counts.items()}
    if answered >= FEWEST_FOR_BANDS:
        return parts
    if answered >= FEWEST_FOR_A_PART and max(counts.values()) >= answered - MOST_ELSEWHERE:
        return parts
    if answered >= FEWEST_FOR_TWO_PARTS and list(parts.values()).count(Band.FIVE) > 1:
        # Both ends say enough: whether the middle has five as well would be exact of fifteen.
        return {part: band for part, band in parts.items() if part != MIDDLE or not _holds_both_ends(parts)}
    return {}


def name_least(parts: Mapping[str, str], answered: int) -> int:
    """How many at the least are in a part that is told as large."""
    alone = list(parts.values()).count(Band.FIVE) == 1
    return answered - MOST_ELSEWHERE if alone and answered < FEWEST_FOR_BANDS else FEWEST


def name_spread_of_parts(parts: Mapping[str, str]) -> str:
    """The word that says no more than the parts do."""
    if _holds_both_ends(parts):
        return Spread.DIVIDED
    return Spread.AGREED if list(parts.values()).count(Band.FIVE) == 1 else Spread.MIXED


def find_lean(parts: Mapping[str, str]) -> int:
    """To which end of the scale what is told leans: 1, -1, or 0 for neither."""
    return (parts.get(HIGH) == Band.FIVE) - (parts.get(LOW) == Band.FIVE)


def _holds_both_ends(parts: Mapping[str, str]) -> bool:
    return parts.get(LOW) == parts.get(HIGH) == Band.FIVE


def _name_spread_beside(parts: Mapping[str, str], values: Sequence[int], answered: int) -> str:
    if parts:
        return name_spread_of_parts(parts)
    spread = name_spread(values)
    # Of ten or more that are of one mind, a part would be told.
    return Spread.MIXED if spread == Spread.AGREED and answered >= FEWEST_FOR_A_PART else spread


def tell(now: Mapping[int, Sequence[int]], wanted: Mapping[int, Sequence[int]], answered: int) -> dict[int, Told]:
    """By statement what may be told; `now` and `wanted` are the answers by statement, in the order of the list."""
    parts = {key: find_parts(values, answered) for key, values in now.items()}
    ranked = [key for key, values in now.items() if len(values) >= FEWEST]
    ranked.sort(key=lambda key: (-find_lean(parts[key]), -statistics.fmean(now[key])))
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
        found[key] = Told(
            rank=ranked.index(key) + 1,
            spread=_name_spread_beside(parts[key], values, answered),
            parts=parts[key],
            gap_rank=in_order.index(key) + 1 if key in gaps else None,
        )
    return found


def may_lie_beside(answered: int, before: int, changed: int) -> bool:
    """Whether a round may be laid beside the one before, when `changed` people are in one of the two only."""
    return min(answered, before) >= FEWEST_BESIDE and (changed == 0 or changed >= FEWEST)
