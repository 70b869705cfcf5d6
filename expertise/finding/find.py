"""Who answers a question best: fit × availability × freshness, by turns among equals, never only one's own board."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone

from expertise.finding.candidates import ALL_WORDS, RELATED, SOME_WORDS, Row, ask
from expertise.finding.facets import BY_NAME, Filters
from expertise.finding.question import Question
from expertise.finding.statements import CANDIDATES
from expertise.finding.topics import topic_index

PAGE_SIZE = 20
MOST_PAGES = CANDIDATES // PAGE_SIZE
# Who fits better by less than this counts as equal: equals take turns.
STEP = 0.04
# A claim for other groups or sectors than asked, and one that names none.
OTHER_GROUP, NO_GROUP = 0.55, 0.85
OTHER_SECTOR, NO_SECTOR = 0.6, 0.9
SOME_WORDS_ONLY = 0.8
ONLY_RELATED = 0.5


class Hit(NamedTuple):
    """One person: how well they fit, by which claim (its topic), and their facets."""

    member: int
    score: float
    topic: int
    state: str
    facets: str


@dataclass
class Found:
    """`hits` in order, at most CANDIDATES; `counts`: facet name → code → how many of what the reader may see."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    is_capped: bool = False
    is_related: bool = False

    @property
    def total(self) -> int:
        return len(self.hits)


def find(question: Question, filters: Filters, *, reader: int = 0, day: dt.date | None = None) -> Found:
    """One query. Rows hold only what every member may know, so hits and counts do too."""
    if question.is_empty and not filters.chosen:
        return Found()
    rows = ask(question, filters, reader)
    score = Scorer(question)
    hits = [hit for row in _best(rows, 0) if _passes(hit := score(row), filters)]
    found = Found(hits, _counts(hits, rows, score, filters))
    found.is_related = bool(rows) and all(row[5] == RELATED for row in rows)
    found.is_capped = len(hits) >= CANDIDATES
    today = (day or timezone.localdate()).toordinal()
    hits.sort(key=lambda hit: (-round(hit.score / STEP), hash((today, hit.member))))
    found.hits = hits[:CANDIDATES]
    if "board" not in filters.chosen:
        _cross_boards(found.hits, rows[0][7] if rows else None)
    return found


# Ordering ----------------------------------------------------------------------------------------


def _best(rows: list[Row], left_out: int) -> Iterable[Row]:
    """Each person once, as they fit best when they came by more ways, with one filter left out."""
    best: dict[int, Row] = {}
    for row in rows:
        if row[6] == left_out and (row[0] not in best or row[5] > best[row[0]][5]):
            best[row[0]] = row
    return best.values()


class Scorer:
    """fit × availability × freshness of one row; freshness is part of what each claim is worth."""

    def __init__(self, question: Question) -> None:
        index = topic_index.get()
        self.concepts = [{str(pk): fit for pk, fit in index.near(concept).items()} for concept in question.concepts]
        self.related = [
            {str(pk): fit for pk, fit in (index.related(concept) | index.near(concept)).items()}
            for concept in question.concepts
        ]
        self.groups = [str(group) for group in question.groups]
        self.sectors = question.sectors
        self.has_rest = bool(question.rest)

    def __call__(self, row: Row) -> Hit:
        member, facets, claims, availability, rank, tier, _left_out, _board = row
        concepts = self.related if tier == RELATED else self.concepts
        worth, chosen = self._best(claims, concepts)
        score = worth
        if self.has_rest:
            found = min(1.0, float(rank) * 1.6)
            score = score * (0.7 + 0.3 * found) if concepts else (0.3 + 0.7 * found) * (0.5 + 0.5 * worth)
        if tier < ALL_WORDS:
            score *= SOME_WORDS_ONLY if tier == SOME_WORDS else ONLY_RELATED
        return Hit(member, score * availability / 100, int(chosen[0]), chosen[1], facets)

    def _best(self, claims: str, concepts: list[dict[str, float]]) -> tuple[float, list[str]]:
        """How well the claims answer all concepts on average, and the claim that answers best."""
        if not concepts and not self.groups and not self.sectors:
            chosen = claims.partition(" ")[0].split(";")
            return int(chosen[2]) / 1000, chosen
        parsed = [claim.split(";") for claim in claims.split(" ")]
        total, top, chosen = 0.0, -1.0, parsed[0]
        anything: list[dict[str, float] | None] = [None]
        for concept in concepts or anything:
            highest = 0.0
            for claim in parsed:
                fit = 1.0 if concept is None else concept.get(claim[0], 0.0)
                if not fit:
                    continue
                value = fit * int(claim[2]) / 1000
                if self.groups:
                    groups = claim[3]
                    value *= NO_GROUP if not groups else (1.0 if any(g in groups for g in self.groups) else OTHER_GROUP)
                if self.sectors:
                    mine = claim[4]
                    value *= NO_SECTOR if not mine else (1.0 if self.sectors & set(mine.split(",")) else OTHER_SECTOR)
                if value > top:
                    top, chosen = value, claim
                highest = max(highest, value)
            total += highest
        return total / max(len(concepts), 1), chosen


def _cross_boards(hits: list[Hit], board: int | None) -> None:
    """Bring the best person of another board onto the first page, in its last place, when there is none."""
    if not board or len(hits) <= PAGE_SIZE:
        return
    own = re.compile(rf"(?:^| )b:{board}(?: |$)")
    if any(not own.search(hit.facets) for hit in hits[:PAGE_SIZE]):
        return
    for place in range(PAGE_SIZE, len(hits)):
        if not own.search(hits[place].facets):
            hits.insert(PAGE_SIZE - 1, hits.pop(place))
            return


# Counting ----------------------------------------------------------------------------------------


def _passes(hit: Hit, filters: Filters) -> bool:
    """Whether the claim by which somebody was found is one of those asked for; the database looked at all the rest."""
    wanted = filters.chosen.get("proof")
    return wanted is None or f"p:{hit.state}" in wanted


def _counts(hits: list[Hit], rows: list[Row], score: Scorer, filters: Filters) -> dict[str, dict[str, int]]:
    """Of each facet how many there are when its own ticks are left out; of each way to be found CANDIDATES at most."""
    letters = {facet.letter: name for name, facet in BY_NAME.items()}
    counts: dict[str, dict[str, int]] = {name: {} for name in BY_NAME}
    tally = Counter(" ".join(hit.facets for hit in hits).split())
    tally.update(f"p:{hit.state}" for hit in hits)
    for code, number in tally.items():
        if letters[code[0]] not in filters.chosen:
            counts[letters[code[0]]][code] = number
    for place, name in enumerate(filters.chosen, 1):
        left = _best(rows, place)
        if name == "proof":
            counts[name] = Counter(f"p:{score(row).state}" for row in left)
        else:
            texts = [row[1] for row in left if "proof" not in filters.chosen or _passes(score(row), filters)]
            counts[name] = Counter(re.findall(rf"(?<!\S){BY_NAME[name].letter}:\S+", " ".join(texts)))
    return counts
