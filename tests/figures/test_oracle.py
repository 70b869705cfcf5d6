"""Two published months of a made-up network together, worked out by linear programming: nobody comes out of it."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from expertise.products.models import ProductUse
from knowledge_network.figures import actions, measures
from knowledge_network.figures.periods import Period, list_periods
from knowledge_network.figures.tables import TABLES
from plg.records.models import ReturnToSchool
from tests import factories as f
from tests.figures.knowledge import TOLD, what_everybody_knows
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = pytest.mark.django_db

MONTHS = (dt.date(2026, 10, 31), dt.date(2026, 11, 30))


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


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_two_published_months_together_betray_nobody(seed):
    """Published figures cannot be taken away again, so each made-up network is a test of its own."""
    two_months_of(seed)
    assert what_everybody_knows(list(MONTHS)).leaks() == []


def test_one_exact_total_beside_them_is_found():
    two_months_of(1)
    knowledge = what_everybody_knows(list(MONTHS))
    assert knowledge.leaks() == []
    key = ("P1.attended", "network", MONTHS[0])
    truth = sum(measures.count_by_place("P1.attended", Period(2026, MONTHS[0])).values())
    knowledge.show(key, truth, truth)
    assert any("network" in leak for leak in knowledge.leaks())


def test_periods_of_two_months_share_the_years_that_are_over():
    shared = set(list_periods(MONTHS[0])) & set(list_periods(MONTHS[1]))
    assert {period.year for period in shared} == {2024, 2025}


def test_the_oracle_knows_every_published_table_of_people():
    assert {table.code for table in TABLES if table.of_people} <= set(TOLD)
