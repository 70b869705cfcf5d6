"""Figures are published once a month, once, and then never change."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from knowledge_network.figures import actions
from knowledge_network.figures.models import CountedPlace, PublishedFigure, Snapshot
from knowledge_network.figures.queries import read_published
from knowledge_network.figures.tables import CODES
from knowledge_network.figures.tasks import publish_due
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.people.models import Appointment
from tests import factories as f
from tests.emptying import empty
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = dt.date(2026, 10, 31), dt.date(2026, 11, 30)
LATER = moment("2026-12-02T05:00")


def came_together(site, people: int, of: int, day: str = "2026-10-06T15:30"):
    """A confirmed meeting with some of the people of a school."""
    group = f.GroupFactory(contact_person=f.MemberFactory(site=None))
    staff = [f.MemberFactory(site=site) for _person in range(of)]
    meeting = planned(group, moment(day), attendance_confirmed_at=moment(day) + dt.timedelta(days=1))
    for member in staff[:people]:
        attended(meeting, member)
    return staff


def told(code, unit, until=OCTOBER):
    cell = read_published([unit.pk] if unit else []).cell(code, unit.pk if unit else None, until)
    return (int(cell.least), int(cell.most)) if cell else None


def test_a_large_school_gets_its_band_and_a_small_one_that_of_its_board():
    board = f.BoardFactory()
    large, small = f.SiteFactory(school__board=board), f.SiteFactory(school__board=board)
    came_together(large, 6, of=20)
    came_together(small, 2, of=4)
    other = f.SiteFactory(school__board=board)
    came_together(other, 4, of=6)
    actions.publish_snapshot(until=OCTOBER, by=None, at=LATER)
    assert told("P1.attended", large) == (5, 9)
    assert told("P1.attended", small) is None
    assert told("P1.attended", board) == (5, 10)
    # Two hours each: 48 quarters, in bands of twenty.
    assert told("H1.quarters", large) == (40, 59)


def test_what_is_behind_fewer_than_five_people_is_not_told():
    site = f.SiteFactory()
    came_together(site, 4, of=20)
    actions.publish_snapshot(until=OCTOBER, by=None, at=LATER)
    assert told("P1.attended", site) == (0, 4)
    assert told("H1.quarters", site) is None


def test_a_month_is_published_once_and_never_changes():
    site = f.SiteFactory()
    came_together(site, 6, of=20)
    assert actions.publish_snapshot(until=OCTOBER, by=None, at=LATER)
    assert actions.publish_snapshot(until=OCTOBER, by=None, at=LATER) is None
    cell = PublishedFigure.objects.filter(code="P1.attended", unit=site).first()
    for write in (
        lambda: PublishedFigure.objects.filter(pk=cell.pk).update(least=1),
        cell.delete,
        lambda: Snapshot.objects.update(published_at=timezone.now()),
        lambda: connection.cursor().execute("DELETE FROM figures_publishedfigure"),
        *(partial(empty, model) for model in (PublishedFigure, Snapshot, CountedPlace)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_cell_that_was_told_is_told_again_as_it_was():
    """Somebody who is written down later changes no month that was published."""
    site = f.SiteFactory()
    came_together(site, 4, of=20)
    actions.publish_snapshot(until=OCTOBER, by=None, at=LATER)
    came_together(site, 3, of=3, day="2026-10-07T15:30")
    actions.publish_snapshot(until=NOVEMBER, by=None, at=LATER)
    assert told("P1.attended", site, NOVEMBER) == (5, 9)
    assert PublishedFigure.objects.get(code="P1.attended", unit=site, until=OCTOBER).most == 4


def test_only_a_month_that_is_over_is_published():
    with pytest.raises(RefusedError):
        actions.publish_snapshot(until=NOVEMBER, by=None, at=moment("2026-11-30T23:00"))
    assert not Snapshot.objects.exists()


def test_nothing_is_published_that_is_not_in_the_list():
    came_together(f.SiteFactory(), 12, of=20)
    actions.publish_snapshot(until=OCTOBER, by=None, at=LATER)
    assert set(PublishedFigure.objects.values_list("code", flat=True)) <= CODES


@pytest.mark.clock
def test_the_clock_and_the_command_publish_the_last_month_that_is_over(capsys):
    publish_due()
    publish_due()
    call_command("publish_figures")
    last = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    assert Snapshot.objects.get().until == last


def test_a_school_that_comes_under_another_board_is_counted_where_it_was_until_the_year_is_over():
    """Else two months would tell two sums that overlap, and their difference is the school."""
    old, new = f.BoardFactory(), f.BoardFactory()
    small = f.SiteFactory(school__board=old)
    came_together(small, 3, of=5)
    came_together(f.SiteFactory(school__board=old), 4, of=6)
    came_together(f.SiteFactory(school__board=new), 5, of=9)
    came_together(f.SiteFactory(school__board=new), 2, of=6)
    actions.publish_snapshot(until=OCTOBER, by=None, at=LATER)
    assert told("P1.attended", old) == (5, 11)
    merge_board(board=old, into=new, by=None, on=dt.date(2026, 11, 15))
    latecomer = f.SiteFactory(school__board=new)
    actions.publish_snapshot(until=NOVEMBER, by=None, at=LATER)
    assert told("P1.attended", old, NOVEMBER) == (5, 11)
    counted = dict(CountedPlace.objects.filter(school_year=2026).values_list("place_id", "cell_id"))
    assert counted[small.pk] == old.pk
    # A place that came later belongs to the small ones of its board, when these are a cell.
    assert counted[latecomer.pk] is None
    with pytest.raises(IntegrityError), transaction.atomic():
        CountedPlace.objects.filter(place=small, school_year=2026).update(cell=None)


def test_a_part_of_a_year_that_is_published_after_the_whole_has_the_same_cells():
    """The first snapshot tells of a whole year; a later one of its first months, when people were entered anew."""
    site = f.SiteFactory()
    came_together(site, 6, of=20, day="2025-09-09T15:30")
    actions.publish_snapshot(until=dt.date(2026, 7, 31), by=None, at=LATER)
    assert told("P1.attended", site, dt.date(2026, 7, 31)) == (5, 9)
    Appointment.objects.filter(organisation=site).exclude(member__invitations__isnull=False).delete()
    actions.publish_snapshot(until=dt.date(2026, 9, 30), by=None, at=LATER)
    cells = PublishedFigure.objects.filter(code="P1.attended", school_year=2025)
    assert set(cells.values_list("unit_id", flat=True)) <= {site.pk, None}
    assert {row.cell_id for row in CountedPlace.objects.filter(place=site, school_year=2025)} == {site.pk}
