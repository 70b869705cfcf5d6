"""The cells of the published tables: the network in parts that do not overlap, each large enough to tell of nobody.

A school with nine people or more who are a member is a cell of its own. The other places of a board are one cell
together, its office included, when they have nine people; what is left is one cell of the network. A teacher-education
institute counts as its own board. So a school, its board and the network are never published beside each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from knowledge_network.figures.bands import WIDTH, Interval, find_band
from knowledge_network.figures.tables import Table

# With fewer there would be one band only, and nothing to tell.
FEWEST_IN_A_CELL = 2 * WIDTH - 1
# Key of what is left, and of tables of the whole network.
REST = None
type Unit = int | None


@dataclass(frozen=True)
class Place:
    """An organisation where people work, and the board for which it counts: itself, of an institute or an office."""

    pk: int
    board: int
    is_school: bool


@dataclass(frozen=True)
class Partition:
    """The cell in which each place is counted."""

    cell_of: Mapping[int, Unit]

    @property
    def cells(self) -> frozenset[Unit]:
        return frozenset(self.cell_of.values())

    def gather(self, by_place: Mapping[int, int]) -> dict[Unit, int]:
        """The sum of each cell; places that are not known belong to what is left."""
        found: dict[Unit, int] = dict.fromkeys(self.cells, 0)
        for place, count in by_place.items():
            cell = self.cell_of.get(place, REST)
            found[cell] = found.get(cell, 0) + count
        return found


def divide(places: Collection[Place], at_work: Mapping[int, int]) -> Partition:
    """The cells of a school year, from how many people work at each place on its first day."""
    cell_of: dict[int, Unit] = {}
    others: dict[int, list[int]] = defaultdict(list)
    for place in places:
        if place.is_school and at_work.get(place.pk, 0) >= FEWEST_IN_A_CELL:
            cell_of[place.pk] = place.pk
        else:
            others[place.board].append(place.pk)
    for board, pks in others.items():
        is_large = sum(at_work.get(pk, 0) for pk in pks) >= FEWEST_IN_A_CELL
        cell_of |= dict.fromkeys(pks, board if is_large else REST)
    return Partition(cell_of)


def keep_cells(places: Collection[Place], counted_in: Mapping[int, Unit]) -> Partition:
    """The cells of a school year as they were: a place stays in its cell, also when it gets another board.

    A place that came later belongs to the cell of its board, when that has one, else to what is left.
    """
    own = set(counted_in.values())
    cell_of: dict[int, Unit] = {}
    for place in places:
        later = place.board if place.board in own else REST
        cell_of[place.pk] = counted_in.get(place.pk, later)
    return Partition(cell_of)


def make_cells(
    table: Table,
    partition: Partition,
    counts: Mapping[int, int],
    at_work: Mapping[int, int],
    allowed: Callable[[Unit], bool],
) -> dict[Unit, Interval]:
    """What is published of a table: the band of each cell with people enough of which the gate is open."""
    if table.of_whole:
        gathered: dict[Unit, int] = {REST: sum(counts.values())}
        most: dict[Unit, int] = {REST: sum(at_work.values())}
    else:
        gathered, most = partition.gather(counts), partition.gather(at_work)
    found = {}
    for cell, count in gathered.items():
        if most.get(cell, 0) >= FEWEST_IN_A_CELL and allowed(cell):
            # Corrections can leave more that were counted than people who are known to work there: then no end is told.
            limit = most[cell] if table.of_people and count <= most[cell] else None
            found[cell] = find_band(count, limit, width=table.width)
    return found
