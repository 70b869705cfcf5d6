"""Who gets a question: topic × sector × form × load, fair among equals, and somebody of another board. Pure.

| what | counts as |
|---|---|
| the topic itself, a part of it, what it is part of | 4, 3, 2; only «ask me about» on a profile: 1 |
| how sure the network is: recognised, substantiated, self-declared, to be confirmed | 3, 2, 1, 0 |
| another sector than the question, or no form of help that is wanted | not asked |
| pausing, or as many questions open as one takes | not asked |

Who fits equally well is asked by turns: who helps with least now, then who was asked longest ago, then a draw that
differs per question. Nobody is ever ordered by how often colleagues recognised them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from expertise.claims.enums import ClaimState

MOST_PEOPLE = 5
EXACT, PART, WHOLE, PROFILE = 4, 3, 2, 1
SURE: dict[str, int] = {ClaimState.RECOGNISED: 3, ClaimState.SUBSTANTIATED: 2, ClaimState.DECLARED: 1}
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Wanted:
    """What the question asks. `boards` are those of the asker; `salt` makes the draw of this question its own."""

    asker: int
    boards: frozenset[int] = frozenset()
    sector: str = ""
    forms: frozenset[str] = frozenset()
    year_groups: frozenset[int] = frozenset()
    salt: str = ""


@dataclass(frozen=True)
class Candidate:
    """One thing that one member may be asked about. The same member may stand in the list with several topics."""

    member: int
    closeness: int
    topic: str = ""
    state: str = ""
    sectors: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    year_groups: frozenset[int] = frozenset()
    boards: frozenset[int] = frozenset()
    load: int = 0
    most_open: int = 2
    last_asked: dt.datetime | None = None
    is_pausing: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Somebody to ask, and why."""

    member: int
    topic: str
    state: str
    closeness: int
    other_board: bool = field(default=False)


def fits(candidate: Candidate, wanted: Wanted) -> bool:
    """May be asked at all."""
    return (
        candidate.member != wanted.asker
        and not candidate.is_pausing
        and candidate.load < candidate.most_open
        and _agree(candidate.sectors, {wanted.sector} if wanted.sector else ())
        and _agree(candidate.forms, wanted.forms)
    )


def _agree(offered: Collection[object], asked: Collection[object]) -> bool:
    """Who says nothing offers all, and who asks nothing takes all."""
    return not offered or not asked or not set(offered).isdisjoint(asked)


def choose(
    candidates: Iterable[Candidate],
    wanted: Wanted,
    *,
    most: int = MOST_PEOPLE,
    already: Collection[int] = (),
    already_elsewhere: bool = False,
) -> list[Suggestion]:
    """The best `most` people who may be asked, without those in `already`; one of another board is always among them.

    `already_elsewhere`: somebody of another board was asked before, so that the rule is met.
    """
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        if candidate.member in already or not fits(candidate, wanted):
            continue
        known = best.get(candidate.member)
        if known is None or _place(candidate, wanted) < _place(known, wanted):
            best[candidate.member] = candidate
    ordered = sorted(best.values(), key=lambda candidate: _place(candidate, wanted))
    chosen = ordered[: max(0, most)]
    elsewhere = [candidate for candidate in ordered if is_elsewhere(candidate, wanted)]
    if chosen and elsewhere and not already_elsewhere and not any(is_elsewhere(c, wanted) for c in chosen):
        chosen[-1] = elsewhere[0]
    return [Suggestion(c.member, c.topic, c.state, c.closeness, other_board=is_elsewhere(c, wanted)) for c in chosen]


def is_elsewhere(candidate: Candidate, wanted: Wanted) -> bool:
    """Works for another board than the asker, and for none of the asker's."""
    return bool(candidate.boards and wanted.boards) and candidate.boards.isdisjoint(wanted.boards)


def _place(candidate: Candidate, wanted: Wanted) -> tuple[object, ...]:
    same_age = bool(candidate.year_groups & wanted.year_groups)
    return (
        -candidate.closeness,
        -SURE.get(candidate.state, 0),
        not same_age,
        candidate.load,
        candidate.last_asked or NEVER,
        _draw(candidate.member, wanted.salt),
        candidate.topic,
    )


def _draw(member: int, salt: str) -> str:
    """The same for one question each time it is asked, another for the next question."""
    return hashlib.sha256(f"{salt}:{member}".encode()).hexdigest()
