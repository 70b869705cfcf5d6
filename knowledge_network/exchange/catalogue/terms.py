"""The words of the Onderwijsbegrippenkader for what our products are about and for whom they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge_network.kit.text import make_speakable
from knowledge_network.topics.queries import fold

if TYPE_CHECKING:
    from knowledge_network.topics.models import Topic

SOURCE = "http://purl.edustandaard.nl/begrippenkader"


@dataclass(frozen=True, order=True)
class Term:
    """A concept of the national vocabulary."""

    name: str
    concept: str

    @property
    def address(self) -> str:
        return f"{SOURCE}/{self.concept}"


@cache
def _read() -> Any:
    return json.loads((Path(__file__).parent / "data" / "obk.json").read_text(encoding="utf-8"))


@cache
def _subjects() -> dict[str, Term]:
    return {fold(name): Term(name, concept) for name, concept in _read()["subjects"].items()}


def find_subjects(topics: Iterable[Topic]) -> tuple[Term, ...]:
    """The subjects that topics stand for: by the id that was given to a topic, else by its name or a synonym."""
    found: dict[str, Term] = {}
    for topic in topics:
        term = Term(make_speakable(topic.name), str(topic.obk_id)) if topic.obk_id else None
        for word in (topic.name, *topic.synonyms):
            term = term or _subjects().get(fold(word))
        if term is not None:
            found.setdefault(term.concept, term)
    return tuple(sorted(found.values()))


def find_levels(sectors: Iterable[str], year_groups: Iterable[int]) -> tuple[Term, ...]:
    """The levels, the wide ones first; year groups are those of primary school."""
    read = _read()
    wide = [Term(row["name"], row["concept"]) for code in sectors if (row := read["sectors"].get(code))]
    numbers = [number for number in sorted(set(year_groups)) if str(number) in read["year_groups"]]
    primary = read["sectors"]["po"]
    if numbers and primary["concept"] not in {term.concept for term in wide}:
        wide.append(Term(primary["name"], primary["concept"]))
    return (*wide, *(Term(f"Groep {number}", read["year_groups"][str(number)]) for number in numbers))


def find_contexts(sectors: Iterable[str]) -> tuple[str, ...]:
    """How NL-LOM names kinds of school."""
    rows = _read()["sectors"]
    return tuple(dict.fromkeys(rows[code]["context"] for code in sectors if code in rows))
