"""What the network knows and misses: for every topic its supply and its demand, in one statement, and its status.

A topic counts what is about it, about what is part of it and about what was merged into it. A person counts once, at
the board of the main appointment. SQL only counts: what a status is, `expertise.gaps.rule.derive_status` says alone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone

from expertise.asking.enums import HelpState, MatchState
from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.gaps.enums import GapStatus
from expertise.gaps.queries.statements import BASE, CLOSURE, FACTS, TIES
from expertise.gaps.rule import PERIOD, GapFacts, derive_status, is_covered
from knowledge_network.members.people.enums import Visibility
from knowledge_network.topics.enums import TopicState
from plg.groups.enums import GroupRole, GroupState
from plg.meetings.enums import MeetingKind, MeetingStatus
from plg.records.enums import AttendanceStatus

# Stands for «works nowhere now», and in what is shown also for who shows nobody where they work.
NO_BOARD = 0


@dataclass(frozen=True)
class TopicFacts:
    """One topic: its supply and its demand in twelve months.

    `by_board`: primary key of a board (or NO_BOARD) → how many people, and how many of them recognised.
    """

    pk: int
    slug: str
    name: str
    parent: int | None
    is_strategic: bool
    experts: int
    boards: int
    is_tied: bool
    requests: int
    questions: int
    misses: int
    by_board: dict[int, tuple[int, int]]

    @cached_property
    def status(self) -> GapStatus:
        return derive_status(self.facts)

    @property
    def demand(self) -> int:
        return self.requests + self.questions + self.misses

    @property
    def facts(self) -> GapFacts:
        return GapFacts(self.experts, self.boards, self.demand, self.is_strategic, self.is_tied)

    @property
    def is_covered(self) -> bool:
        return is_covered(self.facts)


# What a statement takes, and a row of what it gives: each column has a kind of its own.
type Values = dict[str, Any]

# What the statements ask of members, topics and groups.
LOWER_STATES: Values = {
    "approved": TopicState.APPROVED,
    "merged": TopicState.MERGED,
    "nobody": Visibility.NOBODY,
    "observer": GroupRole.OBSERVER,
    "public_groups": sorted(GroupState.PUBLIC),
    "running_groups": sorted(GroupState.RUNNING),
    "ended_groups": sorted(GroupState.ENDED),
    "were_there": sorted(AttendanceStatus.WERE_THERE),
    "cancelled": MeetingStatus.CANCELLED,
    "plenary": MeetingKind.PLENARY,
}


def parameters(*, sector: str = "", topics: Iterable[int] | None = None, now: dt.datetime | None = None) -> Values:
    """The values that every statement here asks for."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    return {
        "roots": None if topics is None else list(topics),
        "sector": sector,
        "today": today,
        "now": moment,
        "since": today - PERIOD,
        "since_moment": moment - PERIOD,
        "recognised": ClaimState.RECOGNISED.value,
        "proven": sorted(ClaimState.PROVEN),
        "hidden": ClaimVisibility.HIDDEN.value,
        "accepted": MatchState.ACCEPTED.value,
        "helped": sorted(HelpState.HELPED),
        "not_asked": sorted(HelpState.NOT_ASKED),
        **LOWER_STATES,
    }


def topic_facts(
    *, sector: str = "", topics: Iterable[int] | None = None, now: dt.datetime | None = None
) -> list[TopicFacts]:
    """Every topic in use, or those of `topics`, by name. `sector` narrows supply and demand to one. One query."""
    rows = _rows(BASE + FACTS, parameters(sector=sector, topics=topics, now=now))
    return [
        TopicFacts(
            pk=row["id"],
            slug=row["slug"],
            name=row["name"],
            parent=row["parent_id"],
            is_strategic=row["strategic"],
            experts=row["experts"],
            boards=row["boards"],
            is_tied=row["is_tied"],
            requests=row["requests"],
            questions=row["questions"],
            misses=row["misses"],
            by_board={int(board): (cell[0], cell[1]) for board, cell in json.loads(row["by_board"]).items()},
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Tie:
    """What experts of one board have in common with people of another board, in twelve months."""

    board: int
    other: int
    groups: tuple[int, ...]
    requests: int
    met: bool


def find_ties(topic: int, *, now: dt.datetime | None = None) -> list[Tie]:
    """The ties of the topic's experts, by board. One query."""
    rows = _rows(BASE + TIES, parameters(topics=[topic], now=now))
    return [Tie(r["board"], r["other"], tuple(sorted(r["groups"] or ())), r["requests"], r["met"]) for r in rows]


def find_parts(topic: int) -> list[int]:
    """The topic, all that is part of it and what was merged into one of these. One query."""
    return [row["id"] for row in _rows(CLOSURE, LOWER_STATES | {"topic": topic})]


def _rows(statement: str, values: Values) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


# Figures of the network -------------------------------------------------------------------------


@dataclass(frozen=True)
class Coverage:
    """E1 and E2: how many strategic topics are covered, and how many topics have each status."""

    covered: int
    strategic: int
    by_status: dict[str, int]
    # Topics with each status, by primary key: what nobody did anything about is asked fresh.
    gaps: tuple[int, ...]

    @property
    def percent(self) -> int | None:
        return round(100 * self.covered / self.strategic) if self.strategic else None

    @property
    def white_spots(self) -> int:
        return self.by_status[GapStatus.WHITE_SPOT.value]

    @property
    def islands(self) -> int:
        return self.by_status[GapStatus.ISLAND.value]


def count_coverage(rows: Iterable[TopicFacts]) -> Coverage:
    rows = list(rows)
    strategic = [row for row in rows if row.is_strategic]
    counted = Counter(row.status.value for row in rows)
    return Coverage(
        covered=sum(row.is_covered for row in strategic),
        strategic=len(strategic),
        by_status={status.value: counted[status.value] for status in GapStatus},
        gaps=tuple(row.pk for row in rows if row.status in GapStatus.GAPS),
    )
