"""Who may answer a question: at most a thousand rows of the index, with what is ticked beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from expertise.finding.facets import Filters
from expertise.finding.question import Question
from expertise.finding.statements import (
    BOARD_OF_READER,
    BRANCH,
    CANDIDATE_ROWS,
    CANDIDATES,
    FEW,
    LIKE_NAMES,
    NAMED,
    PLACE_OF_READER,
    RANK,
    STRICT,
)
from knowledge_network.search.understanding.question import CHATTER, Rest
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.search.understanding.words import is_dutch

# How somebody was found: by all that was asked, by a part of it, by a name that looks like it, or because they know
# what lies next to it.
ALL_WORDS, SOME_WORDS, LIKE_NAME, RELATED = 3, 2, 1, 0

# member, facets, claims, availability, rank of the words (of who was found by some: which, as bits), how it was found,
# which filter was left out (0: none, else its place among those with ticks), board and place of the reader
Row = tuple[int, str, str, int, float, int, int, int | None, str | None]
# What is counted by the claim by which somebody was found.
BY_CLAIM = frozenset({"proof", "year_group", "sector"})
# More words than these have no bit of their own.
MOST_BITS = 12


class Statement:
    """Collects the conditions of one statement and the values that stand in it."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}

    def holds(self, query: list[tuple[str, bool]]) -> str:
        """`query`: pieces of tsquery, each with whether it holds codes (taken as they are) or words (to be stemmed)."""
        parts = []
        for text, is_code in query:
            name = f"p{len(self.parameters)}"
            self.parameters[name] = text
            parts.append(f"%({name})s::tsquery" if is_code else f"to_tsquery('dutch_unaccent', %({name})s)")
        return f"vector @@ ({' && '.join(parts)})" if parts else "true"

    def bits(self, words: list[Rest]) -> str:
        """Which of the words stand in the row, the first as 1, the second as 2, the third as 4 …"""
        pieces = [
            f"({self.holds([(_words(word.shapes), False)])})::int * {1 << place}" for place, word in enumerate(words)
        ]
        return f"({' + '.join(pieces[:MOST_BITS])})::real" if pieces else "0::real"

    def rows(self, sql: str, **values: Any) -> list[Row]:
        known = {"few": FEW, "candidates": CANDIDATES, "today": timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(sql, self.parameters | known | values)
            rows: list[Row] = cursor.fetchall()
        return rows


def ask(question: Question, filters: Filters, reader: int) -> list[Row]:
    """One query: who fits all that is ticked, and for each facet with ticks also who fits all others.

    Somebody may come more than once.
    """
    needed = required(question)
    concepts, rest = _concepts(question), [_words(word.shapes) for word in question.rest]
    strict = [*((code, True) for code in concepts), *((_words(word.shapes), False) for word in needed)]
    if question.schools:
        strict.append((match_any(f"s:{pk}" for pk in sorted(question.schools)), True))
    ways = [(ALL_WORDS, "true", strict), *_wider_ways(question, concepts, needed)]
    name, statement = _name(question), Statement()
    shown = {"claims": "claims", "rank": RANK if rest else "0::real"}
    # Who comes only to be counted needs no rank, and claims only when what is counted is by which claim they come.
    counted = {"claims": "''" if BY_CLAIM.isdisjoint(filters.chosen) else "claims", "rank": "0::real"}
    branches = []
    for place, left_out in enumerate(("", *filters.chosen)):
        ticked = _ticked(question, filters, left_out)
        columns = {**(counted if left_out else shown), "left_out": place}
        for way, when, query in ways:
            if way == ALL_WORDS and not ticked:
                branches.append(STRICT.format(**columns))
                continue
            where = f"{when} AND {statement.holds([*query, *ticked])}"
            some = {"rank": statement.bits(needed)} if way == SOME_WORDS else {}
            branches.append(BRANCH.format(**columns | some, way=way, where=where))
        if name:
            where = f"{LIKE_NAMES} AND {statement.holds(ticked)}"
            branches.append(BRANCH.format(**columns | {"rank": "0.5::real"}, way=LIKE_NAME, where=where))
    columns = {**(counted if filters.chosen else shown), "claims": "claims", "left_out": 0}
    sql = CANDIDATE_ROWS.format(
        strict=BRANCH.format(**columns, way=ALL_WORDS, where=statement.holds(strict)),
        named=NAMED if name else "",
        branches=" UNION ALL ".join(branches),
        # Among those of one board nobody of another is looked for.
        board="NULL" if "board" in filters.chosen else BOARD_OF_READER,
        place=PLACE_OF_READER,
    )
    return statement.rows(sql, name=name, rank=" | ".join(rest), reader=reader)


def required(question: Question) -> list[Rest]:
    """The words that somebody has to hold: beside a topic, those that say more than any Dutch text would."""
    if any(concept.is_sure for concept in question.concepts):
        return [word for word in question.rest if word.weight > CHATTER]
    return question.rest


def _name(question: Question) -> str:
    """What may be a misspelled name: words that are nothing else."""
    if question.concepts or question.schools:
        return ""
    words = [word.word for word in question.rest if len(word.word) > 3 and not is_dutch(word.word)]
    return " ".join(words[:3])


def match_any(lexemes: Iterable[str]) -> str:
    return "(" + " | ".join(map(quoted, lexemes)) + ")"


def quoted(lexeme: str) -> str:
    """A code or word as a lexeme in a tsquery."""
    return "'" + lexeme.replace("\\", "").replace("'", "") + "'"


def _concepts(question: Question) -> list[str]:
    concepts = [match_any(f"t:{pk}" for pk in concept.meant) for concept in question.concepts]
    if concepts or question.rest or question.schools:
        return concepts
    # Only a year group or sector was asked for: then that is the question, and no mere preference.
    asked = ([f"g:{group}" for group in sorted(question.groups)], [f"o:{s}" for s in sorted(question.sectors)])
    return [match_any(codes) for codes in asked if codes]


def _words(shapes: tuple[str, ...]) -> str:
    return "(" + " | ".join(f"{quoted(shape)}{':*' if place == 0 else ''}" for place, shape in enumerate(shapes)) + ")"


def _wider_ways(
    question: Question, concepts: list[str], needed: list[Rest]
) -> Iterator[tuple[int, str, list[tuple[str, bool]]]]:
    """Ways for when few hold all of it: which, when it is gone, and what has to hold."""
    if loose := _loose(question, concepts, [_words(word.shapes) for word in needed]):
        yield SOME_WORDS, "(SELECT fit < %(few)s FROM first_few)", [loose]
    if related := _related(question):
        yield RELATED, "(SELECT fit = 0 FROM first_few)", [related]


def _loose(question: Question, concepts: list[str], rest: list[str]) -> tuple[str, bool] | None:
    """Who answers a part of the question. Words beside a topic only order who knows about that."""
    if concepts:
        return (" | ".join(concepts), True) if len(concepts) > 1 or rest or question.schools else None
    return (" | ".join(rest), False) if len(rest) > 1 or (rest and question.schools) else None


def _related(question: Question) -> tuple[str, bool] | None:
    index = topic_index.get()
    near = dict.fromkeys(f"t:{pk}" for concept in question.concepts for pk in index.related(concept.meant))
    return (match_any(near), True) if near else None


def _ticked(question: Question, filters: Filters, left_out: str) -> list[tuple[str, bool]]:
    asked = []
    for name, codes in filters.chosen.items():
        if name == left_out:
            continue
        if name == "proof" and question.concepts:
            # How sure we are of what was asked for, not of something else that this person knows.
            topics = [pk for concept in question.concepts for pk in concept.meant]
            asked.append((match_any(f"q:{pk}:{code[2:]}" for pk in topics for code in codes), True))
        else:
            asked.append((match_any(codes), True))
    return asked
