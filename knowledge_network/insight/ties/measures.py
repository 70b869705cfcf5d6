"""What a network of people looks like in numbers, by igraph. Knows no member, no database and no threshold.

The formulas are those of the domain: density m/(n(n−1)); reciprocity of arcs; in-degree centralisation after Freeman;
betweenness of a person over (n−1)(n−2); E-I (E−I)/(E+I); reach in two steps; Burt's constraint without weights. Three
things of igraph need care: reciprocity of arcs is its `mode="default"`, coreness is asked of the graph in which arcs
both ways are one line, and the constraint of somebody without ties is not a number.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import eq
from typing import Any

import igraph

STRONG = 8
JOINT_WORK = 4
SHUFFLES = 500
# Of so many labels together the shuffles are made, at most: of a very large network fewer are enough.
SHUFFLED_LABELS = 4_000_000
FEWEST_SHUFFLES = 100
# Of more people, who connects is worked out from the shortest ways that begin at so many of them, taken by lot.
MOST_BEGINNINGS = 1_500
# A community is an island when so few of its ties leave it.
CLOSED_BELOW = -0.8
CHANCE = (2.5, 97.5)


@dataclass(frozen=True)
class Arc:
    """Somebody names somebody; `strength` is frequency × involvement."""

    source: Hashable
    target: Hashable
    strength: int = 0
    depth: int = 0


@dataclass(frozen=True)
class Inwardness:
    """E-I of a whole or of a part, with what chance alone would give: its mean, and the band of 95 %."""

    inside: int
    across: int
    chance: float = 0.0
    low: float = -1.0
    high: float = 1.0

    @property
    def index(self) -> float | None:
        both = self.inside + self.across
        return (self.across - self.inside) / both if both else None

    @property
    def is_more_inward_than_chance(self) -> bool:
        return self.index is not None and self.index < self.low


@dataclass(frozen=True)
class Measures:
    """Of one network; what depends on brokers (`betweenness`, core) is fragile when people are missing."""

    people: int
    ties: int
    density: float
    reciprocity: float
    mutual_pairs: int
    one_way_pairs: int
    in_degree_centralisation: float
    betweenness: dict[Hashable, float]
    betweenness_centralisation: float
    reach: float
    constraint: dict[Hashable, float | None]
    coreness: dict[Hashable, int]
    core_share: float
    parts: list[list[Hashable]]
    isolates: int
    strong_share: float
    strength: float
    depth: float
    joint_work_share: float
    in_islands: int = 0
    islands: int = 0
    whole: Inwardness | None = None
    units: dict[Hashable, Inwardness] = field(default_factory=dict)


def build_graph(people: Sequence[Hashable], arcs: Iterable[Arc]) -> igraph.Graph:
    """Directed, each arc once, nobody names themselves; arcs to or from others are left out."""
    place = {person: number for number, person in enumerate(people)}
    found: dict[tuple[int, int], Arc] = {}
    for arc in arcs:
        if arc.source in place and arc.target in place and arc.source != arc.target:
            found[place[arc.source], place[arc.target]] = arc
    graph = igraph.Graph(n=len(people), edges=list(found), directed=True)
    graph.vs["person"] = list(people)
    graph.es["strength"] = [arc.strength for arc in found.values()]
    graph.es["depth"] = [arc.depth for arc in found.values()]
    return graph


def measure(
    people: Sequence[Hashable],
    arcs: Iterable[Arc],
    units: Mapping[Any, Any] | None = None,
    *,
    seed: int = 1,
    brokers: bool = True,
) -> Measures:
    """`units`: person → the board, for E-I and islands. `brokers`: also what takes long and is fragile."""
    graph = build_graph(people, arcs)
    n, ties = graph.vcount(), graph.ecount()
    names = list(people)
    mutual, one_way, _none = graph.dyad_census()
    lines = graph.as_undirected(mode="collapse")
    parts = [[names[one] for one in part] for part in graph.connected_components(mode="weak")]
    between = _measure_brokers(graph, seed=seed) if brokers else [0.0] * n
    coreness = lines.coreness()
    islands = find_islands(graph, [units.get(name) for name in names] if units else None, seed=seed)
    strengths, depths = graph.es["strength"], graph.es["depth"]
    inward = measure_inwardness(graph, [units.get(name) for name in names], seed=seed) if units else (None, {})
    return Measures(
        people=n,
        ties=ties,
        density=ties / (n * (n - 1)) if n > 1 else 0.0,
        reciprocity=graph.reciprocity(mode="default") if ties else 0.0,
        mutual_pairs=mutual,
        one_way_pairs=one_way,
        in_degree_centralisation=_centralise(graph.indegree(), (n - 1) ** 2),
        betweenness=dict(zip(names, between, strict=True)),
        betweenness_centralisation=_centralise(between, n - 1),
        reach=_measure_reach(graph),
        constraint=_measure_constraint(graph, names) if brokers else {},
        coreness=dict(zip(names, coreness, strict=True)),
        core_share=coreness.count(max(coreness)) / n if n else 0.0,
        parts=parts,
        isolates=sum(1 for part in parts if len(part) == 1),
        strong_share=sum(1 for one in strengths if one >= STRONG) / ties if ties else 0.0,
        strength=sum(strengths) / ties if ties else 0.0,
        depth=sum(depths) / ties / JOINT_WORK if ties else 0.0,
        joint_work_share=depths.count(JOINT_WORK) / ties if ties else 0.0,
        in_islands=sum(len(island) for island in islands),
        islands=len(islands),
        whole=inward[0],
        units=inward[1],
    )


def _centralise(values: Sequence[float], most: float) -> float:
    """How far everything hangs on one: 1 when all of it does, 0 when it is spread evenly."""
    if not values or most <= 0:
        return 0.0
    highest = max(values)
    return sum(highest - value for value in values) / most


def _measure_brokers(graph: igraph.Graph, *, seed: int) -> list[float]:
    """Exact up to `MOST_BEGINNINGS` people."""
    n = graph.vcount()
    pairs = (n - 1) * (n - 2)
    if pairs <= 0:
        return [0.0] * n
    if n <= MOST_BEGINNINGS:
        return [value / pairs for value in graph.betweenness()]
    some = random.Random(seed).sample(range(n), MOST_BEGINNINGS)  # noqa: S311  # nosec B311  # an estimate
    return [value * n / MOST_BEGINNINGS / pairs for value in graph.betweenness(sources=some)]


def _measure_reach(graph: igraph.Graph) -> float:
    """The part of the others that somebody reaches in two steps, on average."""
    n: int = graph.vcount()
    if n < 2:
        return 0.0
    reached: int = sum(graph.neighborhood_size(order=2, mode="out")) - n
    pairs: int = n * (n - 1)
    return reached / pairs


def _measure_constraint(graph: igraph.Graph, names: Sequence[Hashable]) -> dict[Hashable, float | None]:
    values = graph.constraint()
    return {name: None if math.isnan(value) else value for name, value in zip(names, values, strict=True)}


# Inside and across -------------------------------------------------------------------------------


def measure_inwardness(
    graph: igraph.Graph, labels: Sequence[Hashable], *, seed: int = 1
) -> tuple[Inwardness, dict[Hashable, Inwardness]]:
    """Of the whole and of each unit, over the arcs that touch it; beside it what shuffled labels give.

    `chance` is (E*−I*)/(E*+I*) over all pairs that are possible.
    """
    edges = graph.get_edgelist()
    sources, targets = [edge[0] for edge in edges], [edge[1] for edge in edges]
    sizes, degrees = Counter(labels), graph.degree()
    inside, touching = _count_inside(labels, sources, targets, degrees)
    whole_band, bands = _shuffle(labels, sources, targets, degrees, seed=seed)
    n, all_inside = len(labels), sum(inside.values())
    whole = Inwardness(all_inside, len(edges) - all_inside, _chance(list(sizes.values()), n), *whole_band)
    units = {}
    for unit, size in sizes.items():
        own, around = size * (size - 1), 2 * size * (n - size)
        expected = (around - own) / (around + own) if around + own else 0.0
        units[unit] = Inwardness(inside[unit], touching[unit] - inside[unit], expected, *bands[unit])
    return whole, units


def _chance(sizes: Sequence[int], n: int) -> float:
    own, pairs = sum(size * (size - 1) for size in sizes), n * (n - 1)
    return (pairs - 2 * own) / pairs if pairs else 0.0


def _count_inside(
    labels: Sequence[Hashable], sources: Sequence[int], targets: Sequence[int], degrees: Sequence[int]
) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """Arcs inside each unit, and arcs that touch it (one inside counts once)."""
    of_source = list(map(labels.__getitem__, sources))
    inside = Counter(compress(of_source, map(eq, of_source, map(labels.__getitem__, targets))))
    touching: Counter[Hashable] = Counter()
    for label, degree in zip(labels, degrees, strict=True):
        touching[label] += degree
    for label, count in inside.items():
        touching[label] -= count
    return inside, touching


type Band = tuple[float, float]


def _shuffle(
    labels: Sequence[Hashable],
    sources: Sequence[int],
    targets: Sequence[int],
    degrees: Sequence[int],
    *,
    seed: int,
) -> tuple[Band, dict[Hashable, Band]]:
    """Between which values E-I lies in 95 of 100 networks with the same ties and people who work elsewhere."""
    source = random.Random(seed)  # noqa: S311  # nosec B311  # a permutation test, no secret
    mixed, kinds = list(labels), sorted(set(labels), key=str)
    of_whole: list[float] = []
    of_units: dict[Hashable, list[float]] = {kind: [] for kind in kinds}
    times = min(SHUFFLES, max(FEWEST_SHUFFLES, SHUFFLED_LABELS // max(1, len(sources))))
    for _time in range(times):
        source.shuffle(mixed)
        inside, touching = _count_inside(mixed, sources, targets, degrees)
        own = sum(inside.values())
        of_whole.append((len(sources) - 2 * own) / len(sources) if sources else 0.0)
        for kind in kinds:
            around = touching[kind]
            of_units[kind].append((around - 2 * inside[kind]) / around if around else 0.0)
    return _find_band(of_whole), {kind: _find_band(values) for kind, values in of_units.items()}


def _find_band(values: list[float]) -> Band:
    ordered = sorted(values)
    last = len(ordered) - 1
    low, high = (ordered[round(last * part / 100)] for part in CHANCE)
    return low, high


# Islands -----------------------------------------------------------------------------------------


def find_islands(graph: igraph.Graph, labels: Sequence[Hashable] | None, *, seed: int = 1) -> list[list[int]]:
    """Groups that are cut off: a part beside the largest one, or a community that hardly looks outside.

    A community is one only when its people are of one unit: many close groups are no islands.
    """
    parts = sorted((list(part) for part in graph.connected_components(mode="weak")), key=len, reverse=True)
    if not parts or len(parts[0]) < 2:
        return []
    found = [part for part in parts[1:] if len(part) > 1]
    if labels is None:
        return found
    main = graph.induced_subgraph(parts[0])
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  # nosec B311  # the same picture each time
    lines = main.as_undirected(mode="collapse")
    communities = lines.community_leiden(objective_function="modularity", n_iterations=-1)
    membership = communities.membership
    inside: Counter[int] = Counter()
    touching: Counter[int] = Counter()
    for one, other in lines.get_edgelist():
        if membership[one] == membership[other]:
            inside[membership[one]] += 1
            touching[membership[one]] += 1
        else:
            touching[membership[one]] += 1
            touching[membership[other]] += 1
    for number, people in enumerate(communities):
        around, own = touching[number], inside[number]
        is_one_unit = len({labels[parts[0][person]] for person in people}) == 1
        if is_one_unit and around and len(people) > 1 and (around - 2 * own) / around < CLOSED_BELOW:
            found.append([parts[0][person] for person in people])
    return found
