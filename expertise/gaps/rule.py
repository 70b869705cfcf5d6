"""When expertise on a topic is missing, fragile or an island: the rule itself, on what `queries_gaps` counts.

| status | when |
|---|---|
| white spot | nobody available, and wanted: on the strategic agenda, or asked for three times in twelve months |
| island | three people or more, all of one board, or without any tie outside their own board in twelve months |
| vulnerable | one person, or all of one board |
| balanced | otherwise |

The order matters: an island is also «all of one board», so it is asked for before «vulnerable»; otherwise no topic
whose people share a board could ever be one. See docs/gaps.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from expertise.gaps.enums import GapStatus

# How far back demand and ties are counted.
PERIOD = relativedelta(months=12)
DEMAND_NEEDED = 3
ISLAND_SIZE = 3
# E1: a topic is covered by two people of two boards.
COVERED_BY = 2


@dataclass(frozen=True)
class GapFacts:
    """What the status of a topic follows from.

    `experts` are available with something proven, of `boards` different boards; `demand` was counted over twelve
    months; `is_tied` says that at least one of the experts has a tie with somebody of another board.
    """

    experts: int
    boards: int
    demand: int
    is_strategic: bool
    is_tied: bool


def derive_status(facts: GapFacts) -> GapStatus:
    if facts.experts == 0:
        wanted = facts.is_strategic or facts.demand >= DEMAND_NEEDED
        return GapStatus.WHITE_SPOT if wanted else GapStatus.BALANCED
    if facts.experts >= ISLAND_SIZE and (facts.boards == 1 or not facts.is_tied):
        return GapStatus.ISLAND
    return GapStatus.VULNERABLE if facts.experts == 1 or facts.boards == 1 else GapStatus.BALANCED


def is_covered(facts: GapFacts) -> bool:
    """E1: at least two available experts of at least two boards."""
    return facts.experts >= COVERED_BY and facts.boards >= COVERED_BY
