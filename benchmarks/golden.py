"""How well the finder answers sixty questions whose answers were judged by hand; see docs/search.md.

usage: python -m benchmarks.golden [--write]
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

from expertise.claims.enums import ClaimLevel

QUERIES = Path(__file__).resolve().parent / "golden_queries.toml"
REPORT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
FIRST = 10
GOAL, MOST_EMPTY = 0.85, 0.05
# «Nieuwsgierig»: is finding out, so answers less.
MARKS = ("<!-- golden -->", "<!-- /golden -->")


@dataclass(frozen=True)
class Answer:
    """`ndcg`: 1 when nobody better was left behind, counted over the first ten; None when nobody could answer."""

    text: str
    sort: str
    ndcg: float | None
    found: int


class Query(TypedDict):
    """A question with what it is about: topics with their grade, and whom or which school it names."""

    text: str
    sort: str
    topics: NotRequired[dict[str, int]]
    groups: NotRequired[list[str]]
    person: NotRequired[str]
    school: NotRequired[str]


def queries() -> list[Query]:
    asked: list[Query] = tomllib.loads(QUERIES.read_text())["query"]
    return asked


def grades(query: Query) -> dict[int, int]:
    """Member → grade, from the claims themselves and never from what the finder keeps of them."""
    from expertise.claims.models import ExpertiseClaim

    asked = query.get("topics", {})
    of_member: dict[int, int] = defaultdict(int)
    claims = ExpertiseClaim.objects.shown_to_members().select_related("topic", "member")
    if school := query.get("school"):
        claims = claims.filter(member__appointments__organisation__name__contains=school)
    person = query.get("person", "")
    for claim in claims:
        if person and claim.member.get_full_name() != person:
            continue
        grade = asked.get(claim.topic.name, 0) if asked else 3
        wanted = set(query.get("groups", ()))
        if grade > 1 and wanted and claim.year_groups and not wanted & set(claim.year_groups):
            grade -= 1
        if grade > 1 and asked and claim.level == ClaimLevel.CURIOUS:
            grade -= 1
        of_member[claim.member_id] = max(of_member[claim.member_id], grade)
    return {member: grade for member, grade in of_member.items() if grade}


def gain(ordered: list[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ordered[:FIRST]))


def answer(query: Query, day: dt.date) -> Answer:
    from expertise.finding.facets import Filters
    from expertise.finding.find import find
    from expertise.finding.question import understand

    judged = grades(query)
    hits = find(understand(query["text"]), Filters(), day=day).hits
    best = gain(sorted(judged.values(), reverse=True))
    ndcg = gain([judged.get(hit.member, 0) for hit in hits]) / best if best else None
    return Answer(query["text"], query["sort"], ndcg, len(hits))


def measure(day: dt.date | None = None) -> list[Answer]:
    """Against the network in the database, which is that of the demo."""
    from django.utils import timezone

    return [answer(query, day or timezone.localdate()) for query in queries()]


def mean(answers: list[Answer]) -> float:
    scores = [a.ndcg for a in answers if a.ndcg is not None]
    return sum(scores) / len(scores)


def empty(answers: list[Answer]) -> float:
    return sum(not a.found for a in answers) / len(answers)


def report(answers: list[Answer]) -> str:
    by_sort: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_sort[one.sort].append(one)
    lines = ["| sort of question | questions | nDCG@10 | nobody found |", "| --- | ---: | ---: | ---: |"]
    for sort, some in [*by_sort.items(), ("**all** (goals ≥ 0.85, ≤ 5 %)", answers)]:
        lines.append(f"| {sort} | {len(some)} | {mean(some):.3f} | {sum(not a.found for a in some)} |")
    weak = sorted((a for a in answers if (a.ndcg or 0) < 0.8), key=lambda a: a.ndcg or 0)
    lines += ["", "Below 0.8: " + ("; ".join(f"«{a.text}» {a.ndcg or 0:.2f}" for a in weak) or "none") + "."]
    return "\n".join(lines)


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
            answers = measure()
    print(report(answers), flush=True)
    if options.write:
        write(report(answers))
    if mean(answers) < GOAL or empty(answers) > MOST_EMPTY:
        sys.exit("the finder answers worse than it may")


if __name__ == "__main__":
    main()
