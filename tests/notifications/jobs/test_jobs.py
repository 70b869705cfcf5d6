"""What the worker does by the clock is kept: when, how long, where it broke; and who may asks for it by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from celery import current_app
from celery.signals import task_failure, task_prerun, task_success
from django.conf import settings
from django.db import connection

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.trail.sentences import tell_event
from knowledge_network.notifications.jobs import actions, queries
from knowledge_network.notifications.jobs.enums import JobName
from knowledge_network.notifications.jobs.models import Job
from knowledge_network.notifications.outbox import planner
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
HOURLY, NIGHTLY, HALF_A_MINUTE = JobName.ERASE_DUE, JobName.REBUILD_INDEX, JobName.DELIVER_MAIL


def break_down() -> None:
    raise ValueError("anna@example.org wil niet meer")


def failure() -> BaseException:
    try:
        break_down()
    except ValueError as error:
        return error
    raise AssertionError


def test_every_job_of_the_schedule_has_a_name_in_words():
    """A job that comes to the schedule comes to the page."""
    assert {str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()} == set(JobName.values)
    current_app.loader.import_default_modules()
    assert set(JobName.values) <= set(current_app.tasks)


def test_a_job_that_breaks_says_where_and_never_what():
    actions.note_failure(NIGHTLY, failure(), now=NOW)
    actions.note_failure(NIGHTLY, failure(), now=NOW)
    job = Job.objects.get()
    assert (job.failed_in_a_row, job.failed_at, job.finished_at) == (2, NOW, None)
    assert job.trouble.startswith("ValueError in tests/notifications/jobs/test_jobs.py, line ")
    assert "anna" not in job.trouble


def test_a_job_that_works_again_is_no_longer_in_trouble():
    actions.note_failure(NIGHTLY, failure(), now=NOW)
    actions.note_success(NIGHTLY, seconds=1.5, now=NOW + dt.timedelta(days=1))
    job = Job.objects.get()
    assert (job.failed_in_a_row, job.trouble, job.seconds, job.is_failing) == (0, "", 1.5, False)


@pytest.mark.parametrize(
    ("name", "silent_for", "late"),
    [
        (HALF_A_MINUTE, dt.timedelta(minutes=5), False),
        (HALF_A_MINUTE, dt.timedelta(minutes=6), True),
        (HOURLY, dt.timedelta(minutes=119), False),
        (HOURLY, dt.timedelta(minutes=121), True),
        (NIGHTLY, dt.timedelta(hours=24, minutes=59), False),
        (NIGHTLY, dt.timedelta(hours=25, minutes=1), True),
    ],
)
def test_a_job_is_late_when_its_turn_went_by(name, silent_for, late):
    actions.note_success(name, now=NOW - silent_for)
    assert {job.name: job.is_late for job in queries.list_jobs(NOW)}[name] is late


def test_what_needs_a_hand_stands_first(django_assert_num_queries):
    actions.note_success(HOURLY, now=NOW - dt.timedelta(days=3))
    actions.note_failure(NIGHTLY, failure(), now=NOW)
    with django_assert_num_queries(1):
        jobs = queries.list_jobs(NOW)
    assert [job.name for job in jobs[:2]] == [NIGHTLY, HOURLY]
    assert len(jobs) == len(JobName.values)
    assert queries.find_last_sign() == NOW


def test_a_plan_that_fails_is_kept_until_it_works(monkeypatch):
    broken = True

    def plan(now: dt.datetime) -> int:
        if broken:
            break_down()
        return 0

    monkeypatch.setattr(planner, "_planners", {"reminders": plan, "others": lambda now: 1})
    assert planner.plan_due(NOW) == {"reminders": 0, "others": 1}
    (failing,) = queries.list_failing_plans()
    assert (failing.name, failing.failed_in_a_row) == ("plan:reminders", 1)
    broken = False
    planner.plan_due(NOW)
    assert queries.list_failing_plans() == []
    assert queries.find_last_sign() is None, "a plan is no sign of life of a worker: a command makes plans too"


@dataclass(frozen=True)
class Request:
    id: str = "1"
    is_eager: bool = False


@dataclass(frozen=True)
class FakeTask:
    name: str
    request: Request = Request()


def test_celery_tells_how_it_went():
    task = FakeTask(HOURLY)
    task_prerun.send(sender=task, task_id="1", task=task)
    task_success.send(sender=task, result=None)
    assert Job.objects.get(name=HOURLY).seconds is not None
    task_failure.send(sender=task, task_id="1", exception=failure())
    assert Job.objects.get(name=HOURLY).is_failing


@pytest.mark.parametrize("task", [FakeTask(HOURLY, Request(is_eager=True)), FakeTask("another.task")])
def test_what_no_worker_did_by_the_schedule_is_no_sign_of_life(task):
    task_prerun.send(sender=task, task_id="1", task=task)
    task_success.send(sender=task, result=None)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_went_well_does_not_fail_because_nobody_could_write_it_down():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notifications_job RENAME TO notifications_job_away")
    try:
        task = FakeTask(HOURLY)
        assert [outcome for _receiver, outcome in task_success.send(sender=task, result=None)] == [None]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE notifications_job_away RENAME TO notifications_job")


def test_a_job_that_is_asked_for_is_in_the_logbook_in_words(monkeypatch):
    asked = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: asked.append((name, options)))
    by = MemberFactory(given_name="Ada", infix="", family_name="Beheer")
    actions.run_job(name=NIGHTLY, by=by)
    assert asked == [(NIGHTLY, {"retry": False, "ignore_result": True})]
    told = tell_event(AuditEvent.objects.get(verb="notifications.job_asked")).text
    assert "Zoekindex herstellen" in told
    assert NIGHTLY not in told


@pytest.mark.parametrize("name", ["groups.erase_everything", "", "notifications.deliver_mail\x00"])
def test_only_a_job_of_the_schedule_can_be_asked_for(name):
    with pytest.raises(RefusedError):
        actions.run_job(name=name, by=MemberFactory())
    assert not AuditEvent.objects.filter(verb="notifications.job_asked").exists()


def test_a_queue_that_is_away_says_so(monkeypatch):
    def refuse(name: str, **options: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(current_app, "send_task", refuse)
    with pytest.raises(RefusedError, match="wachtrij"):
        actions.run_job(name=NIGHTLY, by=MemberFactory())
