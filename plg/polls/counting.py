"""What the votes come to. Asks nothing of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plg.polls.enums import Vote


@dataclass(frozen=True)
class Tally:
    """How many said what of one option."""

    yes: int = 0
    if_need_be: int = 0
    no: int = 0

    @property
    def could(self) -> int:
        return self.yes + self.if_need_be


Votes = Mapping[tuple[int, int], str]


def tally(options: Iterable[int], votes: Votes) -> dict[int, Tally]:
    """By option; `votes` are (member, option) → vote."""
    counted = Counter((option, vote) for (_member, option), vote in votes.items())
    return {
        option: Tally(counted[option, Vote.YES], counted[option, Vote.IF_NEED_BE], counted[option, Vote.NO])
        for option in options
    }


def best_options(counts: Mapping[int, Tally]) -> set[int]:
    """On which most people could come, and of those the ones that suit most; none as long as nobody said yes."""
    rank = {option: (count.could, count.yes) for option, count in counts.items() if count.could}
    highest = max(rank.values(), default=None)
    return {option for option, value in rank.items() if value == highest}
