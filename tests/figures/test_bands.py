"""A band tells five numbers or more, also beside everything else that is known; found by trying, not by argument."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_network.figures.bands import Interval, find_band
from knowledge_network.figures.cells import REST, Partition, Place, divide, keep_cells, make_cells
from knowledge_network.figures.tables import Table
from tests.figures.oracle import Knowledge

PEOPLE = Table("P1.attended", "people", of_people=True)
TIMES = Table("P3.attended", "times")


@pytest.mark.parametrize(
    ("count", "most", "band"),
    [
        (0, None, Interval(0, 4)),
        (4, None, Interval(0, 4)),
        (5, None, Interval(5, 9)),
        (14, None, Interval(10, 14)),
        # Ten of twelve people: «10–12» would tell three numbers.
        (10, 12, Interval(5, 12)),
        (6, 12, Interval(5, 12)),
        (4, 12, Interval(0, 4)),
        (14, 14, Interval(10, 14)),
        (9, 9, Interval(5, 9)),
        (3, 8, Interval(0, 8)),
    ],
)
def test_a_band_holds_five_numbers_beside_the_most_that_it_can_be(count, most, band):
    assert find_band(count, most) == band


@given(count=st.integers(0, 60), spare=st.integers(0, 30))
def test_a_band_holds_its_count_and_is_never_thin(count, spare):
    band = find_band(count, count + spare)
    assert count in band
    assert band.most - band.least >= min(4, count + spare)


# Boards with their schools; of each school how many work there, and how many came, came later, brought something back.
SCHOOL = st.integers(0, 18).flatmap(
    lambda people: st.tuples(st.just(people), *(st.integers(0, people) for _count in range(3)))
)
NETWORKS = st.lists(st.lists(SCHOOL, min_size=1, max_size=4), min_size=1, max_size=4)
OFFICE = 1000


def places_of(boards) -> list[Place]:
    schools = [
        Place(100 * b + s, OFFICE + b, is_school=True) for b, schools in enumerate(boards) for s in range(len(schools))
    ]
    return schools + [Place(OFFICE + b, OFFICE + b, is_school=False) for b in range(len(boards))]


def spread(boards, number: int) -> dict[int, int]:
    """Place → the n-th number of each school; at the office of a board nobody works."""
    return {100 * b + s: school[number] for b, schools in enumerate(boards) for s, school in enumerate(schools)}


def learn(knowledge: Knowledge, name: str, table: Table, partition: Partition, at_work, shown) -> None:
    """What everybody knows of one table: which places make a cell, the most that can be, and the bands."""
    cells = {cell: [] for cell in partition.cells}
    for place, cell in partition.cell_of.items():
        knowledge.count((name, place), at_work.get(place, 0) if table.of_people else None, table.width)
        cells[cell].append((name, place))
    for cell, parts in cells.items():
        knowledge.count((name, "cell", cell), None, table.width)
        knowledge.sums.append(((name, "cell", cell), tuple(parts)))
        if cell in shown:
            knowledge.show((name, "cell", cell), shown[cell].least, shown[cell].most)
    knowledge.count((name, "network"), None, table.width)
    knowledge.sums.append(((name, "network"), tuple((name, "cell", cell) for cell in cells)))


@settings(max_examples=12)
@given(NETWORKS)
def test_months_and_parts_beside_each_other_tell_nothing_narrower_than_a_band(boards):
    """Who came, who came by the next month, who of these brought something back, and how often people came."""
    at_work = spread(boards, 0)
    partition = divide(places_of(boards), at_work)
    came = spread(boards, 1)
    later = {key: max(number, spread(boards, 2)[key]) for key, number in came.items()}
    back = {key: min(number, spread(boards, 3)[key]) for key, number in came.items()}
    often = {key: number + spread(boards, 3)[key] for key, number in later.items()}
    knowledge = Knowledge()
    for name, table, counts in (
        ("came", PEOPLE, came),
        ("later", PEOPLE, later),
        ("back", PEOPLE, back),
        ("often", TIMES, often),
    ):
        shown = make_cells(table, partition, counts, at_work, lambda cell: True)
        learn(knowledge, name, table, partition, at_work, shown)
    for small, large in (("came", "later"), ("back", "came"), ("later", "often")):
        knowledge.order += [((small, place), (large, place)) for place in partition.cell_of]
    assert knowledge.leaks([key for key in knowledge.bounds if "cell" in key or "network" in key]) == []
    assert knowledge.leaks([key for key in knowledge.bounds if len(key) == 2 and key[1] == 0]) == []


def test_a_school_of_nine_is_a_cell_and_small_ones_are_one_together():
    places = [Place(1, 10, True), Place(2, 10, True), Place(3, 10, True), Place(4, 11, True), Place(10, 10, False)]
    partition = divide(places, {1: 9, 2: 8, 3: 1, 4: 3})
    assert partition.cell_of == {1: 1, 2: 10, 3: 10, 10: 10, 4: REST}
    # Later in the year they stay the same, whoever came or went, and whichever board a place comes under.
    moved = [Place(1, 11, True), Place(2, 11, True), *places[2:], Place(5, 10, True), Place(6, 12, True)]
    later = keep_cells(moved, partition.cell_of)
    assert later.cell_of == {**partition.cell_of, 5: 10, 6: REST}


def test_one_exact_total_is_found_by_the_oracle():
    boards = [[(14, 7, 0, 0), (14, 3, 0, 0)]]
    at_work, came = spread(boards, 0), spread(boards, 1)
    partition = divide(places_of(boards), at_work)
    shown = make_cells(PEOPLE, partition, came, at_work, lambda cell: True)
    knowledge = Knowledge()
    learn(knowledge, "came", PEOPLE, partition, at_work, shown)
    assert knowledge.leaks() == []
    knowledge.show(("came", "network"), 10, 10)
    assert any("network" in leak for leak in knowledge.leaks())


def test_totals_banded_beside_their_parts_betray_and_the_oracle_sees_it():
    """Why cells do not overlap: two times «0–4» beside «5–9»."""
    knowledge = Knowledge()
    for name in ("a", "b"):
        knowledge.count(name, 20)
        knowledge.show(name, 0, 4)
    knowledge.count("both")
    knowledge.sums.append(("both", ("a", "b")))
    knowledge.show("both", 5, 9)
    assert knowledge.leaks() == ["a: 1–4", "b: 1–4", "both: 5–8"]
