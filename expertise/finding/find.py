"""Who answers a question best: fit × availability × freshness, by turns among equals, never only one's own board."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone

from expertise.finding.candidates import (
    ALL_WORDS,
    BY_CLAIM,
    LIKE_NAME,
    MOST_BITS,
    RELATED,
    SOME_WORDS,
    Row,
    ask,
    required,
)
from expertise.finding.facets import BY_NAME, Filters
from expertise.finding.question import Question
from expertise.finding.schools import schools
from expertise.finding.statements import CANDIDATES
from knowledge_network.search.understanding import places
from knowledge_network.search.understanding.question import Rest
from knowledge_network.search.understanding.topics import topic_index

PAGE_SIZE = 20
MOST_PAGES = CANDIDATES // PAGE_SIZE
# Who fits better by less than this counts as equal: equals take turns.
STEP = 0.04
# A claim for other groups or sectors than asked, and one that names none.
OTHER_GROUP, NO_GROUP = 0.55, 0.85
OTHER_SECTOR, NO_SECTOR = 0.6, 0.9
SOME_WORDS_ONLY = 0.8
ONLY_RELATED = 0.5
# Who knows a topic that is meant less surely than this, beside the surest, does not answer a question about it; and who
# answers less than this of a question is near, and no helper.
SURE_ENOUGH, HELPS = 0.6, 0.6
# A school that was named weighs as much as a topic.
SCHOOL = 1.0
# By distance: at this many kilometres half as near; who works at a place that nobody knows is not near.
HALF_AS_NEAR, ELSEWHERE, LEAST_NEAR = 30, 0.8, 0.3


class Hit(NamedTuple):
    """One person: how well they fit, by which claim (its topic, state, year groups and sectors), and their facets.

    `fits` tells helpers from who is near. `kilometres` is from where the question asks for, else from the reader.
    """

    member: int
    score: float
    topic: int
    state: str
    groups: str
    sectors: str
    facets: str
    fits: bool
    kilometres: int | None = None


@dataclass
class Found:
    """`hits` in order, at most CANDIDATES, and after them who is `close`; `counts`: facet name → code → how many of
    what the reader may see. `used` and `unused`: by which words who is close was found, and by which not."""

    hits: list[Hit] = field(default_factory=list)
    close: list[Hit] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    is_capped: bool = False
    is_related: bool = False
    used: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    # Where people are near to: the place that was asked for, else that of the reader.
    town: str = ""

    @property
    def total(self) -> int:
        return len(self.hits)


def find(
    question: Question, filters: Filters, *, reader: int = 0, day: dt.date | None = None, nearest: bool = False
) -> Found:
    """One query. Rows hold only what every member may know, so hits and counts do too. `nearest` first, when asked."""
    if question.is_empty and not filters.chosen:
        return Found()
    rows = ask(question, filters, reader)
    scorer = Scorer(question, filters)
    scored = _score(_best(rows, 0), scorer, filters, question)
    found = Found(town=question.town or (rows[0][8] or "" if rows else ""))
    if found.town and (question.town or question.is_near_me or nearest):
        scored = _by_distance(scored, found.town)
    today = (day or timezone.localdate()).toordinal()
    if nearest:
        far = max((hit.kilometres for hit in scored if hit.kilometres is not None), default=0) + 1
        scored.sort(key=lambda hit: (hit.kilometres if hit.kilometres is not None else far, -hit.score))
    else:
        scored.sort(key=lambda hit: (-round(hit.score / STEP), hash((today, hit.member))))
    found.hits = [hit for hit in scored if hit.fits][:CANDIDATES]
    found.close = [hit for hit in scored if not hit.fits][: CANDIDATES - len(found.hits)]
    found.counts = _counts(found.hits or found.close, rows, question, filters)
    found.is_related = bool(rows) and all(row[5] == RELATED for row in rows)
    found.is_capped = len(found.hits) >= CANDIDATES
    found.used, found.unused = scorer.words_of_close()
    if "board" not in filters.chosen and not nearest:
        _cross_boards(found.hits, rows[0][7] if rows else None)
    return found


# Ordering ----------------------------------------------------------------------------------------


def _score(rows: Iterable[Row], scorer: Scorer, filters: Filters, question: Question) -> list[Hit]:
    """Each of them as a hit, but for who was found by another claim than those asked for."""
    hits = scorer.score_all(rows)
    if _by_claim(question).isdisjoint(filters.chosen):
        return hits
    return [hit for hit in hits if _passes(hit, filters, question)]


def _best(rows: list[Row], left_out: int) -> Iterable[Row]:
    """Each person once, as they fit best when they came by more ways, with one filter left out."""
    best: dict[int, Row] = {}
    for row in rows:
        if row[6] == left_out and (row[0] not in best or row[5] > best[row[0]][5]):
            best[row[0]] = row
    return best.values()


def _by_distance(hits: list[Hit], town: str) -> list[Hit]:
    """Who works nearer fits better; the kilometres stand with who works at a place that we know."""
    return [
        hit._replace(kilometres=away, score=hit.score * _nearness(away))
        for hit in hits
        for away in [kilometres(hit.facets, town)]
    ]


def _nearness(away: int | None) -> float:
    if away is None:
        return LEAST_NEAR
    return 1.0 if away == 0 else max(LEAST_NEAR, ELSEWHERE / (1 + away / HALF_AS_NEAR))


def kilometres(facets: str, town: str) -> int | None:
    """From `town` to the nearest school of somebody with these facets."""
    known = schools.get().places
    away = [
        places.distance(known[pk].town, town)
        for code in facets.split(" ")
        if code.startswith("s:") and (pk := int(code[2:])) in known
    ]
    return min((one for one in away if one is not None), default=None)


@dataclass
class Asked:
    """A concept as claims answer it: topic → how well, and what it weighs beside the others."""

    fits: dict[str, float]
    surest: float
    weight: float
    words: tuple[str, ...]


class Scorer:
    """fit × availability × freshness of one row; freshness is part of what each claim is worth."""

    def __init__(self, question: Question, filters: Filters) -> None:
        index = topic_index.get()
        self.concepts, self.related = [], []
        for concept in question.concepts:
            near, surest = index.near(concept.meant), max(concept.meant.values())
            self.concepts.append(
                Asked({str(pk): fit for pk, fit in near.items()}, surest, concept.weight, concept.words)
            )
            wide = index.related(concept.meant) | near
            self.related.append(Asked({str(pk): fit for pk, fit in wide.items()}, surest, 1.0, concept.words))
        self.is_sure = not question.concepts or any(concept.is_sure for concept in question.concepts)
        self.groups = [str(group) for group in question.groups]
        self.sectors = question.sectors
        self.rest = question.rest
        self.needed = required(question)
        self.school = SCHOOL if question.schools else 0.0
        # What the words beside the concepts weigh, of the words that somebody has, by their bits; and all of it.
        self.words_weigh = sum(word.weight for word in self.needed) + self.school
        self.some_weigh: dict[int, float] = {}
        self.whole = sum(asked.weight for asked in self.concepts) + self.words_weigh
        chosen = filters.chosen if question.concepts else {}
        self.wanted = {name: frozenset(code[2:] for code in chosen[name]) for name in BY_CLAIM if name in chosen}
        self._used: dict[str, None] = {}
        self._has_close = False

    def score_all(self, rows: Iterable[Row]) -> list[Hit]:
        """Where words alone were asked for and all of them were found, only the rank and the claim are their own."""
        if self.concepts or self.groups or self.sectors or self._covered([], 0, ALL_WORDS) < HELPS:
            return [self(row) for row in rows]
        has_words, hits = bool(self.rest), []
        for row in rows:
            member, facets, claims, availability, rank, tier = row[:6]
            if tier != ALL_WORDS:
                hits.append(self(row))
                continue
            topic, state, worth, groups, sectors = claims.partition(" ")[0].split(";")
            score = int(worth) / 1000
            if has_words:
                score = (0.3 + 0.7 * min(1.0, rank * 1.6)) * (0.5 + 0.5 * score)
            hits.append(Hit(member, score * (availability / 100), int(topic), state, groups, sectors, facets, True))
        return hits

    def __call__(self, row: Row) -> Hit:
        member, facets, claims, availability, rank, tier, _left_out, _board, _place = row
        concepts = self.related if tier == RELATED else self.concepts
        worth, chosen, answered = self._best(claims, concepts)
        score = worth
        if self.rest:
            found = min(1.0, float(rank) * 1.6) if tier != SOME_WORDS else self._held(rank) / max(len(self.rest), 1)
            score = score * (0.7 + 0.3 * found) if concepts else (0.3 + 0.7 * found) * (0.5 + 0.5 * worth)
        if tier < ALL_WORDS:
            score *= SOME_WORDS_ONLY if tier == SOME_WORDS else ONLY_RELATED
        fits = tier == LIKE_NAME or (tier != RELATED and self.is_sure and self._covered(answered, rank, tier) >= HELPS)
        if not fits:
            self._remember(answered, rank, tier)
        score *= availability / 100
        return Hit(member, score, int(chosen[0]), chosen[1], chosen[3], chosen[4], facets, fits)

    def _covered(self, answered: list[bool], rank: float, tier: int) -> float:
        """Which part of the question is answered, by what its words weigh."""
        if not self.whole:
            return 1.0
        sum_of = sum([asked.weight for asked, yes in zip(self.concepts, answered, strict=False) if yes])
        return (sum_of + (self.words_weigh if tier == ALL_WORDS else self._some_weigh(int(rank)))) / self.whole

    def _some_weigh(self, bits: int) -> float:
        if bits not in self.some_weigh:
            self.some_weigh[bits] = sum(word.weight for word in self._words(bits))
        return self.some_weigh[bits]

    def _words(self, rank: float) -> list[Rest]:
        bits = int(rank)
        return [word for place, word in enumerate(self.needed[:MOST_BITS]) if bits >> place & 1]

    def _held(self, rank: float) -> int:
        return int(rank).bit_count()

    def _remember(self, answered: list[bool], rank: float, tier: int) -> None:
        self._has_close = True
        if tier == RELATED:
            return
        for asked, yes in zip(self.concepts, answered, strict=False):
            if yes or tier == ALL_WORDS:
                self._used.update(dict.fromkeys(asked.words))
        for word in self.needed if tier == ALL_WORDS else self._words(rank) if tier == SOME_WORDS else ():
            self._used[word.word] = None

    def words_of_close(self) -> tuple[list[str], list[str]]:
        """The words by which who is close was found, and those of which nobody of them knows."""
        if not self._has_close:
            return [], []
        asked = dict.fromkeys([*(w for one in self.concepts for w in one.words), *(word.word for word in self.needed)])
        return [word for word in asked if word in self._used], [word for word in asked if word not in self._used]

    def _best(self, claims: str, concepts: list[Asked]) -> tuple[float, list[str], list[bool]]:
        """How well the claims answer all concepts on average, the claim that answers best, and which were answered."""
        if not concepts and not self.groups and not self.sectors:
            chosen = claims.partition(" ")[0].split(";")
            return int(chosen[2]) / 1000, chosen, []
        parsed = [claim.split(";") for claim in claims.split(" ")]
        if self.wanted:
            parsed = [claim for claim in parsed if self._is_wanted(claim)] or parsed
        total, top, chosen = 0.0, -1.0, parsed[0]
        answered: list[bool] = []
        for concept in concepts or (None,):
            highest = most = 0.0
            for claim in parsed:
                fit = 1.0 if concept is None else concept.fits.get(claim[0], 0.0)
                if not fit:
                    continue
                value = fit * self._worth(claim)
                if value > top:
                    top, chosen = value, claim
                highest, most = max(highest, value), max(most, fit)
            total += highest
            if concept is not None:
                answered.append(most >= SURE_ENOUGH * concept.surest)
        return total / max(len(concepts), 1), chosen, answered

    def _worth(self, claim: list[str]) -> float:
        value = int(claim[2]) / 1000
        if self.groups:
            groups = claim[3]
            value *= NO_GROUP if not groups else (1.0 if any(g in groups for g in self.groups) else OTHER_GROUP)
        if self.sectors:
            mine = claim[4]
            value *= NO_SECTOR if not mine else (1.0 if self.sectors & set(mine.split(",")) else OTHER_SECTOR)
        return value

    def _is_wanted(self, claim: list[str]) -> bool:
        values = {"proof": {claim[1]}, "year_group": set(claim[3].split(",")), "sector": set(claim[4].split(","))}
        return all(wanted & values[name] for name, wanted in self.wanted.items())


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


def _passes(hit: Hit, filters: Filters, question: Question) -> bool:
    """Whether the claim by which somebody was found is one of those asked for; the database looked at all the rest."""
    codes = set(_codes_of_claim(hit, by_claim=bool(question.concepts)))
    return all(not codes.isdisjoint(filters.chosen[name]) for name in _by_claim(question) if name in filters.chosen)


def _by_claim(question: Question) -> frozenset[str]:
    """Who was found by a topic is told by what they say of that; who was found by name, by all they say."""
    return BY_CLAIM if question.concepts else frozenset({"proof"})


def _codes_of_claim(hit: Hit, *, by_claim: bool) -> list[str]:
    return _codes(hit.state, hit.groups, hit.sectors) if by_claim else [f"p:{hit.state}"]


def _codes(state: str, groups: str, sectors: str) -> list[str]:
    codes = [f"p:{state}"]
    codes += [f"g:{group}" for group in groups.split(",") if group]
    codes += [f"o:{sector}" for sector in sectors.split(",") if sector]
    return codes


def _counts(hits: list[Hit], rows: list[Row], question: Question, filters: Filters) -> dict[str, dict[str, int]]:
    """Of each facet how many there are when its own ticks are left out; of each way to be found CANDIDATES at most."""
    letters = {facet.letter: name for name, facet in BY_NAME.items()}
    counts: dict[str, dict[str, int]] = {name: {} for name in BY_NAME}
    for code, number in _tally(hits, question).items():
        if letters[code[0]] not in filters.chosen:
            counts[letters[code[0]]][code] = number
    for place, name in enumerate(filters.chosen, 1):
        left = list(_best(rows, place))
        if BY_CLAIM.isdisjoint(filters.chosen):
            counts[name] = Counter(re.findall(rf"(?<!\S){BY_NAME[name].letter}:\S+", " ".join(row[1] for row in left)))
            continue
        others = Filters({other: codes for other, codes in filters.chosen.items() if other != name})
        kept = _score(left, Scorer(question, others), others, question)
        tally = _tally(kept, question)
        counts[name] = {code: number for code, number in tally.items() if letters[code[0]] == name}
    return counts


def _tally(hits: list[Hit], question: Question) -> Counter[str]:
    tally = Counter(" ".join([hit.facets for hit in hits]).split())
    if not question.concepts:
        tally.update({f"p:{state}": number for state, number in Counter([hit.state for hit in hits]).items()})
        return tally
    tally = Counter({code: number for code, number in tally.items() if code[0] not in "go"})
    alike = Counter([(hit.state, hit.groups, hit.sectors) for hit in hits])
    for claim, number in alike.items():
        tally.update(dict.fromkeys(_codes(*claim), number))
    return tally
