"""The vocabulary as it is asked for: every name under which a topic is meant, and how near topics are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge_network.kit.remembered import Remembered
from knowledge_network.search import language
from knowledge_network.search.understanding import thesaurus
from knowledge_network.topics.models import Topic

# How sure a name is to mean the topic: its own or a synonym, one half of «breuken en verhoudingen», one word of it.
NAMED, HALF, WORD_OF = 1.0, 0.85, 0.8
# A word that stands in the names of many topics says of none that it is meant.
LEAST_SHARE = 0.25
# A word in a name of the topic says more than one in the staff room's.
OWN_NAME = 3
# A claim on a part of the topic that was asked for, on that of which it is part, and on another part of that.
OF_PART, OF_WHOLE, OF_SIBLING = 0.9, 0.35, 0.15
HALVES = re.compile(r"\s+en\s+|\s*[/,&]\s*|\s*\(|\)")
YEAR_GROUPS = re.compile(r"\bgroep(?:en)?\s*\d(?:\s*(?:-|/|tot|t/m|en)\s*\d)?", re.IGNORECASE)
# Without these a phrase says something else: «niet lezen» is not about «lezen».
TURNING = frozenset({"niet", "geen", "alles", "alleen", "weinig", "nooit", "meer"})
LONGEST_EXACT = 7

type Meant = dict[int, float]


@dataclass(frozen=True)
class Entry:
    pk: int
    slug: str
    name: str
    parent: int | None
    synonyms: tuple[str, ...]


@dataclass
class TopicIndex:
    """`phrases`: the keys of the words of a name → the topics it may mean, each with how sure that is.

    `exact` holds phrases with all their small words («kan niet lezen»), `loose` by its rarest word what may stand apart
    in a sentence, and `words` what one word hints at.
    """

    entries: dict[int, Entry]
    phrases: dict[tuple[str, ...], Meant] = field(default_factory=dict)
    exact: dict[tuple[str, ...], Meant] = field(default_factory=dict)
    loose: dict[str, list[tuple[frozenset[str], Meant]]] = field(default_factory=dict)
    words: dict[str, Meant] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    by_slug: dict[str, int] = field(default_factory=dict)
    # As people read them: for «Bedoel je …?».
    spoken: dict[str, Meant] = field(default_factory=dict)
    longest: int = 1

    def ancestors(self, pk: int) -> list[int]:
        """The topic and all of which it is part."""
        found: list[int] = []
        at: int | None = pk
        while at is not None and at in self.entries and at not in found:
            found.append(at)
            at = self.entries[at].parent
        return found

    def descendants(self, pk: int) -> list[int]:
        """Everything that is part of the topic, without itself."""
        found: list[int] = []
        waiting = list(self.children.get(pk, ()))
        while waiting:
            child = waiting.pop()
            if child not in found and child != pk:
                found.append(child)
                waiting += self.children.get(child, ())
        return found

    def near(self, meant: Meant) -> Meant:
        """How well a claim on each topic answers a question about those `meant`."""
        fits = dict(meant)
        for pk, sure in meant.items():
            for part in self.descendants(pk):
                fits[part] = max(fits.get(part, 0.0), sure * OF_PART)
        return fits

    def related(self, meant: Meant) -> Meant:
        """Topics next to those `meant`, for when nobody knows those themselves."""
        fits: Meant = {}
        for pk, sure in meant.items():
            parent = self.entries[pk].parent if pk in self.entries else None
            if parent is None:
                continue
            fits[parent] = max(fits.get(parent, 0.0), sure * OF_WHOLE)
            for sibling in self.children.get(parent, ()):
                if sibling not in meant:
                    fits[sibling] = max(fits.get(sibling, 0.0), sure * OF_SIBLING)
        return fits


def phrase_key(text: str) -> tuple[str, ...]:
    """The words that tell something, each by its key."""
    return tuple(language.key(word) for word in language.words(text) if word not in language.STOP_WORDS)


def build() -> TopicIndex:
    rows = Topic.objects.approved().order_by("pk").values_list("pk", "slug", "name", "parent_id", "synonyms")
    entries = {pk: Entry(pk, slug, name, parent, tuple(others)) for pk, slug, name, parent, others in rows}
    index = TopicIndex(entries)
    hints: dict[str, Meant] = defaultdict(lambda: defaultdict(float))
    for entry in entries.values():
        index.by_slug[entry.slug] = entry.pk
        if entry.parent is not None:
            index.children.setdefault(entry.parent, []).append(entry.pk)
        _add_names(index, entry)
        for name in (entry.name, *entry.synonyms):
            _count(hints, YEAR_GROUPS.sub(" ", name), {entry.pk: float(OWN_NAME)})
    _add_staff_room(index, hints)
    index.words = {word: found for word, counted in hints.items() if (found := _share(counted))}
    index.longest = max((len(phrase) for phrase in index.phrases), default=1)
    return index


def _add_names(index: TopicIndex, entry: Entry) -> None:
    def add(text: str, sure: float) -> None:
        phrase = phrase_key(YEAR_GROUPS.sub(" ", text))
        if phrase and not all(language.is_general(word) for word in phrase):
            known = index.phrases.setdefault(phrase, {})
            known[entry.pk] = max(known.get(entry.pk, 0.0), sure)

    for name in (entry.name, *entry.synonyms):
        add(name, NAMED)
        index.spoken.setdefault(name, {})[entry.pk] = NAMED
        halves = [half for half in HALVES.split(name) if half.strip()]
        for half in halves if len(halves) > 1 else ():
            if not half.endswith("-"):
                add(half, HALF)


def _add_staff_room(index: TopicIndex, hints: dict[str, Meant]) -> None:
    """What a topic calls itself goes before what the staff room calls it."""
    by_name = thesaurus.map_names((entry.pk, entry.name, entry.synonyms) for entry in index.entries.values())
    own = frozenset(phrase for phrase, meant in index.phrases.items() if NAMED in meant.values())
    # What a network says itself comes last, for it puts aside what other forms of the same word mean.
    for word in sorted(thesaurus.pick_entries(by_name).values(), key=lambda word: word.is_own):
        meant = thesaurus.meaning(word, by_name)
        if word.is_own:
            _put_aside(index, word.word, hints, own)
        if meant:
            index.spoken.setdefault(word.word, meant)
            _count(hints, word.word, meant)
            _add_word(index, word.word, meant, own)


def _put_aside(index: TopicIndex, text: str, hints: dict[str, Meant], own: frozenset[tuple[str, ...]]) -> None:
    phrase = phrase_key(text)
    if phrase in own:
        return
    index.phrases.pop(phrase, None)
    index.exact.pop(tuple(map(language.key, language.words(text))), None)
    if len(phrase) == 1:
        hints.pop(phrase[0], None)


def _add_word(index: TopicIndex, text: str, meant: Meant, own: frozenset[tuple[str, ...]]) -> None:
    words, phrase = language.words(text), phrase_key(text)
    if len(phrase) < len(words) <= LONGEST_EXACT:
        index.exact.setdefault(tuple(language.key(word) for word in words), meant)
    # «lezen moet je doen» is no other name for «lezen».
    is_cut = len(phrase) == 1 and (len(words) > 2 or not TURNING.isdisjoint(words))
    if phrase in own or is_cut or all(language.is_general(word) for word in phrase):
        return
    known = index.phrases.setdefault(phrase, {})
    for pk, sure in meant.items():
        known[pk] = max(known.get(pk, 0.0), sure)
    if len(phrase) > 1 and TURNING.isdisjoint(words):
        rarest = min(phrase, key=lambda word: (language.is_general(word), -len(word)))
        index.loose.setdefault(rarest, []).append((frozenset(phrase), meant))


def _count(hints: dict[str, Meant], text: str, meant: Meant) -> None:
    for word in language.words(text):
        for key in {language.key(word), *language.telling_parts(word)}:
            if word in language.STOP_WORDS or language.is_general(key) or key.isdigit() or len(key) < 3:
                continue
            for pk, sure in meant.items():
                hints[key][pk] += sure


def _share(counted: Meant) -> Meant:
    """What a word hints at: by how often it stands in names of each topic, less for a word that is seldom seen."""
    total = sum(counted.values())
    return {pk: WORD_OF * times / (total + 1) for pk, times in counted.items() if times / total >= LEAST_SHARE}


def spoken_words() -> Iterable[str]:
    """Names of topics and words of the staff room: spelled well, and what a typing error may mean."""
    return topic_index.get().spoken


topic_index: Remembered[TopicIndex] = Remembered("search.topic_index", build)
