"""A story as a picture: a column for each kind of value, a circle for each part, arrows between them.

Made on the server with whole numbers, so that the same story is the same picture. The parts below it are its twin in
words: each says of what it came and where it led.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN, ROW, RADIUS, MARGIN = 96, 68, 19, 8
TOP = 40


@dataclass(frozen=True)
class Circle:
    number: int
    kind: str
    x: int
    y: int


@dataclass(frozen=True)
class Head:
    label: str
    x: int


@dataclass(frozen=True)
class Arrow:
    """`path` as SVG has it; `is_loop` leads back to an earlier kind or stays with the same."""

    path: str
    is_loop: bool


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    heads: list[Head]
    circles: list[Circle]
    arrows: list[Arrow]


@dataclass(frozen=True)
class Spot:
    """A part as the picture needs it."""

    key: int
    number: int
    kind: str


def draw_story(
    spots: Sequence[Spot], arrows: Sequence[tuple[int, int]], order: Sequence[str], labels: dict[str, str]
) -> Picture:
    """`order` of the kinds; of a kind without a part there is no column."""
    columns = [kind for kind in order if any(spot.kind == kind for spot in spots)]
    filled = dict.fromkeys(columns, 0)
    circles: dict[int, Circle] = {}
    for spot in spots:
        x = _find_middle(columns.index(spot.kind))
        circles[spot.key] = Circle(spot.number, spot.kind, x, TOP + ROW * filled[spot.kind] + ROW // 2)
        filled[spot.kind] += 1
    bottom = TOP + ROW * max(filled.values(), default=0)
    drawn = [_draw_arrow(circles[start], circles[end], bottom) for start, end in arrows]
    has_loop = any(arrow.is_loop for arrow in drawn)
    return Picture(
        width=2 * MARGIN + COLUMN * len(columns),
        height=bottom + (RADIUS * 2 if has_loop else 8),
        heads=[Head(labels[kind], _find_middle(place)) for place, kind in enumerate(columns)],
        circles=list(circles.values()),
        arrows=drawn,
    )


def _find_middle(place: int) -> int:
    return MARGIN + COLUMN * place + COLUMN // 2


def _draw_arrow(start: Circle, end: Circle, bottom: int) -> Arrow:
    """Straight on bends softly; back goes round below, within one column along its side."""
    if end.x > start.x:
        a, b = start.x + RADIUS, end.x - RADIUS - 5
        middle = (a + b) // 2
        return Arrow(f"M{a} {start.y}C{middle} {start.y} {middle} {end.y} {b} {end.y}", is_loop=False)
    if end.x == start.x:
        down = end.y > start.y
        a, b = (start.y + RADIUS, end.y - RADIUS - 5) if down else (start.y - RADIUS, end.y + RADIUS + 5)
        bend = start.x + (RADIUS if down else -RADIUS)
        return Arrow(f"M{start.x} {a}Q{bend} {(a + b) // 2} {end.x} {b}", is_loop=not down)
    low = bottom + RADIUS
    return Arrow(
        f"M{start.x} {start.y + RADIUS}C{start.x} {low} {end.x} {low} {end.x} {end.y + RADIUS + 5}", is_loop=True
    )
