"""Mixed tables, and the order that comes of their sheets. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from expertise.choosing.counting import find_places

# At a table of two there is nothing to talk about yet.
SMALLEST_TABLE = 3


def find_table_count(boards: Collection[Hashable], wanted: int) -> int:
    """How many tables can be mixed: each needs three people, and one who is not of the largest board; 0 when none."""
    if not boards:
        return 0
    others = len(boards) - max(Counter(boards).values())
    return max(0, min(wanted, len(boards) // SMALLEST_TABLE, others))


def deal_tables[Person](people: Sequence[tuple[Person, Hashable]], count: int) -> dict[Person, int]:
    """Person → table, from 1. Dealt board by board, the largest first: so each table has people of two boards or more.

    Why: who sit `count` apart in that row are of one board only when it has more people than there are tables; that
    can be only the first ones at a table, and the last at each table then are of other boards.
    """
    sizes = Counter(board for _person, board in people)
    first = {board: number for number, (_person, board) in reversed(list(enumerate(people)))}
    row = sorted(people, key=lambda one: (-sizes[one[1]], first[one[1]]))
    return {person: number % count + 1 for number, (person, _board) in enumerate(row)}


def sum_sheets[Key](
    questions: Collection[Key], sheets: Iterable[Mapping[Key, int]]
) -> list[tuple[Key, int, int, bool]]:
    """(question, sum of ranks, place, shared), the lowest sum first; only whole sheets count."""
    whole = [sheet for sheet in sheets if sheet.keys() == set(questions)]
    sums = {key: sum(sheet[key] for sheet in whole) for key in questions}
    places = find_places(sums)
    return sorted(((key, sums[key], *places[key]) for key in questions), key=lambda one: one[2])


def apply_changes[Key](order: Sequence[Key], changes: Iterable[tuple[Key, int]]) -> list[Key]:
    """The order after each (question, place from 1) was put there, one after the other."""
    found = list(order)
    for key, place in changes:
        if key in found:
            found.remove(key)
            found.insert(place - 1, key)
    return found
