"""Two published months of a made-up network together, worked out by linear programming: nobody comes out of it."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from expertise.products.models import ProductUse
from knowledge_network.figures import actions, measures
from knowledge_network.figures.cells import Partition
from knowledge_network.figures.models import CountedPlace, PublishedFigure
from knowledge_network.figures.periods import Period, list_periods
from knowledge_network.figures.tables import BY_CODE
from plg.records.models import ReturnToSchool
from tests import factories as f
from tests.figures.oracle import Knowledge
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = pytest.mark.django_db

MONTHS = (dt.date(2026, 10, 31), dt.date(2026, 11, 30))
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


def two_months_of(seed: int) -> None:
    source = random.Random(seed)
    staff = []
    for board in (f.BoardFactory(), f.BoardFactory()):
        for _school in range(2):
            site = f.SiteFactory(school__board=board)
            staff += [f.MemberFactory(site=site) for _person in range(source.randrange(3, 14))]
    group = f.GroupFactory(contact_person=staff[0])
    product = f.KnowledgeProductFactory(contact_person=staff[0])
    for day in ("2026-10-06", "2026-11-10"):
        at = moment(f"{day}T15:30")
        meeting = planned(group, at, attendance_confirmed_at=at + dt.timedelta(days=1))
        for member in source.sample(staff, source.randrange(len(staff))):
            attended(meeting, member, minutes=source.randrange(30, 240))
            if source.random() < 0.5:
                back = dt.date.fromisoformat(day)
                ReturnToSchool.objects.create(member=member, what="Iets", audience="team", happened_on=back)
        for member in source.sample(staff, 5):
            ProductUse.objects.get_or_create(
                product=product, member=member, defaults={"used_on": dt.date.fromisoformat(day)}
            )
    for until in MONTHS:
        actions.publish_snapshot(until=until, by=None, at=moment("2026-12-02T05:00"))


def what_everybody_knows() -> Knowledge:
    """The published cells of both months, who works where, and what is a part of what."""
    knowledge = Knowledge()
    counted = CountedPlace.objects.filter(school_year=2026)
    partition = Partition(dict(counted.values_list("place_id", "cell_id")))
    for until in MONTHS:
        at_work = measures.people_at_work(Period(2026, until), students=False)
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
        knowledge.order += [((code, cell, MONTHS[0]), (code, cell, MONTHS[1])) for cell in partition.cells]
    for row in PublishedFigure.objects.filter(code__in=TOLD, until__in=MONTHS):
        knowledge.show((row.code, row.unit_id, row.until), float(row.least), float(row.most))
    return knowledge


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_two_published_months_together_betray_nobody(seed):
    """Published figures cannot be taken away again, so each made-up network is a test of its own."""
    two_months_of(seed)
    assert what_everybody_knows().leaks() == []


def test_one_exact_total_beside_them_is_found():
    two_months_of(1)
    knowledge = what_everybody_knows()
    assert knowledge.leaks() == []
    key = ("P1.attended", "network", MONTHS[0])
    truth = sum(measures.count_by_place("P1.attended", Period(2026, MONTHS[0])).values())
    knowledge.show(key, truth, truth)
    assert any("network" in leak for leak in knowledge.leaks())


def test_periods_of_two_months_share_the_years_that_are_over():
    shared = set(list_periods(MONTHS[0])) & set(list_periods(MONTHS[1]))
    assert {period.year for period in shared} == {2024, 2025}
