"""Learning across boundaries over time: one's own line is one's own, that of a group holds what was shared with it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plg.records.enums import Mechanism, ReturnAudience
from plg.records.models import ReturnToSchool
from plg.records.presenters.crossings import draw_crossings, find_quarter
from tests import factories as f
from tests.pages import Page

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
TODAY = dt.date(2026, 11, 24)


def take(member, group=None, mechanism=Mechanism.REFLECTION, day=TODAY, **fields):
    return ReturnToSchool.objects.create(
        member=member,
        group=group,
        what="Eerst stil zijn.",
        audience=ReturnAudience.CLASS,
        happened_on=day,
        mechanism=mechanism,
        **fields,
    )


def client_of(member):
    client = Client()
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("day", "same"),
    [("2026-08-01", "2026-10-31"), ("2026-11-01", "2027-01-31"), ("2027-02-01", "2027-04-30")],
)
def test_quarters_are_those_of_a_school_year(day, same):
    first, last = dt.date.fromisoformat(day), dt.date.fromisoformat(same)
    assert find_quarter(first) == find_quarter(last) == find_quarter(first - dt.timedelta(days=1)) + 1


@pytest.mark.django_db
@pytest.mark.clock
def test_each_mechanism_has_its_own_line_and_the_table_says_the_same(client):
    member = f.MemberFactory()
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False):
        take(member)
        take(member, mechanism=Mechanism.COORDINATION, day=dt.date(2026, 10, 31))
        take(member, mechanism="", day=dt.date(2026, 9, 1))
        take(member, day=dt.date(2024, 10, 31))
        page = client_of(member).get(reverse("plg:my_crossings"))
    shown = page.context["shown"]
    assert (shown.said, shown.unsaid) == (2, 1)
    assert [lane.cells[-2:] for lane in shown.lanes] == [(0, 0), (1, 0), (0, 1), (0, 0)]
    rows = Page(page).all("tbody tr")
    assert [[int(cell.words) for cell in row.all("td")] for row in rows] == [list(lane.cells) for lane in shown.lanes]


@pytest.mark.django_db
def test_a_group_sees_what_its_members_share_and_no_name(client):
    group = f.GroupFactory()
    mine, other = (f.GroupMembershipFactory(group=group).member for _number in range(2))
    today = timezone.localdate()
    take(mine, group, day=today)
    take(other, group, day=today, shared_with_group=False)
    take(other, day=today)
    gone = take(other, group, day=today)
    ReturnToSchool.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    page = client_of(mine).get(reverse("plg:space_crossings", args=[group.slug]))
    assert page.context["shown"].said == 1
    assert other.get_full_name() not in page.text
    runs = f.NetworkRoleFactory().member
    assert client_of(runs).get(reverse("plg:space_crossings", args=[group.slug])).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_the_line_costs_the_same_whatever_was_taken_home(django_assert_num_queries, item_count):
    member = f.MemberFactory()
    for number in range(item_count):
        take(member, day=timezone.localdate() - dt.timedelta(days=number))
    with django_assert_num_queries(1):
        draw_crossings(ReturnToSchool.objects.filter(member=member), timezone.localdate())
