"""Planners may run twice, side by side and late: the same is planned once, and one that fails stops no other."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from knowledge_network.notifications.events import actions
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import planner, rhythm, tasks
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import MemberFactory
from tests.notifications.calendars import Weekdays

pytestmark = pytest.mark.clock

# A Tuesday, eleven o'clock.
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


@pytest.fixture
def planners(monkeypatch):
    monkeypatch.setattr(planner, "_planners", {})
    return planner._planners


@pytest.mark.django_db
def test_one_that_fails_is_logged_and_undone_and_the_next_still_runs(planners):
    def fails(now):
        MemberFactory()
        Notice.objects.create(member=MemberFactory(), kind="k", key="of the failing planner")
        raise ValueError

    planner.register_planner("fails", fails)
    planner.register_planner("works", lambda now: 3)
    assert planner.plan_due(NOW) == {"fails": 0, "works": 3}
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_the_task_and_the_command_plan_alike(planners):
    moments = []
    planner.register_planner("asks", lambda now: moments.append(now) or 0)
    tasks.plan_mail()
    call_command("plan")
    assert len(moments) == 2
    assert all(abs(moment - timezone.now()) < dt.timedelta(minutes=1) for moment in moments)


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_plan_the_same_once(make_kind, monkeypatch):
    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Weekdays())
    actions.notify(make_kind(), to=MemberFactory.create_batch(20), key="test.thing:1", at=NOW)
    start, planned = threading.Barrier(2), []

    def run():
        try:
            start.wait(timeout=60)
            planned.append(planner.plan_due(NOW + dt.timedelta(minutes=11))["bundles"])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(planned) == [0, 20]
    assert Delivery.objects.count() == 20


@pytest.mark.django_db
def test_a_run_that_never_happened_is_made_up_for(make_kind, monkeypatch):
    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Weekdays())
    actions.notify(make_kind(), to=[MemberFactory()], key="test.thing:1", at=NOW)
    late = NOW + dt.timedelta(hours=3)
    assert planner.plan_due(late)["bundles"] == 1
    assert planner.plan_due(NOW + dt.timedelta(minutes=20))["bundles"] == 0, "a clock that was set back"


@pytest.mark.django_db
def test_planning_again_and_planning_what_yesterday_planned_adds_nothing(make_kind, monkeypatch):
    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Weekdays())
    actions.notify(make_kind(), to=MemberFactory.create_batch(3), key="test.thing:1", at=NOW)
    first, second = NOW + dt.timedelta(hours=1), NOW + dt.timedelta(days=1, hours=1)
    planner.plan_due(first)
    planner.plan_due(second)
    planned = set(Delivery.objects.values_list("key", flat=True))
    assert planned
    for moment in (first, second, first, NOW):
        assert sum(planner.plan_due(moment).values()) == 0
    assert set(Delivery.objects.values_list("key", flat=True)) == planned
