"""Who answers a question best: fit × availability × freshness, by turns among equals, never only one's own board."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Hit:
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
    scored = _scored(rows, question)
    found = Found(counts=_counts(scored, filters), is_related=bool(rows) and all(row[5] == RELATED for row in rows))
    found.hits = [hit for hit in scored if _passes(hit, filters)]
    found.is_capped = len(found.hits) >= CANDIDATES
    day = day or timezone.localdate()
    found.hits.sort(key=lambda hit: (-round(hit.score / STEP), zlib.crc32(b"%d:%d" % (day.toordinal(), hit.member))))
    found.hits = found.hits[:CANDIDATES]
    _cross_boards(found.hits, rows[0][6] if rows else None)
    return found


# Ordering ----------------------------------------------------------------------------------------


def _scored(rows: list[Row], question: Question) -> list[Hit]:
    """Each person once, the best first when they came by more ways."""
    score = Scorer(question)
    best: dict[int, Row] = {}
    for row in rows:
        known = best.get(row[0])
        if known is None or row[5] > known[5]:
            best[row[0]] = row
    return [score(row) for row in best.values()]


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
        member, facets, claims, availability, rank, tier, _board = row
        parsed = [claim.split(";") for claim in claims.split(" ")]
        concepts = self.related if tier == RELATED else self.concepts
        worth, chosen = self._best(parsed, concepts) if concepts else self._best(parsed, [None])
        score = worth
        if self.has_rest:
            found = min(1.0, float(rank) * 1.6)
            score = score * (0.7 + 0.3 * found) if concepts else (0.3 + 0.7 * found) * (0.5 + 0.5 * worth)
        if tier < ALL_WORDS:
            score *= SOME_WORDS_ONLY if tier == SOME_WORDS else ONLY_RELATED
        return Hit(member, score * availability / 100, int(chosen[0]), chosen[1], facets)

    def _best(self, parsed: list[list[str]], concepts: Any) -> tuple[float, list[str]]:
        """How well the claims answer all concepts on average, and the claim that answers best."""
        total, top, chosen = 0.0, -1.0, parsed[0]
        for concept in concepts:
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
        return total / len(concepts), chosen


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


def _passes(hit: Hit, filters: Filters, left_out: str = "") -> bool:
    for name, codes in filters.chosen.items():
        if name == left_out:
            continue
        if name == "bewijs":
            if f"p:{hit.state}" not in codes:
                return False
        elif not any(f" {code} " in f" {hit.facets} " for code in codes):
            return False
    return True


def _counts(hits: list[Hit], filters: Filters) -> dict[str, dict[str, int]]:
    """Of each facet how many there are when its own ticks are left out; at most CANDIDATES are counted."""
    counts: dict[str, dict[str, int]] = {name: {} for name in BY_NAME}
    letters = {facet.letter: name for name, facet in BY_NAME.items()}
    for left_out in ("", *filters.chosen):
        passing = [hit for hit in hits if _passes(hit, filters, left_out)][:CANDIDATES] if filters.chosen else hits
        tally = Counter(chain.from_iterable(hit.facets.split() for hit in passing))
        tally.update(Counter(f"p:{hit.state}" for hit in passing))
        for code, number in tally.items():
            name = letters[code[0]]
            if name == left_out or (not left_out and name not in filters.chosen):
                counts[name][code] = number
    return counts
