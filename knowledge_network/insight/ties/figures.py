"""What is told of a round: gathered under pseudonyms, measured, and left out where it tells of few.

What comes out is kept with the round and shown as it is: nothing is worked out anew for a page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from knowledge_network.insight.surveys import bands as surveys
from knowledge_network.insight.ties import bands
from knowledge_network.insight.ties.bands import Sides
from knowledge_network.insight.ties.display import Spot, place_units
from knowledge_network.insight.ties.enums import Amount, TieKind, UnitState
from knowledge_network.insight.ties.measures import Arc, Inwardness, Measures, measure
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers
from knowledge_network.insight.ties.names import make_pseudonyms
from knowledge_network.insight.ties.queries import find_seen_pairs
from knowledge_network.insight.ties.statements import FEWEST_WORDS, OPEN_QUESTIONS, STATEMENTS
from knowledge_network.insight.ties.units import name_units, read_chosen
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.topics.models import Topic


@dataclass(frozen=True)
class Gathered:
    """The answers of a round: who took part and for which board, how many are asked of each, who names whom."""

    boards: Mapping[str, int | None]
    asked: Mapping[int | None, int]
    arcs: Collection[Arc]
    seen: Collection[tuple[str, str]] = ()
    answers: Collection[TieAnswers] = ()
    # Of each theme who named somebody to ask.
    reached: Sequence[tuple[Topic, Collection[str]]] = ()
    # What boards or schools are called.
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return len(self.boards)


@dataclass
class ToldUnit:
    """A board on the map. Without `index` there is no E-I of it; `before` is that of the round before, where it may
    be laid beside this one."""

    unit: int
    state: str
    inside: str = ""
    index: float | None = None
    low: float | None = None
    high: float | None = None
    spot: Spot = (0.0, 0.0)
    name: str = ""
    before: float | None = None


@dataclass
class ToldPair:
    """How often people of two boards name each other, and whether they are seen together."""

    one: int
    other: int
    named: str
    seen: bool


@dataclass
class ToldTopic:
    """How many people can name somebody whom they would ask about a theme: between `least` and `most`."""

    name: str
    slug: str
    least: int
    most: int


@dataclass
class Told:
    """All that is told, as it is kept. A measure that is None may not be told; the page says why."""

    answered: int
    asked: int
    tells_ties: bool
    tells_brokers: bool
    measures: dict[str, float | None] = field(default_factory=dict)
    isolates: int | None = None
    in_islands: int | None = None
    whole: dict[str, float] | None = None
    units: list[ToldUnit] = field(default_factory=list)
    pairs: list[ToldPair] = field(default_factory=list)
    statements: dict[str, Any] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    access: list[ToldTopic] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_told(figures: Mapping[str, Any]) -> Told | None:
    """What was kept of a round, or nothing when it was not counted yet."""
    if not figures:
        return None
    units = [ToldUnit(**{**unit, "spot": tuple(unit["spot"])}) for unit in figures["units"]]
    pairs = [ToldPair(**pair) for pair in figures["pairs"]]
    # Rounds of before themes were asked about have none.
    access = [ToldTopic(**topic) for topic in figures.get("access", ())]
    return Told(**{**figures, "units": units, "pairs": pairs, "access": access})


# Gathering ---------------------------------------------------------------------------------------


def gather(network_round: NetworkRound, key: bytes) -> Gathered:
    """Who sent answers and is still in the round; in the order of people, so that counting again gives the same."""
    marks = list(RoundParticipation.objects.filter(network_round=network_round))
    board_of = {mark.member_id: mark.unit_id for mark in marks}
    members = make_pseudonyms(key, board_of)
    sent = TieAnswers.objects.filter(network_round=network_round, is_sent=True, source__in=members)
    answers = sorted(sent, key=lambda row: members[row.source])
    boards = {row.source: board_of[members[row.source]] for row in answers}
    ties = Tie.objects.filter(network_round=network_round, kind=TieKind.SPOKEN, source__in=boards, target__in=boards)
    in_order = sorted(ties, key=lambda tie: (members[tie.source], members[tie.target]))
    arcs = [Arc(tie.source, tie.target, tie.strength, tie.depth or 0) for tie in in_order]
    name_of = {member: name for name, member in members.items() if name in boards}
    until = network_round.closed_on or network_round.closes_on
    seen = {(name_of[one], name_of[other]) for one, other in find_seen_pairs(name_of, until)}
    return Gathered(
        boards,
        Counter(board_of.values()),
        arcs,
        seen,
        answers,
        _find_reached(network_round, boards),
        _name(network_round, board_of),
    )


def _name(network_round: NetworkRound, unit_of: Mapping[int, int | None]) -> dict[int, str]:
    units = {unit for unit in unit_of.values() if unit is not None}
    if network_round.is_by_school:
        return name_units(units, read_chosen(network_round))
    return dict(Organisation.objects.filter(pk__in=units).values_list("pk", "name"))


def _find_reached(network_round: NetworkRound, sources: Collection[str]) -> list[tuple[Topic, set[str]]]:
    """By the name of the theme. Who is named need not have taken part: that somebody can be found is what counts."""
    named = Tie.objects.filter(network_round=network_round, kind=TieKind.ADVICE, source__in=sources)
    found: dict[int | None, set[str]] = defaultdict(set)
    for topic, source in named.values_list("topic_id", "source"):
        found[topic].add(source)
    return [(topic, found[topic.pk]) for topic in network_round.topics.order_by("name")]


# Telling -----------------------------------------------------------------------------------------


def tell(gathered: Gathered, before: Told | None = None, *, comparable: Collection[int] = (), seed: int = 1) -> Told:
    """All that may be told. `before`: of the former round, so that boards keep their places on the map.

    `comparable`: boards of which the former number may stand beside this one.
    """
    asked = sum(gathered.asked.values())
    told = Told(
        answered=gathered.answered,
        asked=asked,
        tells_ties=bands.tells_ties(gathered.answered, asked),
        tells_brokers=bands.tells_brokers(gathered.answered, asked),
    )
    if bands.is_enough(gathered.answered, asked):
        told.statements = _tell_statements(gathered)
        told.words = _tell_words(gathered)
        told.access = [
            ToldTopic(topic.name, topic.slug, *bands.band_people(len(people), gathered.answered))
            for topic, people in gathered.reached
        ]
    if told.tells_ties:
        found = measure(list(gathered.boards), gathered.arcs, gathered.boards, seed=seed, brokers=told.tells_brokers)
        told.measures = _tell_measures(found, brokers=told.tells_brokers)
        told.isolates = bands.name_people(found.isolates)
        told.in_islands = bands.name_people(found.in_islands)
        told.whole = _tell_inwardness(found.whole) if found.whole else None
        _tell_units(told, gathered, found, before, seed)
        _lay_beside(told, before, comparable)
    return told


def _lay_beside(told: Told, before: Told | None, comparable: Collection[int]) -> None:
    former = {unit.unit: unit.index for unit in before.units} if before else {}
    for unit in told.units:
        if unit.index is not None and unit.unit in comparable:
            unit.before = former.get(unit.unit)


def _tell_measures(found: Measures, *, brokers: bool) -> dict[str, float | None]:
    plain = {
        "density": found.density,
        "reciprocity": found.reciprocity,
        "in_degree_centralisation": found.in_degree_centralisation,
        "reach": found.reach,
        "strong_share": found.strong_share,
        "depth": found.depth,
        "joint_work_share": found.joint_work_share,
    }
    fragile = {"betweenness_centralisation": found.betweenness_centralisation, "core_share": found.core_share}
    told: dict[str, float | None] = {name: round(value, 2) for name, value in plain.items()}
    return told | {name: round(value, 2) if brokers else None for name, value in fragile.items()}


def _tell_inwardness(found: Inwardness) -> dict[str, float]:
    return {"index": round(found.index or 0, 1), "low": round(found.low, 1), "high": round(found.high, 1)}


@dataclass
class _Count:
    arcs: int = 0
    namers: set[Any] = field(default_factory=set)

    def add(self, namer: Any) -> None:
        self.arcs += 1
        self.namers.add(namer)


def _tell_units(told: Told, gathered: Gathered, found: Measures, before: Told | None, seed: int) -> None:
    answered = Counter(board for board in gathered.boards.values() if board is not None)
    states = {
        board: bands.judge_unit(answered[board], count) for board, count in gathered.asked.items() if board is not None
    }
    shown = sorted(board for board, state in states.items() if state == UnitState.TOLD)
    inside, between = _count_arcs(gathered)
    pairs = {(one, other): between[one, other] for one in shown for other in shown if one < other}
    weights = {pair: count.arcs for pair, count in pairs.items()}
    spots = place_units(sorted(states), weights, _read_spots(before), seed=seed)
    for board, state in sorted(states.items()):
        unit = ToldUnit(board, state.value, spot=spots[board])
        if state == UnitState.TOLD:
            own = inside[board]
            unit.inside = bands.name_amount(own.arcs, len(own.namers)).value
            sides = _measure_sides(board, own, between)
            amounts = {pair: bands.name_amount(count.arcs, len(count.namers)) for pair, count in pairs.items()}
            hidden = [weights[pair] for pair, amount in amounts.items() if board in pair and amount == Amount.FEW]
            if bands.tells_index(sides, answered[board], hidden):
                index = _tell_inwardness(found.units[board])
                unit.index, unit.low, unit.high = index["index"], index["low"], index["high"]
        told.units.append(unit)
    seen = _count_seen(gathered)
    for (one, other), count in pairs.items():
        named = bands.name_amount(count.arcs, len(count.namers))
        told.pairs.append(ToldPair(one, other, named.value, _are_seen(gathered, seen[one, other], (one, other))))
    for unit in told.units:
        unit.name = gathered.names.get(unit.unit, "")


def _count_arcs(gathered: Gathered) -> tuple[dict[Any, _Count], dict[tuple[Any, Any], _Count]]:
    """Arcs inside each board, and between two, whoever names whom; nobody's board is a board too."""
    inside: dict[Any, _Count] = defaultdict(_Count)
    between: dict[tuple[Any, Any], _Count] = defaultdict(_Count)
    for arc in gathered.arcs:
        one, other = gathered.boards[str(arc.source)], gathered.boards[str(arc.target)]
        if one == other:
            inside[one].add(arc.source)
        else:
            between[_pair(one, other)].add(arc.source)
    return inside, between


