"""How well the finder answers questions whose answers were judged by hand, in three parts; see docs/search.md.

Of the part that is held out and of the hard sentences only figures are told: who tunes looks at the known part alone.

usage: python -m benchmarks.golden [--write]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import math
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from expertise.claims.enums import ClaimLevel

SETS = Path(__file__).resolve().parent / "golden_sets"
REPORT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
KNOWN, HELD_OUT, HARD = "known", "held_out", "hard"
PARTS = (KNOWN, HELD_OUT, HARD)
NOBODY = "nobody"
FIRST = 10
# The goals of the parts that are known and held out; from GOOD on an answer counts as good.
GOALS = {KNOWN: 0.90, HELD_OUT: 0.80}
GOOD = 0.8
MARKS = ("<!-- golden -->", "<!-- /golden -->")


@dataclass(frozen=True)
class Answer:
    """`ndcg`: 1 when nobody better was left behind, counted over the first ten; None when nobody could answer.

    `found`: how many are said to be able to help.
    """

    text: str
    sort: str
    ndcg: float | None
    found: int


@dataclass(frozen=True)
class Query:
    """A question with what it is about: topics with their grade, and whom, which school or which place it names."""

    text: str
    sort: str
    topics: dict[str, int]
    groups: frozenset[int]
    person: str
    school: str
    place: str


def queries(part: str = KNOWN) -> list[Query]:
    with (SETS / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        return [_query(row) for row in csv.DictReader(file, delimiter=";")]


def _query(row: dict[str, str]) -> Query:
    graded = [item.rpartition("=") for item in row["topics"].split(", ") if item]
    groups = frozenset(int(group) for group in row["groups"].split(",") if group)
    topics = {name: int(grade) for name, _equals, grade in graded}
    return Query(row["text"], row["sort"], topics, groups, row["person"], row["school"], row["place"])


def grades(query: Query) -> dict[int, int]:
    """Member → grade, from the claims themselves and never from what the finder keeps of them."""
    from expertise.claims.models import ExpertiseClaim

    of_member: dict[int, int] = defaultdict(int)
    if query.sort == NOBODY:
        return of_member
    claims = ExpertiseClaim.objects.shown_to_members().select_related("topic", "member")
    if query.school:
        claims = claims.filter(member__appointments__organisation__name__contains=query.school)
    there = people_in(query.place) if query.place else set()
    for claim in claims:
        if query.person and claim.member.get_full_name() != query.person:
            continue
        grade = query.topics.get(claim.topic.name, 0) if query.topics else 3
        if grade > 1 and query.groups and claim.year_groups and not query.groups & set(claim.year_groups):
            grade -= 1
        # Who is finding out answers less, and who works elsewhere too.
        if grade > 1 and query.topics and claim.level == ClaimLevel.CURIOUS:
            grade -= 1
        if grade > 1 and query.place and claim.member_id not in there:
            grade -= 1
        of_member[claim.member_id] = max(of_member[claim.member_id], grade)
    return {member: grade for member, grade in of_member.items() if grade}


def people_in(place: str) -> set[int]:
    from knowledge_network.members.people.models import Appointment

    jobs = Appointment.objects.current().filter(organisation__place__istartswith=place)
    return set(jobs.values_list("member_id", flat=True))


def gain(ordered: list[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ordered[:FIRST]))


def answer(query: Query, day: dt.date) -> Answer:
    from expertise.finding.facets import Filters
    from expertise.finding.find import find
    from expertise.finding.question import understand

    judged = grades(query)
    found = find(understand(query.text), Filters(), day=day)
    best = gain(sorted(judged.values(), reverse=True))
    ndcg = gain([judged.get(hit.member, 0) for hit in (*found.hits, *found.close)]) / best if best else None
    return Answer(query.text, query.sort, ndcg, found.total)


def measure(part: str = KNOWN, day: dt.date | None = None) -> list[Answer]:
    """Against the network in the database, which is that of the demo."""
    from django.utils import timezone

    return [answer(query, day or timezone.localdate()) for query in queries(part)]


def mean(answers: list[Answer]) -> float:
    scores = [a.ndcg for a in answers if a.ndcg is not None]
    return sum(scores) / len(scores) if scores else 1.0


def empty(answers: list[Answer]) -> int:
    """How many questions found nobody where somebody could answer."""
    return sum(not a.found for a in answers if a.ndcg is not None)


def promised(answers: list[Answer]) -> int:
    """How many questions that nobody can answer were given people who would."""
    return sum(bool(a.found) for a in answers if a.sort == NOBODY)


def good(answers: list[Answer]) -> int:
    """How many questions got what was wanted: those who answer, or rightly nobody."""
    return sum(a.ndcg >= GOOD if a.ndcg is not None else not a.found for a in answers)


def report(parts: dict[str, list[Answer]]) -> str:
    """Figures of each part; by sort, and what is weak, of the known part alone."""
    lines = [
        "| part | questions | nDCG@10 | good answers | nobody found, wrongly | somebody found, wrongly |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for part, some in parts.items():
        figures = (len(some), f"{mean(some):.3f}", good(some), empty(some), promised(some))
        lines.append(f"| {part.replace('_', ' ')} | {' | '.join(map(str, figures))} |")
    return "\n".join([*lines, "", _details(parts[KNOWN])] if KNOWN in parts else lines)


def _details(answers: list[Answer]) -> str:
    by_sort: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_sort[one.sort].append(one)
    lines = [
        "| sort of question, of the known part | questions | nDCG@10 | nobody found |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [f"| {sort} | {len(some)} | {mean(some):.3f} | {empty(some)} |" for sort, some in by_sort.items()]
    weak = sorted((a.ndcg, a.text) for a in answers if a.ndcg is not None and a.ndcg < GOOD)
    told = "; ".join(f"«{text}» {ndcg:.2f}" for ndcg, text in weak) or "none"
    return "\n".join([*lines, "", f"Of the known part below {GOOD}: {told}."])


def write(text: str, marks: tuple[str, str] = MARKS) -> None:
    """Put the text between these marks in docs/performance.md."""
    before, _, rest = REPORT.read_text().partition(marks[0])
    _, _, after = rest.partition(marks[1])
    REPORT.write_text(f"{before}{marks[0]}\n\n{text}\n\n{marks[1]}{after}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    from benchmarks.__main__ import _django_on
    from scripts.embedded import throw_away_servers

    with throw_away_servers() as (postgres, valkey):
        os.environ.update(
            {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "REDIS_URL": valkey.url(), "BENCH_DEMO_MODE": "1"}
        )
        postgres.create_database("golden")
        with _django_on(postgres.url("golden")):
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            call_command("seed_demo", verbosity=0)
            answers = {part: measure(part) for part in PARTS}
    print(report(answers), flush=True)
    if options.write:
        write(report(answers))
    missed = [part for part, goal in GOALS.items() if mean(answers[part]) < goal]
    if missed:
        sys.exit(f"the finder answers worse than it may: {', '.join(missed)}")


if __name__ == "__main__":
    main()
