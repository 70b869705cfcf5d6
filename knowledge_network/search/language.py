"""Dutch as teachers write it: base forms, the parts of compounds, and the word that was meant.

PostgreSQL's Dutch stemmer cuts endings off. It does not know that «leest» is «lezen», that «rekenlessen» is about
«rekenen», nor that «dyslectie» is a typing error. This does, for the words in `data/` and those of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge_network.kit.text import folded
from knowledge_network.search.understanding import words as dutch

DATA = Path(__file__).resolve().parent / "data"
WORD = re.compile(r"\w+")
# Before the s of a plural: «thema's».
OF_MORE = re.compile(r"(?<=\w)['’](?=s\b)")
SHORTEST_PART = 3
# What may stand between two parts of a compound («begeleiding-s-gesprek», «boek-en-kast»).
LINKS = ("", "s", "en", "e", "n")
SHORTEST_CORRECTED = 5
# From here on a word may hold two errors.
LONG = 7
DOUBLE = re.compile(r"(.)\1")
# Letters that are written in several ways and heard in one, in this order.
SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("x", "ks"), ("ouw", "ou"), ("auw", "au"),
    ("ou", "au"), ("ij", "ei"), ("y", "i"), ("ie", "i"), ("dt", "t"), ("z", "s"), ("v", "f"),
)  # fmt: skip
SOFT_C = re.compile(r"c(?=[ei])")
MOST_REMEMBERED = 5000

STOP_WORDS = frozenset(
    """
    aan al alle als bij dan dat de deze die dit doe doen door een er en geen gaan goed graag heb
    hebben heeft het hij hoe hun iemand iets ik in is je jij kan krijg krijgen krijgt kun kunnen maar mag me mee meer
    met mij mijn
    moet naar niet nog of om onze ons ook op over te tegen tijdens tot uit van veel voor waar
    wanneer wat we welke wie wij wil wilt willen worden wordt ze zich zij zijn zo zoek zoeken zonder
    zou u weet weten helpt helpen
    """.split()  # noqa: SIM905
)


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """What each part of a compound means, which word each part and form of it belongs to, and the words too general."""
    parts: dict[str, str] = {}
    general: set[str] = set()
    for line in _lines(DATA / "words_nl.txt"):
        written, _, meant = line.rstrip("*").partition("=")
        parts[written] = meant or written
        if line.endswith("*"):
            general.add(meant or written)
    # What a part means, it also means on its own («rekenaar» is somebody who does «rekenen»).
    forms = parts | {meant: meant for meant in parts.values()}
    for line in _lines(DATA / "forms_nl.txt"):
        base, _, written = line.partition(": ")
        forms.update(dict.fromkeys(written.split(), base))
    return parts, forms, frozenset(general)


@cache
def _bases() -> dict[str, str]:
    """Which word each form belongs to: of the lexicon, of the words of the staff room, and by family."""
    bases: dict[str, str] = {}
    for name in (dutch.DATA / "forms_more_nl.txt", dutch.DATA / "families_nl.txt"):
        for line in _lines(name):
            base, _, written = line.partition(": ")
            bases.update(dict.fromkeys(written.split(), base))
    families = {base: base for line in _lines(dutch.DATA / "families_nl.txt") for base in [line.partition(": ")[0]]}
    bases = _lexicon()[1] | bases | families
    # A form of a word that is itself of a family: «evaluaties» → «evaluatie» → «evalueren».
    return {form: bases.get(base, base) for form, base in bases.items()}


def _lines(path: Path) -> Iterable[str]:
    lines = (folded(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def words(text: str) -> list[str]:
    """The words of `text`, in small letters and without accents; «thema's» is one word."""
    return WORD.findall(OF_MORE.sub("", folded(text)))


def lemma(word: str) -> str:
    """The base form of a (folded) word that the lexicon knows, else nothing."""
    return _bases().get(word, "")


def key(word: str) -> str:
    """By what forms of one word are told to be the same: the base form, or for a stranger what is left of it."""
    return lemma(word) or stem(word)


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """A rough stem: without the ending of a plural or adjective, and spelled as if it had none."""
    if len(word) > 5 and word.endswith("en"):
        word = word[:-2]
    elif len(word) > 4 and (word.endswith("e") or (word.endswith("s") and not word.endswith("ss"))):
        word = word[:-1]
        if len(word) > 4 and word.endswith("e"):
            word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    if len(word) > 3 and word[-2] == word[-3] and word[-2] in "aeou" and word[-1] not in "aeiou":
        word = word[:-2] + word[-1]
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1]) if word else word


@lru_cache(maxsize=10_000)
def parts(word: str) -> tuple[str, ...]:
    """The base forms of which a compound is made, the fewest that fit; nothing when its parts are not all known."""
    known, forms, _general = _lexicon()
    if len(word) < 2 * SHORTEST_PART or word in known or word in forms:
        return ()
    # best[n]: the fewest parts that make the first n letters.
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(SHORTEST_PART, len(word) + 1):
        for start in range(end - SHORTEST_PART + 1):
            before = best[start]
            if before is None or (before and len(best[end] or ()) == 1):
                continue
            meant = _part(word[start:end], is_last=end == len(word))
            if meant and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, meant)
    found = best[-1] or ()
    return found if len(found) > 1 else ()