def _pair(one: int | None, other: int | None) -> tuple[Any, Any]:
    first, second = sorted((one, other), key=lambda board: (board is None, board or 0))
    return first, second


def _measure_sides(board: int, own: _Count, between: Mapping[tuple[Any, Any], _Count]) -> Sides:
    around = [count for pair, count in between.items() if board in pair]
    namers = set().union(*(count.namers for count in around))
    return Sides(own.arcs, sum(count.arcs for count in around), len(own.namers), len(namers))


def _count_seen(gathered: Gathered) -> dict[tuple[Any, Any], set[str]]:
    """By pair of boards, who of them was seen with somebody of the other."""
    found: dict[tuple[Any, Any], set[str]] = defaultdict(set)
    for one, other in gathered.seen:
        boards = gathered.boards[one], gathered.boards[other]
        if boards[0] != boards[1]:
            found[_pair(*boards)] |= {one, other}
    return found


def _are_seen(gathered: Gathered, people: Collection[str], pair: tuple[int, int]) -> bool:
    """Five people or more of each board were seen with somebody of the other."""
    return all(sum(gathered.boards[one] == board for one in people) >= bands.FEWEST for board in pair)


def _read_spots(before: Told | None) -> dict[int, Spot]:
    return {unit.unit: unit.spot for unit in before.units} if before else {}


def _tell_statements(gathered: Gathered) -> dict[str, Any]:
    """By the rule of scans: an order, a word for how far apart, parts of the scale as far as they tell of nobody."""
    said = {
        place: [value for row in gathered.answers if (value := row.said(asked.code)) is not None]
        for place, asked in enumerate(STATEMENTS)
    }
    told = surveys.tell(said, {}, gathered.answered)
    return {
        STATEMENTS[place].code: {"rank": one.rank, "spread": str(one.spread), "parts": dict(one.parts)}
        for place, one in told.items()
    }


def _tell_words(gathered: Gathered) -> dict[str, list[str]]:
    """What people wrote themselves, by the alphabet: the order in which they came is in nothing."""
    found = {}
    for code in OPEN_QUESTIONS:
        texts = sorted(text for row in gathered.answers if (text := str(row.words.get(code, "")).strip()))
        if len(texts) >= FEWEST_WORDS:
            found[code] = texts
    return found
