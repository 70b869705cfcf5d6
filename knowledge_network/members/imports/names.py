"""Names of people as lists write them: «Jan van der Berg», «Berg, Jan v.d.», «Berg, v.d.»."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge_network.kit.text import folded


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INFIXES = _words(
    "a aan af al auf aus bij d da dal dalla de dei del della den der des di do dos du el en het i im in l la las le"
    " les lo los n of onder op over s 's t 't te ten ter tho thoe to toe tot uit uijt v van ver vom von voor zu zum"
    " zur v.d. v.d vd v/d v. d. d' l' a/d in't op't"
)


# What stands before or behind a name and is no part of it; with or without points.
_TITLES = _words("mw mevr mevrouw mej dhr hr dhr/mw drs dr ir ing mr prof bc ba ma bsc msc bed med mba phd")
# «I. (Iris)»: behind letters alone stands between brackets what somebody is called.
_CALLED = re.compile(r"^([^()]+)\(([^()]{2,})\)(.*)$")


class Name(NamedTuple):
    given: str
    infix: str
    family: str


def _is_infix(word: str) -> bool:
    return word.lower().rstrip(",") in _INFIXES


def _is_title(word: str) -> bool:
    """«drs.», «Mw», «MSc»; «Ma» and «Ba» are names as well, unless they stand behind with all letters large."""
    plain = word.strip(".,()").lower().replace(".", "")
    return plain in _TITLES and (plain not in {"ma", "ba", "med"} or word.strip(".,").isupper() or "." in word)


def drop_titles(text: str) -> str:
    """A name without what somebody is addressed by or studied: «De heer drs. J. Visser» is «J. Visser»."""
    words = re.sub(r"^\s*de heer\b", "dhr", text, flags=re.IGNORECASE).split()
    while len(words) > 1 and not words[0].endswith(",") and _is_title(words[0]):
        words.pop(0)
    while len(words) > 2 and _is_title(words[-1]):
        words.pop()
        words[-1] = words[-1].rstrip(",")
    return " ".join(words)


def name_called(given: str) -> str:
    """«I. (Iris)» and «Th. (Theo)» are called Iris and Theo; what stands behind a name in full is something else."""
    found = _CALLED.match(given)
    if found is None or not all(word.isupper() or word.endswith(".") for word in found[1].split()):
        return given
    return f"{found[2]}{found[3]}".strip()


def split_name(text: str) -> Name:
    """The parts of a whole name, as somebody is called. Without an infix the last word is the family name."""
    found = _split(drop_titles(text))
    return found._replace(given=name_called(drop_titles(found.given)))


def _split(text: str) -> Name:
    if "," in text:
        return _family_first([part.split() for part in text.split(",")])
    words = text.split()
    first = next((i for i, word in enumerate(words) if i and i < len(words) - 1 and _is_infix(word)), None)
    if first is None:
        return Name(" ".join(words[:-1]), "", words[-1]) if len(words) > 1 else Name("", "", text.strip())
    last = first
    while last < len(words) - 1 and _is_infix(words[last]):
        last += 1
    return Name(" ".join(words[:first]), " ".join(words[first:last]), " ".join(words[last:]))


def _family_first(parts: list[list[str]]) -> Name:
    """«Berg van der, Jan», «van der Berg, Jan», «Berg, Jan v.d.», «Berg, v.d., Jan»."""
    infix: list[str] = []
    family = parts[0]
    while len(family) > 1 and _is_infix(family[0]):
        infix.append(family.pop(0))
    behind: list[str] = []
    while len(family) > 1 and _is_infix(family[-1]):
        behind.insert(0, family.pop())
    given: list[str] = []
    for part in parts[1:]:
        for word in part:
            (infix if _is_infix(word) else given).append(word)
    return Name(" ".join(given), " ".join(infix + behind), " ".join(family))


def complete(given: str, infix: str, family: str, whole: str = "") -> Name:
    """The name from separate columns; takes an infix out of the family name and splits a whole name if that is all."""
    given, family = name_called(drop_titles(given)), drop_titles(family)
    if not family and whole:
        found = split_name(whole)
        return Name(given or found.given, infix or found.infix, found.family)
    if not infix:
        words = family.split()
        if "," in family or (len(words) > 1 and _is_infix(words[0])):
            found = _family_first([part.split() for part in family.split(",")])
            return Name(given or found.given, found.infix, found.family)
    return Name(given, infix, family)


def add_middle(given: str, infix: str, middle: str) -> tuple[str, str]:
    """Address books have a middle name: in Dutch ones mostly «van der», else a second given name."""
    words = middle.split()
    if not words:
        return given, infix
    if not infix and all(map(_is_infix, words)):
        return given, middle
    return f"{given} {middle}".strip(), infix


def family_key(family: str) -> str:
    """What stays the same however somebody writes the name: without infix, accents, hyphens and case."""
    words = family.split()
    while len(words) > 1 and _is_infix(words[0]):
        words.pop(0)
    return re.sub(r"[^a-z0-9]", "", folded(" ".join(words)))


def given_alike(one: str, other: str) -> bool:
    """«Jan» and «J.» may be the same person, «Jan» and «Joke» not; a missing given name fits all."""
    a, b = (re.sub(r"[^a-z ]", " ", folded(name)).split() for name in (one, other))
    if not a or not b:
        return True
    short, long = sorted(("".join(a), "".join(b)), key=len)
    initials = "".join(word[0] for word in (b if short == "".join(a) else a))
    return short == long or (len(short) == 1 and long.startswith(short)) or (len(short) <= 3 and short == initials)
