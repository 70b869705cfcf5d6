"""The drawing of a topic: its people by board, the boards they have ties with, and the boards that stand alone.

Coordinates are those of the drawing's own view box, 392 wide so that its words stay readable on a phone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

from expertise.gaps.queries.gaps import NO_BOARD, Tie
from expertise.gaps.queries.topic import Person

WIDTH = 392
LEFT, LEFT_WIDTH = 34, 158
RIGHT, RIGHT_WIDTH = 246, 142
GAP, PADDING, LINE = 14, 10, 15
STEP, RADIUS, PER_ROW = 28, 12, 5
LETTERS_LEFT, LETTERS_RIGHT = 22, 20
MOST_OTHERS = 14


@dataclass
class Dot:
    """One person: who may not be named has no `initials`."""

    x: int
    y: int
    initials: str = ""
    name: str = ""


@dataclass
class Box:
    """A board: `lines` are its name, broken; `alone` has no tie to any other board."""

    key: int
    x: int
    y: int
    width: int
    height: int
    lines: list[tuple[int, str]]
    dots: list[Dot] = field(default_factory=list)
    alone: bool = False
    note_y: int = 0

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """A tie as a path; `strength`: «group» (solid), «request» (dashed) or «meeting» (dotted), the strongest first."""

    path: str
    strength: str


@dataclass(frozen=True)
class Drawing:
    boxes: list[Box]
    lines: list[Line]
    height: int
    hidden: int  # boards with a tie for which there was no room

    width: int = WIDTH


def draw(
    *, people: Iterable[Person], by_board: dict[int, tuple[int, int]], ties: list[Tie], names: dict[int, str]
) -> Drawing:
    """`people` may be named; `by_board` counts all who are available, also those who may not."""
    named: dict[int, list[Person]] = {}
    for person in people:
        named.setdefault(person.board, []).append(person)
    pairs = {(tie.board, tie.other): _strength(tie) for tie in ties}
    tied = {key for pair in pairs for key in pair}
    left, y = [], 4
    for key in sorted(by_board, key=lambda board: (-by_board[board][0], names.get(board, "~"))):
        box = _home(key, names, named.get(key, []), by_board[key][0], y, alone=key not in tied)
        left.append(box)
        y = box.y + box.height + GAP
    others = sorted({tie.other for tie in ties} - set(by_board), key=lambda key: names.get(key, "~"))
    right = _others(others[:MOST_OTHERS], names)
    height = max(y, (right[-1].y + right[-1].height + GAP) if right else 0) - GAP + 4
    return Drawing([*left, *right], _lines(left, right, pairs), height, max(0, len(others) - MOST_OTHERS))


def _strength(tie: Tie) -> str:
    if tie.groups:
        return "group"
    return "request" if tie.requests else "meeting"


def _home(key: int, names: dict[int, str], people: list[Person], count: int, y: int, *, alone: bool) -> Box:
    lines = _broken(key, names, LETTERS_LEFT)
    top = y + PADDING + LINE * len(lines) + 6
    dots = [
        Dot(LEFT + PADDING + RADIUS + STEP * (n % PER_ROW), top + RADIUS + STEP * (n // PER_ROW)) for n in range(count)
    ]
    for dot, person in zip(dots, people, strict=False):
        dot.initials, dot.name = person.member.initials, person.member.get_full_name()
    rows = -(-count // PER_ROW)
    height = PADDING + LINE * len(lines) + 6 + STEP * rows + (LINE if alone else 0) + 6
    placed = [(y + PADDING + 10 + LINE * n, line) for n, line in enumerate(lines)]
    return Box(key, LEFT, y, LEFT_WIDTH, height, placed, dots, alone, y + height - 9)


def _others(keys: list[int], names: dict[int, str]) -> list[Box]:
    boxes, y = [], 4
    for key in keys:
        lines = _broken(key, names, LETTERS_RIGHT)
        height = 2 * PADDING + LINE * len(lines) - 3
        boxes.append(
            Box(key, RIGHT, y, RIGHT_WIDTH, height, [(y + PADDING + 10 + LINE * n, t) for n, t in enumerate(lines)])
        )
        y += height + GAP
    return boxes


def _broken(key: int, names: dict[int, str], letters: int) -> list[str]:
    name = names.get(key, "") if key != NO_BOARD else names.get(NO_BOARD, "")
    return textwrap.wrap(name, letters, max_lines=3, placeholder=" …") or ["–"]


def _lines(left: list[Box], right: list[Box], pairs: dict[tuple[int, int], str]) -> list[Line]:
    homes, others = {box.key: box for box in left}, {box.key: box for box in right}
    lines, seen = [], set()
    for (board, other), strength in pairs.items():
        if board not in homes:
            continue
        start = homes[board]
        if other in others:
            goal = others[other]
            x, to = start.x + start.width, goal.x
            bend = (to - x) // 2
            path = f"M{x} {start.middle} C{x + bend} {start.middle} {to - bend} {goal.middle} {to} {goal.middle}"
        elif other in homes and frozenset((board, other)) not in seen and board != other:
            seen.add(frozenset((board, other)))
            path = f"M{LEFT} {start.middle} C4 {start.middle} 4 {homes[other].middle} {LEFT} {homes[other].middle}"
        else:
            continue
        lines.append(Line(path, strength))
    return lines
