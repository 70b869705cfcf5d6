"""What somebody learned in a school year, as their own page shows it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Sum

from knowledge_network.members.people.models import Member
from plg.learning.enums import LearnedWith
from plg.learning.models import LearnedLine
from plg.records.hours import as_hours, quarters, span_year


@dataclass(frozen=True)
class WithWhom:
    label: str
    count: int


@dataclass(frozen=True)
class YearOfLearning:
    """One's own year: how many lines, how many of them count, for how long, and with whom."""

    label: str
    line_count: int
    counted: int
    hours: str
    with_whom: list[WithWhom]


def build_year(member: Member, start: dt.date) -> YearOfLearning:
    """Two queries."""
    first, last = span_year(start)
    rows = LearnedLine.objects.filter(member=member, happened_on__range=(first, last))
    found = Counter(dict(rows.order_by().values_list("learned_with").annotate(n=Count("pk"))))
    counted = rows.filter(counts=True).aggregate(n=Count("pk"), minutes=Sum("minutes"))
    return YearOfLearning(
        label=f"{start.year}-{start.year + 1}",
        line_count=found.total(),
        counted=counted["n"],
        hours=f"{as_hours(quarters(counted['minutes'] or 0)).normalize():f}",
        with_whom=[WithWhom(str(kind.label), found[kind]) for kind in LearnedWith if found[kind]],
    )
