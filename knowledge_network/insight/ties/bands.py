"""What may be told of ties, so that nobody comes out of it. Asks no database.

Others see boards, never people: in a drawing without names most people can still be recognised by how many lines they
have. Of a board something is told from five answers on, when 70 % took part. How often two boards name each other is
one of four amounts, and «fewer than 5, or not» looks the same for none and for four; an amount counts only when five
people or more named somebody. There are no totals. How many people know whom to ask about a theme is told in bands of
which each holds five numbers or more. E-I is told with one decimal from ten people on, and only when it leaves every
amount that is not told as open as it was: each of them could still be nothing and could still be four.

E-I stands beside that of the round before only when nobody, or at least five people, joined or left: of that board, and
of the whole network. So what one newcomer names does not follow from the difference.

A round is made between boards or between schools, and one of the other sort opens a year later at the soonest: one
table taken from the other would show a small school.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge_network.insight.ties.enums import Amount, UnitState

FEWEST = 5
FEWEST_FOR_INDEX = 10
# Part of those asked, in per cent. What hangs on brokers goes wrong soonest when people are missing.
LEAST_RESPONSE = 70
LEAST_RESPONSE_FOR_BROKERS = 85
FEWEST_FOR_BROKERS = 20
FEWEST_ASKED = 20
# A school with fewer people counts together with others in a round by school.
FEWEST_OF_SCHOOL = 8
BOUNDS = {
    Amount.FEW: (0, FEWEST - 1),
    Amount.SOME: (5, 9),
    Amount.MANY: (10, 19),
    Amount.VERY_MANY: (20, math.inf),
}
# One decimal.
STEP = 0.1


def is_enough(answered: int, asked: int) -> bool:
    """Whether anything at all is told of statements."""
    return answered >= FEWEST_FOR_INDEX and answered * 100 >= asked * 40


def tells_ties(answered: int, asked: int) -> bool:
    return answered >= FEWEST_FOR_INDEX and answered * 100 >= asked * LEAST_RESPONSE


def tells_brokers(answered: int, asked: int) -> bool:
    return answered >= FEWEST_FOR_BROKERS and answered * 100 >= asked * LEAST_RESPONSE_FOR_BROKERS


def judge_unit(answered: int, asked: int) -> UnitState:
    if answered < FEWEST:
        return UnitState.FEW
    return UnitState.TOLD if answered * 100 >= asked * LEAST_RESPONSE else UnitState.LITTLE_RESPONSE


def name_amount(count: int, namers: int) -> Amount:
    """`namers`: how many different people named somebody."""
    if count < FEWEST or namers < FEWEST:
        return Amount.FEW
    return next(amount for amount, (_low, high) in BOUNDS.items() if count <= high)


def name_people(count: int) -> int | None:
    """A number of people; nothing below five, none included."""
    return count if count >= FEWEST else None


def band_people(count: int, of: int) -> tuple[int, int]:
    """The band of five in which a number of people lies; the last one reaches until all, and is no narrower."""
    last = max(0, (of - FEWEST + 1) // FEWEST) * FEWEST
    least = min(count // FEWEST * FEWEST, last)
    return least, of if least == last else least + FEWEST - 1


@dataclass(frozen=True)
class Sides:
    """Of one unit: arcs inside and across, and how many different people are behind each."""

    inside: int
    across: int
    namers_inside: int
    namers_across: int


def round_index(sides: Sides) -> float:
    return round((sides.across - sides.inside) / (sides.across + sides.inside), 1)


def tells_index(sides: Sides, answered: int, hidden: Iterable[int]) -> bool:
    """Whether E-I of a unit may be told; `hidden`: what the amounts really are that are told as «fewer than 5».

    From E-I and the amount inside follows between what and what the arcs across lie. Each amount that is not told must
    still be able to be nothing, and to be four, with all else as it is: then nothing new follows for two units
    together either, for what really is fits everything that is told.
    """
    if answered < FEWEST_FOR_INDEX or min(sides.namers_inside, sides.namers_across) < FEWEST:
        return False
    amount = name_amount(sides.inside, sides.namers_inside)
    if amount == Amount.FEW or sides.across < FEWEST:
        return False
    least, most = find_across(round_index(sides), amount)
    open_amounts = [count for count in hidden if count < FEWEST]
    return all(least <= sides.across - one and sides.across - one + FEWEST - 1 <= most for one in open_amounts)


def may_lie_beside(changed: int, unknown: int = 0) -> bool:
    """Whether a number may be laid beside that of the round before.

    `changed`: how many people are in one of the two only. `unknown`: how many took part before of whom nothing is kept
    any more; each may be among those who seem new.
    """
    return (changed == 0 and unknown == 0) or changed - unknown >= FEWEST


def find_across(index: float, inside: Amount) -> tuple[float, float]:
    """Between which numbers the arcs across lie, for who knows E-I and the amount inside."""
    low, high = (min(1.0, max(-1.0, index + side * STEP / 2)) for side in (-1, 1))
    least, most = BOUNDS[inside]
    return least * (1 + low) / (1 - low) if low < 1 else math.inf, most * (1 + high) / (
        1 - high
    ) if high < 1 else math.inf
