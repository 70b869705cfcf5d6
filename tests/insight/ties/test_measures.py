"""The measures are those of the domain, to the figure, and the same as another library gives on known networks."""

from __future__ import annotations

import igraph
import networkx
import pytest

from knowledge_network.insight.ties.measures import Arc, build_graph, measure

BOARDS = {"a": "K", "b": "K", "c": "K", "d": "C", "e": "C", "f": "V", "g": "V", "h": "V"}
ARCS = [
    Arc(one, other, strength)
    for one, other, strength in [
        ("a", "b", 12), ("b", "a", 9), ("a", "c", 4), ("c", "a", 6), ("b", "c", 2),
        ("c", "d", 8), ("d", "c", 8), ("d", "e", 16), ("e", "d", 6), ("f", "g", 3),
    ]
]  # fmt: skip


@pytest.fixture(scope="module")
def vector():
    return measure(list(BOARDS), ARCS, BOARDS)


def test_the_test_vector_is_exact(vector):
    assert (vector.people, vector.ties) == (8, 10)
    assert round(vector.density, 4) == 0.1786
    assert vector.reciprocity == 0.8
    assert (vector.mutual_pairs, vector.one_way_pairs) == (4, 2)
    assert round(vector.in_degree_centralisation, 4) == 0.2857
    assert {name: round(vector.betweenness[name], 4) for name in "cda"} == {"c": 0.1905, "d": 0.1429, "a": 0.0714}
    assert round(vector.betweenness_centralisation, 4) == 0.1599
    assert round(vector.reach, 4) == 0.2857
    assert vector.strong_share == 0.5
    assert vector.strength == 7.4


def test_inside_and_across_of_the_whole_and_of_each_board_beside_chance(vector):
    assert round(vector.whole.index, 4) == -0.6
    assert round(vector.whole.chance, 4) == 0.5
    assert {name: round(unit.index, 4) for name, unit in vector.units.items()} == {"K": -0.4286, "C": 0.0, "V": -1.0}


def test_constraint_knows_no_weights_and_is_not_there_for_who_has_no_tie(vector):
    found = {name: None if value is None else round(value, 4) for name, value in vector.constraint.items()}
    assert found == {"a": 0.8044, "b": 1.0844, "c": 0.6044, "d": 0.5, "e": 1.0, "f": 1.0, "g": 1.0, "h": None}


def test_the_core_is_that_of_the_lines_without_direction(vector):
    assert [vector.coreness[name] for name in BOARDS] == [2, 2, 2, 1, 1, 1, 1, 0]


def test_who_is_named_by_nobody_and_names_nobody_is_counted_apart(vector):
    assert sorted(sorted(part) for part in vector.parts) == [["a", "b", "c", "d", "e"], ["f", "g"], ["h"]]
    assert vector.isolates == 1
    assert (vector.islands, vector.in_islands) == (1, 2)


def test_a_name_twice_oneself_and_who_did_not_take_part_change_nothing(vector):
    more = [*ARCS, ARCS[-1], Arc("a", "a", 9), Arc("a", "z", 9), Arc("z", "a", 9)]
    assert measure(list(BOARDS), more, BOARDS) == vector


def both_ways(lines):
    return [Arc(one, other) for pair in lines for one, other in (pair, pair[::-1])]


def known_networks():
    zachary = igraph.Graph.Famous("Zachary").get_edgelist()
    florentine = list(networkx.florentine_families_graph().edges)
    return [("Zachary", both_ways(zachary)), ("Florentine families", both_ways(florentine))]


@pytest.mark.parametrize(("name", "arcs"), known_networks(), ids=[name for name, _arcs in known_networks()])
def test_known_networks_give_what_another_library_gives(name, arcs):
    graph = networkx.DiGraph([(arc.source, arc.target) for arc in arcs])
    people = list(graph)
    found = measure(people, arcs)
    n = len(people)
    assert found.density == pytest.approx(networkx.density(graph))
    assert found.reciprocity == pytest.approx(networkx.reciprocity(graph))
    assert found.betweenness == pytest.approx(networkx.betweenness_centrality(graph))
    assert found.coreness == networkx.core_number(graph.to_undirected())
    assert found.constraint == pytest.approx(networkx.constraint(graph))
    near = [len(networkx.single_source_shortest_path_length(graph, one, cutoff=2)) - 1 for one in people]
    assert found.reach == pytest.approx(sum(near) / n / (n - 1))
    incoming = [degree for _person, degree in graph.in_degree()]
    assert found.in_degree_centralisation == pytest.approx(sum(max(incoming) - one for one in incoming) / (n - 1) ** 2)
    assert sorted(map(len, found.parts)) == sorted(map(len, networkx.weakly_connected_components(graph)))


def test_the_zachary_club_is_that_of_the_other_library():
    ours = {frozenset(edge) for edge in igraph.Graph.Famous("Zachary").get_edgelist()}
    assert ours == {frozenset(edge) for edge in networkx.karate_club_graph().edges}


def test_more_inward_than_chance_only_outside_the_band():
    boards = {number: number // 10 for number in range(40)}
    inward = [Arc(one, other) for one in boards for other in boards if one != other and boards[one] == boards[other]]
    assert measure(list(boards), inward, boards).whole.is_more_inward_than_chance
    ring = [Arc(number, (number + 10) % 40) for number in boards]
    assert not measure(list(boards), ring, boards).whole.is_more_inward_than_chance


def test_the_same_seed_gives_the_same_band_and_the_same_islands():
    boards = {number: number // 5 for number in range(30)}
    arcs = [Arc(number, (number * 7 + 3) % 30) for number in boards]
    assert measure(list(boards), arcs, boards, seed=3) == measure(list(boards), arcs, boards, seed=3)


def test_nobody_and_one_person_are_no_network_and_no_fault():
    assert measure([], [], {}).density == 0
    assert measure(["a"], [], {"a": 1}).isolates == 1


def test_an_arc_is_there_once_in_the_graph():
    assert build_graph(["a", "b"], [Arc("a", "b", 2), Arc("a", "b", 4)]).es["strength"] == [4]
