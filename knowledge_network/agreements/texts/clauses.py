"""The paragraphs (leden) of an article, and what its text refers to: «artikel 2 lid 1»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# «1. Partijen …» or «1 Partijen …» at the beginning of a line.
PARAGRAPH = re.compile(r"(?m)^[ \t]*(\d{1,2})[.)]?[ \t]+(?=\S)")
REFERENCE = re.compile(
    r"\b(?P<word>artikel(?:en)?|art\.?)\s+(?P<article>\d{1,3})"
    r"(?:\s*,?\s*(?P<lid>lid|leden)\s+(?P<paragraph>\d{1,2}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """One paragraph; an article without numbered paragraphs is one clause with number 0."""

    number: int
    text: str


@dataclass(frozen=True)
class Reference:
    """What a text points at: an article, and a paragraph of it or 0. `start` and `end` are its place in the text."""

    article: int
    paragraph: int
    start: int
    end: int


def split_clauses(text: str) -> list[Clause]:
    """The paragraphs in order. What stands before the first number is a clause with number 0."""
    starts = list(PARAGRAPH.finditer(text))
    if not starts:
        return [Clause(0, text.strip())] if text.strip() else []
    clauses = [Clause(0, text[: starts[0].start()].strip())] if text[: starts[0].start()].strip() else []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    clauses += [Clause(int(match[1]), text[match.end() : end].strip()) for match, end in zip(starts, ends, strict=True)]
    return clauses


def find_references(text: str) -> list[Reference]:
    return [
        Reference(int(match["article"]), int(match["paragraph"] or 0), match.start(), match.end())
        for match in REFERENCE.finditer(text)
    ]


def renumber_references(text: str, moved: dict[int, int]) -> str:
    """`text` with each reference to an article in `moved` (old number → new one) pointing at where it went."""

    def follow(match: re.Match[str]) -> str:
        old = int(match["article"])
        start, end = match.start("article") - match.start(), match.end("article") - match.start()
        return match[0][:start] + str(moved.get(old, old)) + match[0][end:]

    return REFERENCE.sub(follow, text)


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
