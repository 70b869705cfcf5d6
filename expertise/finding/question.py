"""What somebody means who types «begrijpend lezen groep 6», «dyslectie» or «taalonderwijs Gerardus»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from expertise.finding.topics import HALF, TopicIndex, topic_index
from knowledge_network.kit.text import folded
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.search import language, registry, semantic
from knowledge_network.search.queries import clean

MAX_WORDS = 12
CORRECTED = 0.95
# With this many words that name no topic it is a sentence, and its meaning may know better than its words.
SENTENCE = 3
HINT = 0.5
ALL_GROUPS = frozenset(range(1, 9))

_GROUP = re.compile(r"\bgr(?:oe|\.)?p?(?:en)?\.?\s*([1-8])(?:\s*(-|/|\+|,|tot|t/m|en)\s*(?:groep\s*)?([1-8]))?\b")
_AGE = re.compile(r"\b(\d{1,2})[ -]?jarigen?\b")
# Stages of primary school, by the groups that they usually hold.
STAGES = {
    "kleuter": frozenset({1, 2}),
    "onderbouw": frozenset({1, 2, 3, 4}),
    "middenbouw": frozenset({3, 4, 5}),
    "bovenbouw": frozenset({6, 7, 8}),
}
_SECTORS = (
    (re.compile(r"\b(?:voortgezet onderwijs|middelbare school|brugklas(?:sen)?|vo)\b"), Sector.SECONDARY.value),
    (re.compile(r"\b(?:speciaal (?:basis)?onderwijs|sbo|vso|so)\b"), Sector.SPECIAL.value),
    (re.compile(r"\b(?:middelbaar beroepsonderwijs|mbo)\b"), Sector.VOCATIONAL.value),
    (re.compile(r"\b(?:hoger onderwijs|lerarenopleiding|hbo|pabo)\b"), Sector.HIGHER.value),
    (re.compile(r"\b(?:basisonderwijs|primair onderwijs|po)\b"), Sector.PRIMARY.value),
)


@dataclass
class Question:
    """`concepts`: what is asked about, each as topic → how sure; `rest`: words that name no topic, as they may stand
    in the index; `meant`: typing errors that were understood, typed → meant."""

    text: str
    concepts: list[dict[int, float]] = field(default_factory=list)
    rest: list[tuple[str, ...]] = field(default_factory=list)
    groups: frozenset[int] = frozenset()
    sectors: frozenset[str] = frozenset()
    meant: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.concepts or self.rest or self.groups or self.sectors)

    @property
    def topics(self) -> list[int]:
        """The topics that were asked for, the surest of each concept first."""
        return list(dict.fromkeys(max(concept, key=lambda pk: (concept[pk], -pk)) for concept in self.concepts))


def understand(text: str) -> Question:
    """Costs no query once the vocabulary is kept."""
    text = clean(text)
    plain = folded(text)
    question = Question(text)
    plain = _take_groups(question, plain)
    plain = _take_sectors(question, plain)
    asked = [word for word in language.words(plain)[:MAX_WORDS] if word not in language.STOP_WORDS]
    question.typed = asked
    index = topic_index.get()
    left = _take_topics(question, asked, index)
    _take_rest(question, left, index)
    if len([word for word in left if not language.is_general(language.key(word))]) >= SENTENCE:
        _take_meaning(question, text, index)
    return question


def _take_meaning(question: Question, text: str, index: TopicIndex) -> None:
    """A sentence in one's own words: a model, when there is one, says what it is about; words that it holds hint."""
    if near := semantic.nearest(text, _texts(index)):
        hints = {pk: sure * HINT for concept in question.concepts for pk, sure in concept.items()}
        # The model says which is nearest, and hardly by how much.
        question.concepts = [hints | {pk: HALF / place for place, pk in enumerate(near, 1)}]
        question.rest = []


def _take_groups(question: Question, plain: str) -> str:
    found: set[int] = set()

    def group(match: re.Match[str]) -> str:
        first, between, last = match.groups()
        if last and between not in {"en", "+", ",", "/"}:
            found.update(range(min(int(first), int(last)), max(int(first), int(last)) + 1))
        else:
            found.update(int(number) for number in (first, last) if number)
        return " "

    def age(match: re.Match[str]) -> str:
        year = int(match.group(1)) - 3
        if year in ALL_GROUPS:
            found.add(year)
        return " "

    plain = _AGE.sub(age, _GROUP.sub(group, plain))
    for word in language.words(plain):
        for key in (language.key(word), *language.parts(word)):
            found |= STAGES.get(key, frozenset())
    question.groups = frozenset(found)
    return re.sub(r"\b(?:onder|midden|boven)bouw\b", " ", plain)


def _take_sectors(question: Question, plain: str) -> str:
    found = set()
    for pattern, sector in _SECTORS:
        plain, times = pattern.subn(" ", plain)
        if times:
            found.add(sector)
    question.sectors = frozenset(found)
    return plain


def _take_topics(question: Question, asked: list[str], index: TopicIndex) -> list[str]:
    """The longest names of topics in the words that were `asked`; gives the words that are no part of one."""
    vocabulary = registry.vocabulary.get()
    fixed = {word: meant for word in asked if (meant := vocabulary.meant(word))}
    left: list[str] = []
    place = 0
    while place < len(asked):
        for length in range(min(index.longest + 1, len(asked) - place), 0, -1):
            some = asked[place : place + length]
            if concept := _topics_named(some, fixed, index):
                question.concepts.append(concept)
                question.meant.update((word, fixed[word]) for word in some if word in fixed)
                place += length
                break
        else:
            left.append(asked[place])
            place += 1
    return left


def _topics_named(some: list[str], fixed: dict[str, str], index: TopicIndex) -> dict[int, float]:
    right = [fixed.get(word, word) for word in some]
    sure = CORRECTED if right != some else 1.0
    shapes = [tuple(language.key(word) for word in right), (language.key("".join(right)),)]
    shapes.append(tuple(chain.from_iterable(language.telling_parts(word) or (language.key(word),) for word in right)))
    for shape in shapes:
        if found := index.phrases.get(shape):
            return {pk: weight * sure for pk, weight in found.items()}
    return {}


def _take_rest(question: Question, left: list[str], index: TopicIndex) -> None:
    """A word that stands in the name of a topic still hints at it; all others are looked for as they are."""
    vocabulary = registry.vocabulary.get()
    telling = [word for word in left if not language.is_general(language.key(word)) and not word.isdigit()]
    for word in telling or ([] if question.concepts or question.groups or question.sectors else left):
        meant = vocabulary.meant(word)
        right = meant or word
        hints: dict[int, float] = {}
        for key in (language.key(right), *language.telling_parts(right)):
            hints |= index.words.get(key, {})
        if hints and not question.concepts:
            question.concepts.append(hints)
            question.meant.update({word: meant} if meant else {})
        elif not hints:
            shapes = (word, *((meant,) if meant else ()), language.lemma(right))
            question.rest.append(tuple(dict.fromkeys(shape for shape in shapes if shape)))


def _texts(index: TopicIndex) -> dict[int, str]:
    return {entry.pk: ", ".join((entry.name, *entry.synonyms)) for entry in index.entries.values()}
