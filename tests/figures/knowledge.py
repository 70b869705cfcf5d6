"""All that is published of two months, with what everybody knows besides; `tests.figures.oracle` works it out."""

from __future__ import annotations

import datetime as dt

from knowledge_network.figures import measures
from knowledge_network.figures.cells import Partition
from knowledge_network.figures.models import CountedPlace, PublishedFigure
from knowledge_network.figures.periods import Period
from knowledge_network.figures.tables import BY_CODE
from knowledge_network.school_year.calendar import find_school_year
from tests.figures.oracle import Knowledge

TOLD = (
    "P1.attended",
    "P3.attended",
    "P3.invited",
    "H1.quarters",
    "T1.attended",
    "T1.returned",
    "T2.returned",
    "T3.used",
)
# The first is never more than the second, of whatever cell.
NESTED = (
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
        at_work = measures.people_at_work(Period(year, until), students=False)
        most = partition.gather(at_work)
        for code in TOLD:
            table = BY_CODE[code]
            keys = []
            for cell in partition.cells:
                keys.append((code, cell, until))
                knowledge.count(keys[-1], most.get(cell, 0) if table.of_people else None, table.width)
            knowledge.count((code, "network", until), None, table.width)
            knowledge.sums.append(((code, "network", until), tuple(keys)))
        knowledge.order += [((a, cell, until), (b, cell, until)) for a, b in NESTED for cell in partition.cells]
    for code in GROW:
        knowledge.order += [((code, cell, months[0]), (code, cell, months[1])) for cell in partition.cells]
    for row in PublishedFigure.objects.filter(code__in=TOLD, until__in=months):
        knowledge.show((row.code, row.unit_id, row.until), float(row.least), float(row.most))
    return knowledge
