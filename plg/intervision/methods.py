"""The rounds of each way to hold an intervision, with their minutes; sources stand in docs/intervision.md."""

from __future__ import annotations

from dataclasses import dataclass

from plg.intervision.enums import LONGEST_ROUND, Method, RoundKind

MOST_ROUNDS = 12
DEFAULT_MINUTES = 10


@dataclass(frozen=True)
class RoundPlan:
    """One round to come. `name` is for one of our own.

    In a silent round everybody writes for themselves: others read it when the next begins. What is advice already waits
    at the parking place until a round that takes advice.
    """

    kind: RoundKind
    minutes: int
    name: str = ""
    is_silent: bool = False
    takes_advice: bool = False


ROUNDS: dict[Method, tuple[RoundPlan, ...]] = {
    Method.INCIDENT: (
        RoundPlan(RoundKind.CHOICE, 5),
        RoundPlan(RoundKind.SKETCH, 5),
        RoundPlan(RoundKind.WRITE_QUESTIONS, 5, is_silent=True),
        RoundPlan(RoundKind.INFORMATION, 15),
        RoundPlan(RoundKind.ANALYSIS, 10),
        RoundPlan(RoundKind.WRITE_POSITION, 5, is_silent=True),
        RoundPlan(RoundKind.POSITIONS, 10, takes_advice=True),
        RoundPlan(RoundKind.WHAT_WAS_DONE, 5, takes_advice=True),
        RoundPlan(RoundKind.TALK, 15, takes_advice=True),
        RoundPlan(RoundKind.EVALUATION, 5, takes_advice=True),
    ),
    Method.FIVE_STEPS: (
        RoundPlan(RoundKind.QUESTION, 5),
        RoundPlan(RoundKind.EXPLORATION, 15),
        RoundPlan(RoundKind.CORE, 10),
        RoundPlan(RoundKind.ADVICE, 10, takes_advice=True),
        RoundPlan(RoundKind.EVALUATION, 5, takes_advice=True),
    ),
    Method.DISAGREEMENT: (
        RoundPlan(RoundKind.WORTH_IT, 15),
        RoundPlan(RoundKind.TOGETHER, 20, takes_advice=True),
        RoundPlan(RoundKind.NEW_PRACTICE, 15, takes_advice=True),
        RoundPlan(RoundKind.EVALUATION, 5, takes_advice=True),
    ),
}


def list_rounds(method: Method, own: tuple[RoundPlan, ...] = ()) -> tuple[RoundPlan, ...]:
    return own if method == Method.OWN else ROUNDS[method]


def read_own_rounds(text: str) -> tuple[RoundPlan, ...]:
    """«Vertellen; 10» on each line; without a number a round takes ten minutes. ValueError names a line that is wrong.

    Only the first round takes no advice: whoever makes rounds of their own decides what belongs where.
    """
    found: list[RoundPlan] = []
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        name, semicolon, minutes = (part.strip() for part in line.rpartition(";"))
        if not semicolon:
            name, minutes = line, ""
        if not name or len(name) > 80 or (minutes and not minutes.isdecimal()):
            raise ValueError(line)
        length = int(minutes) if minutes else DEFAULT_MINUTES
        if not 1 <= length <= LONGEST_ROUND:
            raise ValueError(line)
        found.append(RoundPlan(RoundKind.OWN, length, name=name, takes_advice=bool(found)))
    return tuple(found)
