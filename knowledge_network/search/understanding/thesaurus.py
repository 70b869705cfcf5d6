"""The words of the Dutch staff room and what they are about: shipped as a sheet, changed by who runs a network."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from knowledge_network.kit.text import folded
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.search.understanding.words import DATA

# Who stands first in a row is meant most surely; later ones are near it.
SURE = (1.0, 0.6, 0.4)


@dataclass(frozen=True)
class Entry:
    """`themes`: of each place in order the names under which a network may have that theme."""

    word: str
    kind: str
    themes: tuple[tuple[str, ...], ...]
    source: str
    is_own: bool = False

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """`themes`, folded; made once: what is shipped stays, and is asked for at every change of a topic."""
        return tuple(tuple(map(folded, names)) for names in self.themes)


@cache
def shipped() -> dict[str, Entry]:
    """By folded word."""
    with (DATA / "thesaurus_nl.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Entry(row["word"], row["kind"], read_themes(row["themes"]), row["source"])
            for row in csv.DictReader(file, delimiter=";")
        ]
    return {folded(entry.word): entry for entry in rows}


def read_themes(text: str) -> tuple[tuple[str, ...], ...]:
    """«technisch lezen|leren lezen, dyslexie»: two places, the first under one of two names."""
    places = [tuple(name.strip() for name in place.split("|") if name.strip()) for place in text.split(",")]
    return tuple(place for place in places if place)


@cache
def words_by_theme() -> dict[str, tuple[str, ...]]:
    """Of each folded name of a theme, the folded words that are shipped with it."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, entry in shipped().items():
        for key in {key for keys in entry.keys for key in keys}:
            found[key].append(word)
    return {key: tuple(words) for key, words in found.items()}


def entries() -> dict[str, Entry]:
    """What is shipped, as this network changed it. One query; ask `topic_index` for what it means."""
    return shipped() | _own()


def pick_entries(by_name: Collection[str]) -> dict[str, Entry]:
    """Of `entries` those that are shipped about one of these themes (folded names), and all of the network itself."""
    about = {word for key in by_name for word in words_by_theme().get(key, ())}
    return {word: entry for word, entry in shipped().items() if word in about} | _own()


def _own() -> dict[str, Entry]:
    return {
        word.folded: Entry(word.word, word.kind, tuple((name,) for name in word.topics), "", is_own=True)
        for word in StaffRoomWord.objects.all()
    }


def map_names(topics: Iterable[tuple[int, str, Sequence[str]]]) -> dict[str, int]:
    """By folded name and synonym which topic bears it; a name goes before a synonym."""
    names: dict[str, int] = {}
    by_synonym: dict[str, int] = {}
    for pk, name, synonyms in topics:
        names[folded(name)] = pk
        for synonym in synonyms:
            by_synonym.setdefault(folded(synonym), pk)
    return by_synonym | names


def meaning(entry: Entry, by_name: dict[str, int]) -> dict[int, float]:
    """The topics of this network that the word is about, each with how sure that is.

    Of what a network does not have, nothing remains; the next place does not become surer for it.
    """
    meant: dict[int, float] = {}
    for keys, sure in zip(entry.keys, SURE, strict=False):
        pk = next((by_name[key] for key in keys if key in by_name), None)
        if pk is not None:
            meant.setdefault(pk, sure)
    return meant
