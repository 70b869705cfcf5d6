"""The picture of the network: a sentence, the map, the same as a table and as a list, inside and outside, 2 × 2.

Made from what is kept of a round; the templates know no rule about how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from knowledge_network.insight.ties.display import find_size
from knowledge_network.insight.ties.enums import Amount, UnitState
from knowledge_network.insight.ties.figures import Told, ToldPair, ToldUnit, read_told
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.insight.ties.presenters.facts import (
    Access,
    Fact,
    Statement,
    list_access,
    list_facts,
    list_statements,
)
from knowledge_network.insight.ties.statements import OPEN_QUESTIONS

LINE_HEIGHT = 17
STROKES = {Amount.SOME: 2.5, Amount.MANY: 5.5, Amount.VERY_MANY: 10.0}
SHORT_AMOUNTS = {Amount.FEW: "·", Amount.SOME: "5–9", Amount.MANY: "10–19", Amount.VERY_MANY: "20+"}
BEND = 0.12
# The line of E-I: from −1 at the left to +1 at the right.
LINE_LEFT, LINE_RIGHT, NARROWEST = 12, 388, 12
# How long a name may be in its circle, and in a head of the table.
SHORT = 11
# More columns than these have numbers for heads.
MOST_HEADS = 8
BEFORE_THE_NAME = ("Stichting", "Scholengroep", "Dr.", "Vereniging", "Basisschool")


@dataclass(frozen=True)
class Node:
    """A board or school on the map, with coordinates as SVG writes them; `lines` are its name, each with its height."""

    x: str
    y: str
    name: str
    lines: tuple[tuple[str, str], ...]
    state: str
    is_told: bool
    below: str
    is_inward: bool


@dataclass(frozen=True)
class Edge:
    """A line between two; `is_named` and `is_seen` decide which layer shows it."""

    path: str
    stroke: str
    is_named: bool
    is_seen: bool
    words: str


@dataclass(frozen=True)
class Cell:
    """`short` is what fits, `words` what is read out."""

    amount: str
    short: str
    words: str
    is_own: bool
    is_told: bool


@dataclass(frozen=True)
class Row:
    """`number` stands over its column where there are too many for names."""

    name: str
    short: str
    number: str
    cells: list[Cell]


@dataclass(frozen=True)
class IndexLine:
    """E-I of one board or school on a line, with the band of chance and the round before; `why` when it is not told."""

    name: str
    words: str = ""
    why: str = ""
    x: str = ""
    low: str = ""
    wide: str = ""
    before: str = ""
    before_words: str = ""
    is_inward: bool = False


@dataclass(frozen=True)
class Corner:
    """One of the four of named and seen: `pairs` as one name, and those with which it is."""

    name: str
    title: str
    text: str
    pairs: list[tuple[str, list[str]]]

    @property
    def count(self) -> int:
        return sum(len(others) for _name, others in self.pairs)


@dataclass(frozen=True)
class Words:
    code: str
    question: str
    texts: list[tuple[str, str]]


@dataclass(frozen=True)
class Picture:
    """All of the page."""

    told: Told
    sentence: str
    strong: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    strongest: list[str] = field(default_factory=list)
    lines: list[IndexLine] = field(default_factory=list)
    corners: list[Corner] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    statements: list[tuple[str, list[Statement]]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    access: list[Access] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        width, height = find_size(len(self.nodes))
        return f"0 0 {width} {height}"

    @property
    def is_wide(self) -> bool:
        """Too much for half of the page."""
        return any(row.number for row in self.rows)

    @property
    def has_before(self) -> bool:
        return any(line.before for line in self.lines)

    @property
    def inward(self) -> list[IndexLine]:
        return [line for line in self.lines if line.is_inward]


def build_picture(network_round: NetworkRound) -> Picture | None:
    """No query."""
    told = read_told(network_round.figures)
    if told is None:
        return None
    names = {unit.unit: unit.name for unit in told.units}
    shown = [unit for unit in told.units if unit.state == UnitState.TOLD]
    lines = [_line(unit) for unit in _by_index(told.units)]
    sentence, strong = _say_first(told, lines, by_school=network_round.is_by_school)
    return Picture(
        told=told,
        sentence=sentence,
        strong=strong,
        nodes=[_node(unit) for unit in told.units],
        edges=_edges(told, names),
        rows=_rows(shown, told.pairs),
        strongest=_list_strongest(told.pairs, names),
        lines=lines if told.tells_ties else [],
        corners=_corners(told.pairs, names) if told.pairs else [],
        facts=list_facts(told),
        statements=list_statements(told),
        words=[
            Words(code, str(OPEN_QUESTIONS[code]), [(f"{code}:{place}", text) for place, text in enumerate(texts)])
            for code, texts in told.words.items()
        ],
        access=list_access(told),
    )


def _by_index(units: Sequence[ToldUnit]) -> list[ToldUnit]:
    """What is told first, who looks inward most on top."""
    return sorted(units, key=lambda unit: (unit.index is None, unit.index or 0, unit.name))


def write_index(value: float) -> str:
    sign = {True: "−", False: "+"}[value < 0] if value else ""
    return f"{sign}{number_format(abs(value), 1)}"


def shorten(name: str) -> str:
    """What people call a board or school: without the words that many begin with."""
    words = [word for word in name.split() if word not in BEFORE_THE_NAME]
    return " ".join(words) or name


def _lines_of(name: str) -> tuple[str, ...]:
    """At most two lines of whole words, each short enough for a circle."""
    lines = [""]
    for word in shorten(name).split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or len(longer) <= SHORT + 1:
            lines[-1] = longer
        else:
            lines.append(word)
    first, second = _cut(lines[0]), _cut(" ".join(lines[1:])) if len(lines) == 2 else ""
    if len(lines) > 2:
        second = _cut(lines[1], is_last=False)
    return (first, second) if second else (first,)


def _cut(line: str, *, is_last: bool = True) -> str:
    if is_last and len(line) <= SHORT + 2:
        return line
    return f"{line[: SHORT - 1].rstrip(' ,')}…"


def _place_lines(unit: ToldUnit, *, has_number: bool) -> tuple[tuple[str, str], ...]:
    lines = _lines_of(unit.name)
    top = unit.spot[1] - LINE_HEIGHT * (len(lines) - 1) / 2 + (0 if has_number else LINE_HEIGHT / 3)
    return tuple((line, f"{top + LINE_HEIGHT * place:.1f}") for place, line in enumerate(lines))


def _node(unit: ToldUnit) -> Node:
    is_inward = unit.index is not None and unit.index < min(0.0, unit.low or 0.0)
    return Node(
        x=str(unit.spot[0]),
        y=str(unit.spot[1]),
        name=unit.name,
        lines=_place_lines(unit, has_number=unit.index is not None),
        state=unit.state,
        is_told=unit.state == UnitState.TOLD,
        below=write_index(unit.index) if unit.index is not None else "",
        is_inward=is_inward,
    )


def _edges(told: Told, names: Mapping[int, str]) -> list[Edge]:
    spots = {unit.unit: unit.spot for unit in told.units}
    found = []
    for pair in told.pairs:
        is_named = pair.named != Amount.FEW
        if not is_named and not pair.seen:
            continue
        words = Amount(pair.named).label if is_named else _("seen together, named seldom or not")
        stroke = str(STROKES.get(Amount(pair.named), 3.0))
        path = _bend(spots[pair.one], spots[pair.other])
        found.append(Edge(path, stroke, is_named, pair.seen, f"{_name_pair(pair, names)}: {words}"))
    return found


def _bend(one: tuple[float, float], other: tuple[float, float]) -> str:
    """A slight curve, so that lines on a row stay apart."""
    middle_x, middle_y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    away_x, away_y = (other[1] - one[1]) * BEND, (one[0] - other[0]) * BEND
    bend = f"{middle_x + away_x:.0f} {middle_y + away_y:.0f}"
    return f"M{one[0]:.0f} {one[1]:.0f}Q{bend} {other[0]:.0f} {other[1]:.0f}"


def _name_pair(pair: ToldPair, names: Mapping[int, str]) -> str:
    return _("%(one)s and %(other)s") % {"one": shorten(names[pair.one]), "other": shorten(names[pair.other])}


def _rows(shown: Sequence[ToldUnit], pairs: Sequence[ToldPair]) -> list[Row]:
    """Each beside each; the same both ways, for it says how often people of two name each other."""
    named = {frozenset((pair.one, pair.other)): pair.named for pair in pairs}
    rows: list[Row] = []
    for unit in shown:
        cells = []
        for other in shown:
            amount = unit.inside if unit is other else named[frozenset((unit.unit, other.unit))]
            words = str(Amount(amount).label)
            cells.append(Cell(amount, SHORT_AMOUNTS[Amount(amount)], words, unit is other, amount != Amount.FEW))
        number = str(len(rows) + 1) if len(shown) > MOST_HEADS else ""
        rows.append(Row(unit.name, shorten(unit.name), number, cells))
    return rows


def _list_strongest(pairs: Sequence[ToldPair], names: Mapping[int, str]) -> list[str]:
    order = [Amount.VERY_MANY, Amount.MANY, Amount.SOME]
    told = [pair for pair in pairs if pair.named != Amount.FEW]
    told.sort(key=lambda pair: (order.index(Amount(pair.named)), _name_pair(pair, names)))
    return [f"{_name_pair(pair, names)}: {Amount(pair.named).label}" for pair in told]


def _find_x(index: float) -> float:
    return LINE_LEFT + (index + 1) / 2 * (LINE_RIGHT - LINE_LEFT)


def _line(unit: ToldUnit) -> IndexLine:
    name = shorten(unit.name)
    if unit.index is None:
        why = UnitState(unit.state).label if unit.state != UnitState.TOLD else _("too few people for a number")
        return IndexLine(name=name, why=str(why))
    low, high = unit.low or 0.0, unit.high or 0.0
    return IndexLine(
        name=name,
        words=write_index(unit.index),
        x=f"{_find_x(unit.index):.1f}",
        low=f"{_find_x(low):.1f}",
        # A band of one decimal is a dot; it is drawn as wide as that decimal.
        wide=f"{max(_find_x(high) - _find_x(low), NARROWEST):.1f}",
        before=f"{_find_x(unit.before):.1f}" if unit.before is not None else "",
        before_words=write_index(unit.before) if unit.before is not None else "",
        is_inward=unit.index < min(0.0, low),
    )


def _say_first(told: Told, lines: Sequence[IndexLine], *, by_school: bool) -> tuple[str, str]:
    """The sentence above the page, and the part of it that stands out."""
    if not told.tells_ties:
        return _("Too few people took part to say who finds whom."), ""
    inward = [line for line in lines if line.is_inward]
    outward = sum(1 for line in lines if line.words and not line.is_inward)
    if not inward:
        if by_school:
            return _("Schools find each other: none of them looks mostly inward."), ""
        return _("Boards find each other: none of them looks mostly inward."), ""
    who = get_text_list([line.name for line in inward], _("and"))
    strong = (
        _("%(who)s looks mostly inward") % {"who": who}
        if len(inward) == 1
        else _("%(who)s look mostly inward") % {"who": who}
    )
    return _("%(count)d organisations find others well.") % {"count": outward}, strong


def _sort_names(pair: ToldPair, names: Mapping[int, str]) -> tuple[str, str]:
    first, second = sorted((shorten(names[pair.one]), shorten(names[pair.other])))
    return first, second


def _corners(pairs: Sequence[ToldPair], names: Mapping[int, str]) -> list[Corner]:
    found: dict[tuple[bool, bool], dict[str, list[str]]] = {}
    for pair in sorted(pairs, key=lambda pair: _sort_names(pair, names)):
        one, other = _sort_names(pair, names)
        found.setdefault((pair.named != Amount.FEW, pair.seen), {}).setdefault(one, []).append(other)
    words = (
        ((True, True), "both", _("named and seen"), _("They work together and name each other.")),
        ((True, False), "named", _("named, not seen"), _("They know each other outside the platform.")),
        (
            (False, True),
            "seen",
            _("seen, seldom or not named"),
            _("They are in a group or at meetings together, and name each other seldom or not."),
        ),
        ((False, False), "none", _("not seen, seldom or not named"), _("They meet nowhere.")),
    )
    return [Corner(name, title, text, list(found.get(key, {}).items())) for key, name, title, text in words]
