"""Where boards stand on the map: fixed by the round, and the same in the next one for who was there already."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

import igraph

WIDTH, HEIGHT = 760, 560
# So many circles have room in it.
FITS = 14
MARGIN_X, MARGIN_Y = 62, 62
# Centres keep so far apart, so that names and rings do not touch.
APART = 136
ROUNDS = 400

type Spot = tuple[float, float]


def find_size(units: int) -> tuple[int, int]:
    """How large a drawing has to be: with many schools larger, of the same shape."""
    grown = max(1.0, math.sqrt(units / FITS))
    return round(WIDTH * grown), round(HEIGHT * grown)


def place_units(
    units: Sequence[int], weights: Mapping[tuple[int, int], int], before: Mapping[int, Spot], *, seed: int
) -> dict[int, Spot]:
    """Who was on the map before stays there; a newcomer takes the emptiest spot."""
    size = find_size(len(units))
    kept = {unit: before[unit] for unit in units if unit in before}
    if not kept:
        # Who names nobody and is named by nobody would push the others into a corner.
        with_ties = {unit for pair, weight in weights.items() if weight for unit in pair}
        kept = _lay_out([unit for unit in units if unit in with_ties], weights, size, seed=seed)
        kept = kept or {units[0]: (size[0] / 2, size[1] / 2)} if units else {}
    for unit in units:
        if unit not in kept:
            kept[unit] = max(_list_spots(size), key=lambda spot: min(math.dist(spot, other) for other in kept.values()))
    return {unit: kept[unit] for unit in units}


def _list_spots(size: tuple[int, int]) -> list[Spot]:
    return [
        (float(x), float(y))
        for x in range(MARGIN_X, size[0] - MARGIN_X + 1, 41)
        for y in range(MARGIN_Y, size[1] - MARGIN_Y + 1, 46)
    ]


def _lay_out(
    units: Sequence[int], weights: Mapping[tuple[int, int], int], size: tuple[int, int], *, seed: int
) -> dict[int, Spot]:
    """Who names each other often stand near each other."""
    if not units:
        return {}
    number = {unit: place for place, unit in enumerate(units)}
    pairs = [pair for pair in sorted(weights) if weights[pair]]
    graph = igraph.Graph(n=len(units), edges=[(number[one], number[other]) for one, other in pairs])
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  # nosec B311  # a drawing
    start = [
        [math.cos(2 * math.pi * place / len(units)), math.sin(2 * math.pi * place / len(units))]
        for place in range(len(units))
    ]
    layout = graph.layout_fruchterman_reingold(weights=[weights[pair] for pair in pairs] or None, seed=start, niter=600)
    spots = _push_apart(_fit([(float(x), float(y)) for x, y in layout.coords], size), size)
    return {unit: (round(x, 1), round(y, 1)) for unit, (x, y) in zip(units, spots, strict=True)}


def _fit(spots: list[Spot], size: tuple[int, int]) -> list[Spot]:
    """Into the drawing, filling it."""
    sides = []
    for side, length, margin in ((0, size[0], MARGIN_X), (1, size[1], MARGIN_Y)):
        values = [spot[side] for spot in spots]
        least, wide = min(values), max(values) - min(values)
        room = length - 2 * margin
        sides.append([margin + (value - least) / wide * room if wide else length / 2 for value in values])
    return list(zip(*sides, strict=True))


def _push_apart(spots: list[Spot], size: tuple[int, int]) -> list[Spot]:
    places = [list(spot) for spot in spots]
    for _round in range(ROUNDS):
        moved = False
        for one in range(len(places)):
            for other in range(one):
                moved = _push(places[one], places[other], one) or moved
        for place in places:
            place[0] = min(size[0] - MARGIN_X, max(MARGIN_X, place[0]))
            place[1] = min(size[1] - MARGIN_Y, max(MARGIN_Y, place[1]))
        if not moved:
            break
    return [(place[0], place[1]) for place in places]


def _push(one: list[float], other: list[float], number: int) -> bool:
    away = math.dist(one, other)
    if away >= APART:
        return False
    # Two on the same spot part in a direction of their own.
    angle = math.atan2(one[1] - other[1], one[0] - other[0]) if away else float(number)
    step = (APART - away) / 2
    for place, sign in ((one, 1), (other, -1)):
        place[0] += sign * step * math.cos(angle)
        place[1] += sign * step * math.sin(angle)
    return True