def _part(piece: str, *, is_last: bool) -> str:
    known, forms, _general = _lexicon()
    if is_last:
        return forms.get(piece) or known.get(piece, "")
    for link in LINKS:
        bare = piece.removesuffix(link) if link else piece
        if (not link or bare != piece) and len(bare) >= SHORTEST_PART and (bare in known or bare in forms):
            return known.get(bare) or forms[bare]
    return ""


def is_general(word: str) -> bool:
    """«onderwijs», «les», «leerling»: true of everything here, so never needed to match."""
    return word in _lexicon()[2]


@lru_cache(maxsize=10_000)
def telling_heads(word: str) -> tuple[str, ...]:
    """What stands before a general end, the longest end first: «rouwverwerking» → «rouw», «stageproject» → «stage».

    For a compound whose first part is no word of the lexicon, but may be a word of the staff room.
    """
    heads: dict[str, None] = {}
    for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if is_general(_part(word[start:], is_last=True)):
            piece = word[:start]
            bare = (piece.removesuffix(link) for link in LINKS if piece.endswith(link))
            heads.update(dict.fromkeys(head for head in bare if len(head) >= SHORTEST_PART))
    return tuple(heads)


def telling_parts(word: str) -> tuple[str, ...]:
    """The parts of a compound without those that say too little; all of them when none says anything."""
    found = parts(word)
    return tuple(part for part in found if not is_general(part)) or found


def tokens(text: str) -> str:
    """The base forms and parts that stand in `text` in another shape: indexed beside it."""
    found: dict[str, None] = {}
    for word in words(text):
        base = key(word)
        if base and base != word and len(word) > 3:
            found[base] = None
        found.update(dict.fromkeys(parts(word)))
    return " ".join(found)


class Vocabulary:
    """Every word that we know to be spelled well: of the lexicon, of `phrases` and of Dutch at large."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        known, forms, _general = _lexicon()
        # What comes first is likelier meant: a name of a topic, then a word of the staff room, then one of the lexicon.
        own = dict.fromkeys(word for phrase in phrases for word in words(phrase))
        self.words = frozenset({*known, *forms, *own, *STOP_WORDS})
        ordered = dict.fromkeys([*own, *sorted(self.words)])
        self._rank = {word: place for place, word in enumerate(ordered)}
        self._meant: dict[str, str] = {}
        # Whoever errs, errs seldom in the first letter: «Jansen» means no «dansen».
        self._long: dict[str, list[str]] = {}
        self._single: dict[str, str] = {}
        self._sounds: dict[str, str] = {}
        for word in ordered:
            if len(word) >= SHORTEST_CORRECTED - 1:
                self._long.setdefault(word[0], []).append(word)
                self._single.setdefault(single(word), word)
                self._sounds.setdefault(sound(word), word)

    def knows(self, word: str) -> bool:
        return (
            len(word) < SHORTEST_CORRECTED
            or word in self.words
            or word.isdigit()
            or bool(lemma(word))
            or dutch.is_listed(word)
        )

    def meant(self, word: str) -> str:
        """The known word that differs from `word` by a typing error (two in a long one); nothing when it is known."""
        if self.knows(word):
            return ""
        if word not in self._meant:
            if len(self._meant) >= MOST_REMEMBERED:
                self._meant.clear()
            self._meant[word] = self._nearest(word)
        return self._meant[word]

    def _nearest(self, word: str) -> str:
        """By a letter that was added, dropped, replaced or swapped with a neighbour; else by its sound («dislecsie»);
        else, in a long word, by two letters.

        A compound of known words («werkhouding») is an error only in a double letter («klasenmanagement»).
        """
        if parts(word) or dutch.is_dutch(word):
            return self._single.get(single(word), "")
        most = 1 if len(word) < LONG else 2
        near = process.extract(word, self._long.get(word[0], ()), scorer=OSA.distance, score_cutoff=most, limit=12)
        best = min(near, key=lambda one: (one[1], abs(len(one[0]) - len(word)), self._rank[one[0]]), default=None)
        if best is None or best[1] > 1:
            heard = self._sounds.get(sound(word), "")
            return heard or (best[0] if best else "")
        return best[0]


def sound(word: str) -> str:
    """What is heard of a (folded) word, roughly: the same for «dyslexie» and «dislecsie», «ouders» and «auders»."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    word = SOFT_C.sub("s", word).replace("c", "k").replace("kss", "ks")
    if word.endswith("d"):
        word = word[:-1] + "t"
    return single(word)


def single(word: str) -> str:
    """Without the second of double letters."""
    return DOUBLE.sub(r"\1", word)
