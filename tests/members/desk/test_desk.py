"""What the team says of a thing that waits: who sees to it, until when it is out of sight, or that it is done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from knowledge_network.members.desk.actions import (
    assign_item,
    finish_item,
    forget_old_marks,
    set_item_aside,
    take_item_up,
)
from knowledge_network.members.desk.models import DeskMark
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f

pytestmark = pytest.mark.django_db
ITEM = "dormant:rekenkring"
DAY = dt.timedelta(days=1)


@pytest.fixture
def coordinator():
    return f.NetworkRoleFactory().member


def test_set_aside_is_out_of_sight_until_its_day(coordinator):
    today = timezone.localdate()
    set_item_aside(item=ITEM, until=today + DAY, by=coordinator)
    mark = DeskMark.objects.get()
    assert [mark.is_aside(day) for day in (today, today + DAY)] == [True, False]


def test_what_is_done_stays_out_of_sight_and_can_be_put_back(coordinator):
    finish_item(item=ITEM, by=coordinator)
    assert DeskMark.objects.get().is_aside(timezone.localdate() + 400 * DAY)
    take_item_up(item=ITEM, by=coordinator)
    assert not DeskMark.objects.exists(), "a mark that says nothing is gone"


def test_who_sees_to_it_stays_when_it_is_set_aside_and_put_back(coordinator):
    other = f.NetworkRoleFactory().member
    assign_item(item=ITEM, to=other, by=coordinator)
    set_item_aside(item=ITEM, until=timezone.localdate() + DAY, by=coordinator)
    take_item_up(item=ITEM, by=coordinator)
    assert DeskMark.objects.get().assigned_to == other
    assign_item(item=ITEM, to=None, by=coordinator)
    assert not DeskMark.objects.exists()


def test_each_deed_is_in_the_logbook_without_words_of_what_it_is_about(coordinator):
    finish_item(item=ITEM, by=coordinator)
    event = AuditEvent.objects.get(verb="members.desk_done")
    assert (event.actor, event.object_label) == (coordinator, "")


def test_later_and_done_exclude_each_other():
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskMark.objects.create(item=ITEM, later_until=timezone.localdate(), done_at=timezone.now())


def test_only_who_runs_the_network_sees_marks(coordinator):
    finish_item(item=ITEM, by=coordinator)
    assert DeskMark.objects.visible_to(coordinator).count() == 1
    assert DeskMark.objects.visible_to(f.MemberFactory()).count() == 0


def test_marks_that_nobody_touched_for_a_year_are_forgotten(coordinator):
    finish_item(item=ITEM, by=coordinator)
    now = timezone.now()
    assert forget_old_marks(now=now + 360 * DAY) == 0
    assert forget_old_marks(now=now + 370 * DAY) == 1
