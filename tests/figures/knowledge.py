"""All that is published of two months, with what everybody knows besides; `tests.figures.oracle` works it out."""

from __future__ import annotations

import datetime as dt

from knowledge_network.figures import measures
from knowledge_network.figures.cells import REST, Partition
from knowledge_network.figures.models import CountedPlace, PublishedFigure
from knowledge_network.figures.periods import Period
from knowledge_network.figures.tables import BY_CODE
from knowledge_network.school_year.calendar import find_school_year
from tests.figures.oracle import Knowledge

TOLD = (
    "P1.attended",
    "P1.students",
    "P3.attended",
    "P3.invited",
    "H1.quarters",
    "T1.attended",
    "T1.returned",
    "T2.returned",
    "T2.applied",
    "P4.before",
    "P4.stayed",
    "T3.used",
    "F1.tellers",
)
# The first is never more than the second, of whatever cell.
NESTED = (
    ("T2.applied", "T2.returned"),
    ("P4.stayed", "P4.before"),
    ("T1.returned", "T1.attended"),
    ("T1.attended", "P1.attended"),
    ("P1.attended", "P3.attended"),
    ("P3.attended", "P3.invited"),
    ("T1.returned", "T2.returned"),
)
GROW = ("P1.attended", "P3.attended", "P3.invited", "H1.quarters", "T2.returned", "T3.used")


def what_everybody_knows(months: list[dt.date]) -> Knowledge:
    """The published cells of two months of a school year, who works where, and what is a part of what."""
    knowledge = Knowledge()
    year = find_school_year(months[0])
    counted = CountedPlace.objects.filter(school_year=year)
    partition = Partition(dict(counted.values_list("place_id", "cell_id")))
    for until in months:
        at_work = {who: measures.people_at_work(Period(year, until), students=who) for who in (False, True)}
        most = {who: partition.gather(people) for who, people in at_work.items()}
        for code in TOLD:
            table = BY_CODE[code]
            keys = []
            for cell in [REST] if table.of_whole else partition.cells:
                keys.append((code, cell, until))
                who = table.students
                limit = sum(at_work[who].values()) if table.of_whole else most[who].get(cell, 0)
                knowledge.count(keys[-1], limit if table.of_people else None, table.width)
            knowledge.count((code, "network", until), None, table.width)
            knowledge.sums.append(((code, "network", until), tuple(keys)))
        for a, b in NESTED:
            alike = not (BY_CODE[a].of_whole or BY_CODE[b].of_whole)
            parts = [*partition.cells, "network"] if alike else ["network"]
            knowledge.order += [((a, part, until), (b, part, until)) for part in parts]
    for code in GROW:
        parts = [REST] if BY_CODE[code].of_whole else partition.cells
        knowledge.order += [((code, part, months[0]), (code, part, months[1])) for part in parts]
    for row in PublishedFigure.objects.filter(code__in=TOLD, until__in=months):
        knowledge.show((row.code, row.unit_id, row.until), float(row.least), float(row.most))
    return knowledge
