"""The paragraphs (leden) of an article, and what its text refers to: «artikel 2 lid 1»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# «1. Partijen …» or «1 Partijen …» at the beginning of a line.
PARAGRAPH = re.compile(r"(?m)^[ \t]*(?P<number>\d{1,2})(?P<mark>[.)]?)[ \t]+(?=\S)")
PLACE = r"(?P<article>\d{1,3}\b|\?)(?:\s*,?\s*(?P<lid>lid|leden)\s+(?P<paragraph>\d{1,2}))?"
REFERENCE = re.compile(rf"\b(?P<word>artikel(?:en)?|art\.?)\s+{PLACE}", re.IGNORECASE)
# «artikelen 2, 3 en 4»: what follows after the first, in the plural only.
MORE = re.compile(rf"(?:\s*,\s*(?:en\s+)?|\s+(?:en|of|t/m|tot en met)\s+){PLACE}", re.IGNORECASE)
# What stands instead of a number whose article was taken out: nobody reads it as another article.
GONE, GONE_SIGN = 0, "?"


def straighten(text: str) -> str:
    """As it is stored and compared: ends of lines in one form, whatever the browser sends, and no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True)
class Clause:
    """One paragraph; an article without numbered paragraphs is one clause with number 0."""

    number: int
    text: str


@dataclass(frozen=True)
class Reference:
    """What a text points at: an article (`GONE` when it was taken out), and a paragraph of it or 0.

    `start` and `end` are its place in the text, `digits` that of the number in it.
    """

    article: int
    paragraph: int
    start: int
    end: int
    digits: tuple[int, int]


def split_clauses(text: str) -> list[Clause]:
    """The paragraphs in order. What stands before the first number is a clause with number 0.

    A number counts when it goes on from the one before it: in «gaan in\\n30 dagen later» it is just a line that broke.
    With a mark behind it («3.») it may skip some.
    """
    starts: list[re.Match[str]] = []
    for match in PARAGRAPH.finditer(text):
        last = int(starts[-1]["number"]) if starts else 0
        number = int(match["number"])
        if number == last + 1 or (match["mark"] and number > last):
            starts.append(match)
    if not starts:
        return [Clause(0, text.strip())] if text.strip() else []
    clauses = [Clause(0, text[: starts[0].start()].strip())] if text[: starts[0].start()].strip() else []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    clauses += [
        Clause(int(match["number"]), text[match.end() : end].strip()) for match, end in zip(starts, ends, strict=True)
    ]
    return clauses


def find_references(text: str) -> list[Reference]:
    found = []
    for head in REFERENCE.finditer(text):
        found.append(_reference(head, head.start()))
        match: re.Match[str] | None = head
        while head["word"].lower() == "artikelen" and match:
            match = MORE.match(text, match.end())
            if match:
                found.append(_reference(match, match.start("article")))
    return found


def _reference(match: re.Match[str], start: int) -> Reference:
    article = GONE if match["article"] == GONE_SIGN else int(match["article"])
    return Reference(article, int(match["paragraph"] or 0), start, match.end(), match.span("article"))


def renumber_references(text: str, moved: dict[int, int]) -> str:
    """`text` with each reference to an article in `moved` (old → new number, or `GONE`) pointing at where it went."""
    pieces, at = [], 0
    for reference in find_references(text):
        if reference.article not in moved:
            continue
        first, last = reference.digits
        pieces += [text[at:first], str(moved[reference.article] or GONE_SIGN)]
        at = last
    return "".join([*pieces, text[at:]])


def find_broken(articles: Iterable[tuple[int, str]]) -> list[tuple[int, Reference]]:
    """References to what is not there, each with the number of the article in which it stands.

    `articles` are (number, text). A reference to an article without numbered paragraphs may name none.
    """
    texts = dict(articles)
    paragraphs = {number: {clause.number for clause in split_clauses(text)} for number, text in texts.items()}
    broken = []
    for number, text in texts.items():
        for reference in find_references(text):
            there = paragraphs.get(reference.article)
            if there is None or (reference.paragraph and reference.paragraph not in there):
                broken.append((number, reference))
    return broken
