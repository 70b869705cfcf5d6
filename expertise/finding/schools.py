"""The schools of the network as people name them: «De Borgh», whatever stands before it, and «Paulusschool»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_network.kit.remembered import Remembered
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.search import language
from knowledge_network.search.understanding import places
from knowledge_network.search.understanding.school_names import KINDS, SMALL, bare, telling
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.search.understanding.words import is_dutch

LONGEST = 5


@dataclass(frozen=True)
class Place:
    """A board or school, with the place where it stands."""

    pk: int
    slug: str
    name: str
    is_board: bool
    town: str


@dataclass(frozen=True)
class Schools:
    places: dict[int, Place]
    # The telling words of a name → who has it.
    names: dict[tuple[str, ...], frozenset[int]]
    towns: frozenset[str]


def _build() -> Schools:
    rows = Organisation.objects.order_by("pk").values_list("pk", "slug", "name", "kind", "place")
    found = {pk: Place(pk, slug, name, kind == OrganisationKind.BOARD, town) for pk, slug, name, kind, town in rows}
    names: dict[tuple[str, ...], set[int]] = {}
    for place in found.values():
        for name in () if place.is_board else telling(place.name):
            names.setdefault(name, set()).add(place.pk)
    towns = frozenset(places.plain(place.town) for place in found.values() if place.town)
    return Schools(found, {name: frozenset(pks) for name, pks in names.items()}, towns)


schools: Remembered[Schools] = Remembered("expertise.places", _build)


def take_schools(words: Sequence[str]) -> tuple[list[str], frozenset[int]]:
    """The schools that are named among `words`, and the words that are left.

    A name that is an ordinary word too («De Linde», «Europa») counts only behind what stands before names of schools,
    or as all that is asked.
    """
    known = schools.get().names
    found: set[int] = set()
    left: list[str] = []
    place, alone = 0, not any(word in language.STOP_WORDS - SMALL for word in words)
    while place < len(words):
        length = _named(words, place, known, alone=alone)
        if length:
            key = _key(words[place : place + length])
            found |= known[key]
            while left and left[-1] in KINDS | SMALL:
                left.pop()
            place += length
        else:
            left.append(words[place])
            place += 1
    return left, frozenset(found)


def _key(some: Sequence[str]) -> tuple[str, ...]:
    return tuple(bare(word) for word in some if word not in KINDS | SMALL)


def _named(words: Sequence[str], place: int, known: dict[tuple[str, ...], frozenset[int]], *, alone: bool) -> int:
    """How many of the words from `place` on are the name of a school."""
    if words[place] in KINDS | SMALL:
        return 0
    for length in range(min(LONGEST, len(words) - place), 0, -1):
        key = _key(words[place : place + length])
        if key not in known:
            continue
        said = words[place - 1] if place else ""
        whole = alone and all(word in KINDS | SMALL for word in (*words[:place], *words[place + length :]))
        is_topic = (language.key(key[0]),) in topic_index.get().phrases
        is_ordinary = words[place] == key[0] and (is_dutch(key[0]) or places.is_place(key[0]))
        if len(key) > 1 or said in KINDS | SMALL or (not is_topic and (whole or not is_ordinary)):
            return length
    return 0
