"""«Lijkt op»: to which bundle a loose card may belong, and by which words. Never more than a suggestion. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from knowledge_network.search.language import STOP_WORDS, is_general, key, telling_parts, words

MOST_WORDS = 3
# A word in so many of the cards says nothing about one of them.
COMMON = 0.08
# On a board with few cards this many is not common yet.
FEW = 6
# What a teacher does with anything.
OF_ANYTHING = frozenset(
    {"altijd", "geef", "geeft", "geven", "houd", "houden", "kind", "kinderen", "krijg", "krijgen", "laat", "laten"}
    | {"leer", "leert", "leren", "maak", "maken", "praat", "steeds", "vraag", "werkt", "zorg"}
)


@dataclass(frozen=True)
class Likeness:
    """The bundle (its primary key), and the words of the card that its cards have too."""

    bundle: int
    words: tuple[str, ...]


@lru_cache(maxsize=2000)
def read_keys(text: str) -> Mapping[str, str]:
    """By what the telling words of a text are told to be the same → the word as it was written."""
    found: dict[str, str] = {}
    for word in words(text):
        if len(word) < 4 or word in STOP_WORDS | OF_ANYTHING or is_general(key(word)):
            continue
        for one in telling_parts(word) or (key(word),):
            found.setdefault(one, word)
    return MappingProxyType(found)


def find_likeness(loose: Mapping[int, str], placed: Iterable[tuple[int, str]]) -> dict[int, Likeness]:
    """For each loose card that shares telling words with a bundle, the one with which it shares most.

    A rare word weighs more than a common one. Two words are enough, or one that several cards of the bundle have.
    """
    read = {card: read_keys(text) for card, text in loose.items()}
    of_bundle: dict[int, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    total = len(read)
    for found in read.values():
        count.update(found.keys())
    for bundle, text in placed:
        keys = read_keys(text).keys()
        of_bundle[bundle].update(keys)
        count.update(keys)
        total += 1
    bundles_with: dict[str, list[int]] = defaultdict(list)
    for bundle, has in of_bundle.items():
        for one in has:
            bundles_with[one].append(bundle)
    weight = {one: math.log(total / times) for one, times in count.items() if times <= max(FEW, total * COMMON)}
    return {card: best for card, found in read.items() if (best := _choose(found, weight, bundles_with, of_bundle))}


def _choose(
    found: Mapping[str, str],
    weight: Mapping[str, float],
    bundles_with: Mapping[str, list[int]],
    of_bundle: Mapping[int, Counter[str]],
) -> Likeness | None:
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, list[str]] = defaultdict(list)
    for one in found:
        for bundle in bundles_with.get(one, ()) if one in weight else ():
            scores[bundle] += weight[one] * min(of_bundle[bundle][one], 3)
            shared[bundle].append(one)
    fitting = [b for b in scores if len(shared[b]) > 1 or of_bundle[b][shared[b][0]] > 1]
    if not fitting:
        return None
    best = max(fitting, key=lambda bundle: (scores[bundle], -bundle))
    telling = sorted(shared[best], key=lambda one: -weight[one])[:MOST_WORDS]
    return Likeness(best, tuple(dict.fromkeys(found[one] for one in telling)))
