"""What is asked about in «begrijpend lezen groep 6», «dyslectie» or «hoe ga ik om met een boos kind»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz import fuzz, process

from knowledge_network.kit.text import folded
from knowledge_network.search import language, registry, semantic
from knowledge_network.search.asked import clean, is_literal
from knowledge_network.search.understanding import places
from knowledge_network.search.understanding.topics import LONGEST_EXACT, Meant, TopicIndex, topic_index
from knowledge_network.search.understanding.words import is_dutch

MAX_WORDS = 16
CORRECTED = 0.95
# Words of a name that stand apart in a sentence, at most so many words from the first to the last.
APART, WINDOW = 0.9, 7
# With this many words that name no topic it is a sentence, and its meaning may know better than its words.
SENTENCE = 3
HINT = 0.5
# So many words make a sentence of which not each names a thing; what its words say together is meant, and a phrase of
# several words says more than one word.
WORDY, PHRASE = 4, 1.5
# By a model: what it does not hold for near, and what it alone says.
FARTHER, ONLY_GUESSED = 0.8, 0.45
# From here on a hint says that the topic is meant; below it, that it is near.
TELLING = 0.5
# What a word weighs beside a topic: one that any Dutch text may hold, and one that nobody knows.
CHATTER, STRANGE = 0.25, 0.8
ALL_GROUPS = frozenset(range(1, 9))
# «Bedoel je …?»: this much alike, in hundredths, and at most so many; «Kijk ook bij»: at most so many.
ALIKE, MOST_OFFERED, MOST_ALSO = 72, 4, 3

_GROUP = re.compile(r"\bgr(?:oe|\.)?p?(?:en)?\.?\s*([1-8])(?:\s*(-|/|\+|,|tot|t/m|en)\s*(?:groep\s*)?([1-8]))?\b")
_AGE = re.compile(r"\b(\d{1,2})[ -]?jarigen?\b")
# Stages of primary school, by the groups that they usually hold.
STAGES = {
    "kleuter": frozenset({1, 2}),
    "onderbouw": frozenset({1, 2, 3, 4}),
    "middenbouw": frozenset({3, 4, 5}),
    "bovenbouw": frozenset({6, 7, 8}),
}


@dataclass
class Concept:
    """A thing that is asked about: the topics that may be meant, each with how sure that is, and the words for it."""

    meant: Meant
    words: tuple[str, ...]
    weight: float = 1.0

    @property
    def is_sure(self) -> bool:
        return max(self.meant.values(), default=0.0) >= TELLING

    @property
    def main(self) -> int:
        return max(self.meant, key=lambda pk: (self.meant[pk], -pk))


@dataclass
class Rest:
    """A word that names no topic: the shapes in which it may stand in what somebody wrote, and what it weighs."""

    word: str
    shapes: tuple[str, ...]
    weight: float


@dataclass
class Question:
    """`meant`: typing errors that were understood, typed → meant. `also`: topics next to those asked about."""

    text: str
    concepts: list[Concept] = field(default_factory=list)
    rest: list[Rest] = field(default_factory=list)
    groups: frozenset[int] = frozenset()
    meant: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.concepts or self.rest or self.groups)

    @property
    def topics(self) -> list[int]:
        """The topics that were asked for, the surest of each concept first."""
        return list(dict.fromkeys(concept.main for concept in self.concepts))

    @property
    def also(self) -> list[int]:
        """Topics that the same words may be about as well."""
        main = set(self.topics)
        others = {pk: sure for concept in self.concepts for pk, sure in concept.meant.items() if pk not in main}
        return sorted(others, key=lambda pk: (-others[pk], pk))[:MOST_ALSO]


def understand(text: str, *, exactly: bool = False) -> Question:
    """Costs no query once the vocabulary is kept. `exactly` takes no word for a typing error."""
    question = Question(clean(text))
    plain = folded(question.text)
    index = topic_index.get()
    take_topics(question, take_groups(question, plain), index, exactly=exactly or is_literal(question.text))
    return question


def take_topics(question: Question, plain: str, index: TopicIndex, *, exactly: bool = False) -> None:
    """Read what `plain` (folded) is about into `question`."""
    said = language.words(plain)[:MAX_WORDS]
    left = _take_exact(question, said, index)
    asked = [word for word in left if word not in language.STOP_WORDS]
    question.typed = [word for word in said if word not in language.STOP_WORDS]
    vocabulary = registry.vocabulary.get()
    # A place is spelled well too: «Rijssen» means no «rijmen».
    doubted = [] if exactly else [word for word in asked if not places.is_place(word)]
    fixed = {word: meant for word in doubted if (meant := vocabulary.meant(word))}
    left = _take_named(question, asked, fixed, index)
    left = _take_apart(question, asked, left, fixed, index)
    _keep_the_narrowest(question, index)
    _weigh_stages(question)
    if left and len(question.typed) >= WORDY and question.concepts:
        left = _weigh_together(question, left, fixed, index)
    _take_hints(question, left, fixed, index)
    if len([word for word in left if not language.is_general(language.key(word))]) >= SENTENCE:
        _take_meaning(question, index)


# Year groups -------------------------------------------------------------------------------------


def take_groups(question: Question, plain: str) -> str:
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


# Topics ------------------------------------------------------------------------------------------


def _take_exact(question: Question, said: list[str], index: TopicIndex) -> list[str]:
    """Phrases of which the small words count: «in mijn les komen kijken». Gives the words that are no part of one.

    A phrase of small words alone, as «zoek iemand die», an activity, is one only where nothing else is said.
    """
    keys = [language.key(word) for word in said]
    left: list[str] = []
    place = 0
    while place < len(said):
        for length in range(min(LONGEST_EXACT, len(said) - place), 1, -1):
            some = said[place : place + length]
            if length < len(said) and language.STOP_WORDS.issuperset(some):
                continue
            if meant := index.exact.get(tuple(keys[place : place + length])):
                question.concepts.append(Concept(dict(meant), tuple(some)))
                place += length
                break
        else:
            left.append(said[place])
            place += 1
    return left


def _take_named(question: Question, asked: list[str], fixed: dict[str, str], index: TopicIndex) -> list[str]:
    """The longest names of topics in the words that were `asked`; gives the words that are no part of one."""
    left: list[str] = []
    place = 0
    while place < len(asked):
        for length in range(min(index.longest + 1, len(asked) - place), 0, -1):
            some = asked[place : place + length]
            if meant := _topics_named(some, fixed, index):
                question.concepts.append(Concept(meant, tuple(some)))
                question.meant.update((word, fixed[word]) for word in some if word in fixed)
                place += length
                break
        else:
            left.append(asked[place])
            place += 1
    return left


def _topics_named(some: list[str], fixed: dict[str, str], index: TopicIndex) -> Meant:
    right = [fixed.get(word, word) for word in some]
    sure = CORRECTED if right != some else 1.0
    shapes = [tuple(language.key(word) for word in right), (language.key("".join(right)),)]
    shapes.append(tuple(chain.from_iterable(language.telling_parts(word) or (language.key(word),) for word in right)))
    for shape in shapes:
        if found := index.phrases.get(shape):
            return {pk: weight * sure for pk, weight in found.items()}
    for head in language.telling_heads(right[0]) if len(right) == 1 else ():
        if found := index.phrases.get((language.key(head),)):
            return {pk: weight * sure * APART for pk, weight in found.items()}
    return {}


def _take_apart(
    question: Question, asked: list[str], left: list[str], fixed: dict[str, str], index: TopicIndex
) -> list[str]:
    """Names of which the words stand apart: «boos» and «kind» in «een kind dat steeds boos wordt».

    They may hold a word that is a name by itself: «op hun vingers rekenen» says more than «rekenen». Gives the words
    of `left` that are no part of one.
    """
    keys = [language.key(fixed.get(word, word)) for word in asked]
    open_keys = {language.key(fixed.get(word, word)) for word in left}
    found: list[tuple[frozenset[str], Meant]] = []
    for key in dict.fromkeys(keys):
        for phrase, meant in index.loose.get(key, ()):
            places = [keys.index(part) for part in phrase if part in keys]
            is_whole = len(places) == len(phrase) and max(places) - min(places) < WINDOW
            if is_whole and not phrase.isdisjoint(open_keys):
                found.append((phrase, meant))
    taken: set[str] = set()
    for phrase, meant in sorted(found, key=lambda one: -len(one[0])):
        if taken.isdisjoint(phrase):
            taken |= phrase
            words = tuple(dict.fromkeys(word for word, key in zip(asked, keys, strict=True) if key in phrase))
            question.concepts = [concept for concept in question.concepts if not set(concept.words) <= set(words)]
            question.concepts.append(Concept({pk: sure * APART for pk, sure in meant.items()}, words))
    return [word for word in left if language.key(fixed.get(word, word)) not in taken]


def _keep_the_narrowest(question: Question, index: TopicIndex) -> None:
    """«rekenen met breuken» asks about «breuken»: what is part of another thing that was asked for is meant."""
    sure = [concept.main for concept in question.concepts]
    wider = {above for pk in sure for above in index.ancestors(pk)[1:]}
    kept = [concept for concept in question.concepts if concept.main not in wider]
    by_main: dict[int, Concept] = {}
    for concept in kept:
        known = by_main.setdefault(concept.main, concept)
        if known is not concept:
            known.words += concept.words
            known.meant = {
                pk: max(known.meant.get(pk, 0.0), concept.meant.get(pk, 0.0)) for pk in {*known.meant, *concept.meant}
            }
    question.concepts = list(by_main.values())


def _weigh_stages(question: Question) -> None:
    """«Kleuters» beside a topic says for whom; by itself it is one: «woordenschat bij kleuters» asks about words."""
    told = [concept for concept in question.concepts if all(_names_stage(word) for word in concept.words)]
    if any(concept.is_sure and concept not in told for concept in question.concepts):
        for concept in told:
            concept.weight = CHATTER


def _names_stage(word: str) -> bool:
    return language.key(word) in STAGES


def _weigh_together(question: Question, left: list[str], fixed: dict[str, str], index: TopicIndex) -> list[str]:
    """In a sentence the topic on which most words agree is meant, not each on its own. Gives the words that hint at
    nothing."""
    said: Meant = {}
    for concept in question.concepts:
        for pk, sure in concept.meant.items():
            said[pk] = said.get(pk, 0.0) + sure * (PHRASE if len(concept.words) > 1 else 1.0)
    silent: list[str] = []
    words = [word for concept in question.concepts for word in concept.words]
    for word in left:
        found = _hints(fixed.get(word, word), index)
        for pk, sure in found.items():
            said[pk] = said.get(pk, 0.0) + sure
        (words if found else silent).append(word)
    most = max(said.values())
    # Words that agree make nothing surer than the surest of them: «Engels» is near NT2, however many words are said.
    surest = max(sure for concept in question.concepts for sure in concept.meant.values())
    kept = {pk: sure / most * surest for pk, sure in said.items() if sure >= most * HINT}
    question.concepts = [Concept(kept, tuple(words))]
    return silent


def _hints(word: str, index: TopicIndex) -> Meant:
    keys = {language.key(word), *language.telling_parts(word)}
    return {pk: sure for key in keys for pk, sure in index.words.get(key, {}).items()}


def _take_hints(question: Question, left: list[str], fixed: dict[str, str], index: TopicIndex) -> None:
    """Words that stand in names hint at their topics, together; all others are looked for as they are."""
    telling = [word for word in left if not language.is_general(language.key(word)) and not word.isdigit()]
    hints: Meant = {}
    hinting: list[str] = []
    for word in telling or ([] if question.concepts or question.groups else left):
        right = fixed.get(word, word)
        found = _hints(right, index)
        if found and not question.concepts:
            hinting.append(word)
            for pk, sure in found.items():
                hints[pk] = hints.get(pk, 0.0) + sure
            question.meant.update({word: right} if right != word else {})
            continue
        shapes = dict.fromkeys(shape for shape in (word, right, language.lemma(right)) if shape)
        weight = CHATTER if found or language.lemma(right) or is_dutch(right) else STRANGE
        question.rest.append(Rest(word, tuple(shapes), weight))
    if hints:
        most = max(hints.values())
        kept = {pk: min(sure, 1.0) for pk, sure in hints.items() if sure >= most / 2}
        question.concepts.append(Concept(kept, tuple(hinting)))


def _take_meaning(question: Question, index: TopicIndex) -> None:
    """A sentence in one's own words: a model, when there is one, orders what its words may mean.

    Where they mean nothing it says what is near, and never that somebody can help.
    """
    near = semantic.nearest(question.text, _texts(index))
    if not near:
        return
    for concept in question.concepts:
        concept.meant = {pk: sure * (1.0 if pk in near else FARTHER) for pk, sure in concept.meant.items()}
    if not question.concepts:
        guessed = {pk: ONLY_GUESSED / place for place, pk in enumerate(near, 1)}
        question.concepts = [Concept(guessed, tuple(word.word for word in question.rest))]
        question.rest = []


def _texts(index: TopicIndex) -> dict[int, str]:
    return {entry.pk: ", ".join((entry.name, *entry.synonyms)) for entry in index.entries.values()}


# Offers ------------------------------------------------------------------------------------------


def offers(question: Question) -> list[int]:
    """«Bedoel je …?»: the topics of which a name or a word looks most like what was typed."""
    index = topic_index.get()
    text = " ".join(question.typed)
    if len(text) < 3:
        return []
    found: dict[int, float] = {}
    near = process.extract(text, index.spoken.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8, processor=folded)
    for spoken, alike, _place in near:
        for pk, sure in index.spoken[spoken].items():
            found[pk] = max(found.get(pk, 0.0), alike / 100 * sure)
    for word in question.typed:
        for key in (language.key(word), *language.parts(word)):
            for pk, sure in index.words.get(key, {}).items():
                found[pk] = max(found.get(pk, 0.0), sure)
    return sorted(found, key=lambda pk: (-found[pk], pk))[:MOST_OFFERED]
