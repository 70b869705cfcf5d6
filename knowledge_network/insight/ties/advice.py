"""Whether a group is close or open, from what everybody in it sees: who is in it, for how long, and what they did.

Nothing of a questionnaire: of a group of eight an answer would be somebody's. No mark either: both have their worth.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from knowledge_network.insight.ties.enums import Leaning
from knowledge_network.insight.ties.queries import count_made, count_meetings, find_own_groups, find_participants
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import find_boards
from plg.groups.models import Group

A_YEAR = dt.timedelta(days=365)
# A younger or smaller group has no shape yet.
FEWEST_PEOPLE = 3
YOUNGEST = dt.timedelta(days=60)
# Part of the people who work for one board, in per cent.
LARGELY_ONE_BOARD = 75
# Newcomers of a year, in per cent of who is in it.
FEW_NEWCOMERS = 10
# Less often in a year, and nothing made: it stays with meeting each other.
SELDOM = 4


@dataclass(frozen=True)
class GroupFacts:
    """What is known of a group on a day. `joined`: since when each takes part; `boards`: for which each works."""

    began: dt.date | None
    joined: Collection[dt.date]
    boards: Collection[int | None]
    meetings: int
    made: int
    today: dt.date

    @property
    def people(self) -> int:
        return len(self.joined)

    @property
    def age(self) -> dt.timedelta:
        return self.today - min((*self.joined, *([self.began] if self.began else [])))

    @property
    def newcomers(self) -> int | None:
        """Who came in the past year; of a group that is younger everybody would be."""
        if self.age < A_YEAR:
            return None
        return sum(self.today - day < A_YEAR for day in self.joined)

    @property
    def largest_board(self) -> int:
        known = Counter(board for board in self.boards if board is not None)
        return max(known.values(), default=0)

    @property
    def is_largely_one_board(self) -> bool:
        return self.largest_board * 100 >= self.people * LARGELY_ONE_BOARD

    @property
    def stays_the_same(self) -> bool:
        return self.newcomers is not None and self.newcomers * 100 < self.people * FEW_NEWCOMERS

    @property
    def does_little_together(self) -> bool:
        return self.meetings < SELDOM and not self.made


def find_leaning(facts: GroupFacts) -> Leaning:
    if facts.people < FEWEST_PEOPLE or facts.age < YOUNGEST:
        return Leaning.UNKNOWN
    if facts.does_little_together:
        return Leaning.OPEN
    return Leaning.CLOSE if facts.is_largely_one_board or facts.stays_the_same else Leaning.BOTH


def gather_facts(member: Member, today: dt.date) -> list[tuple[Group, GroupFacts]]:
    """The groups of this member, by name, with what everybody in them sees. Six queries."""
    groups = find_own_groups(member)
    people = find_participants(groups)
    boards = find_boards({person for found in people.values() for person, _start in found})
    meetings, made = count_meetings(groups, today - A_YEAR), count_made(groups, today - A_YEAR)
    return [
        (
            group,
            GroupFacts(
                began=group.started_on,
                joined=[start for _person, start in people[group.pk]],
                boards=[boards.get(person) for person, _start in people[group.pk]],
                meetings=meetings.get(group.pk, 0),
                made=made.get(group.pk, 0),
                today=today,
            ),
        )
        for group in groups
    ]
