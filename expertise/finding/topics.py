"""The vocabulary as the finder reads it: every name under which a topic is meant, and how near topics are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge_network.kit.remembered import Remembered
from knowledge_network.search import language
from knowledge_network.topics.models import Topic

# How sure a name is to mean the topic: its own or a synonym, one half of «breuken en verhoudingen», one word of it.
NAMED, HALF, WORD_OF = 1.0, 0.85, 0.6
# A claim on a part of the topic that was asked for, on that of which it is part, and on another part of that.
OF_PART, OF_WHOLE, OF_SIBLING = 0.9, 0.35, 0.15
HALVES = re.compile(r"\s+en\s+|\s*[/,&]\s*|\s*\(|\)")
YEAR_GROUPS = re.compile(r"\bgroep(?:en)?\s*\d(?:\s*(?:-|/|tot|t/m|en)\s*\d)?", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    pk: int
    slug: str
    name: str
    parent: int | None
    synonyms: tuple[str, ...]


@dataclass
class TopicIndex:
    """`phrases`: the keys of the words of a name → the topics it may mean, each with how sure that is."""

    entries: dict[int, Entry]
    phrases: dict[tuple[str, ...], dict[int, float]] = field(default_factory=dict)
    words: dict[str, dict[int, float]] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    by_slug: dict[str, int] = field(default_factory=dict)
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

    def near(self, meant: dict[int, float]) -> dict[int, float]:
        """How well a claim on each topic answers a question about those `meant`."""
        fits = dict(meant)

        def at_least(pk: int, fit: float) -> None:
            fits[pk] = max(fits.get(pk, 0.0), fit)

        for pk, sure in meant.items():
            for part in self.descendants(pk):
                at_least(part, sure * OF_PART)
        return fits

    def related(self, meant: dict[int, float]) -> dict[int, float]:
        """Topics next to those `meant`, for when nobody knows those themselves."""
        fits: dict[int, float] = {}
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
    for entry in entries.values():
        index.by_slug[entry.slug] = entry.pk
        if entry.parent is not None:
            index.children.setdefault(entry.parent, []).append(entry.pk)
        _add_names(index, entry)
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
        halves = [half for half in HALVES.split(name) if half.strip()]
        for half in halves if len(halves) > 1 else ():
            if not half.endswith("-"):
                add(half, HALF)
    for name in (entry.name, *entry.synonyms):
        for word in language.words(YEAR_GROUPS.sub(" ", name)):
            for key in {language.key(word), *language.telling_parts(word)}:
                if word not in language.STOP_WORDS and not language.is_general(key) and not key.isdigit():
                    known = index.words.setdefault(key, {})
                    known[entry.pk] = WORD_OF


topic_index: Remembered[TopicIndex] = Remembered("expertise.topic_index", build)
