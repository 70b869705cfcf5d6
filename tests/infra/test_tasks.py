"""What Celery must and must not do."""

import datetime as dt
import os
import signal
import subprocess
import sys

import pytest
from celery import shared_task
from celery.schedules import schedule
from django.conf import settings
from kombu.exceptions import OperationalError

from knowledge_network.celery import app
from knowledge_network.kit.beat import LONGEST_PAUSE, WatchedScheduler
from knowledge_network.schedule import QUEUES
from scripts.embedded import Valkey
from tests.infra.running import ROOT, environment, wait_for

RAN = []
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@shared_task(name="tests.note")
def note(*, word: str) -> None:
    RAN.append(word)


def deliver(word, *, redelivered):
    RAN.clear()
    note.apply(kwargs={"word": word}, delivery_info={"redelivered": redelivered} if redelivered else None)
    return list(RAN)


def test_a_task_runs():
    assert deliver("hello", redelivered=False) == ["hello"]


def test_a_task_that_lost_its_worker_is_not_run_again(monkeypatch):
    RAN.clear()
    note.push_request(delivery_info={"redelivered": True}, kwargs={"word": "again"})
    try:
        assert note(word="again") is None
    finally:
        note.pop_request()
    assert RAN == []


def test_lost_and_repeated_messages_are_harmless_by_configuration():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result


def test_a_worker_never_keeps_a_message_longer_than_the_broker_waits():
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT


PUBLISH = """
import sys, time
import django; django.setup()
from knowledge_network.celery import app
started = time.monotonic()
try:
    app.send_task("tests.note", kwargs={"word": "x"})
    outcome = "published"
except Exception:
    outcome = "refused"
print(outcome, time.monotonic() - started)
"""


@pytest.mark.real_clock(reason="what publishes is a process of its own, frozen or without its server")
@pytest.mark.parametrize(("state", "outcome"), [("working", "published"), ("gone", "refused"), ("frozen", "refused")])
def test_publishing_never_keeps_a_request_waiting(tmp_path, state, outcome):
    server = Valkey("Valkey", tmp_path / "valkey.log", password="secret")
    server.start()
    variables = environment(database_url="postgresql://none@127.0.0.1:1/none", redis_url=server.url(), folder=tmp_path)
    variables["DJANGO_SETTINGS_MODULE"] = "knowledge_network.settings"
    if state == "frozen":
        server.process.send_signal(signal.SIGSTOP)
    elif state == "gone":
        server.process.kill()
        server.process.wait()
    try:
        done = subprocess.run([sys.executable, "-c", PUBLISH], cwd=ROOT, env=variables, capture_output=True, text=True)
    finally:
        server.process.kill()
        server.stop()
    found, seconds = done.stdout.split()
    assert (found, float(seconds) < 1.5) == (outcome, True), done.stdout


def test_every_tick_of_the_schedule_names_a_task_that_exists():
    app.loader.import_default_modules()
    missing = [tick["task"] for tick in settings.CELERY_BEAT_SCHEDULE.values() if tick["task"] not in app.tasks]
    assert missing == []


def queues_of(service, folder, **variables):
    """What a worker would be told to take."""
    program = folder / "celery"
    program.write_text('#!/bin/sh\nwhile [ "$1" != --queues ]; do shift; done; echo "$2"\n')
    program.chmod(0o755)
    script = (ROOT / "scripts" / "service.sh").read_text().replace('PATH="$PWD/.venv/bin:$PATH"', ":")
    (folder / "scripts").mkdir(exist_ok=True)
    (folder / "scripts" / "service.sh").write_text(script)
    path = {"PATH": f"{folder}:{os.environ['PATH']}"}
    command = ["sh", str(folder / "scripts" / "service.sh"), service]
    return subprocess.run(command, env=path | variables, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.real_clock(reason="what a worker is told is asked of the script that starts it")
def test_a_worker_takes_all_but_films_unless_it_is_told_otherwise(tmp_path):
    assert set(queues_of("worker", tmp_path).split(",")) == set(QUEUES) - {"films"}
    assert set(queues_of("worker", tmp_path, WORKER_QUEUES="celery,films").split(",")) == set(QUEUES)
    assert queues_of("worker", tmp_path, WORKER_QUEUES="rest,mail") == "celery,mail"
    assert queues_of("heavy", tmp_path) == "imports,nightly"
    assert queues_of("films", tmp_path) == "films"


def test_mail_waits_behind_nothing_that_takes_long():
    app.loader.import_default_modules()
    routes = settings.CELERY_TASK_ROUTES
    assert {route["queue"] for route in routes.values()} == set(QUEUES) - {"celery"}
    assert [task for task, route in routes.items() if route["queue"] == "mail"] == [
        "notifications.deliver_mail", "notifications.plan_mail",
    ]  # fmt: skip
    assert routes["search.rebuild"] == routes["figures.publish_due"] == {"queue": "nightly"}
    assert set(routes) <= set(app.tasks)


def test_the_scheduler_touches_its_sign_of_life(tmp_path, monkeypatch):
    heartbeat = tmp_path / "beat"
    monkeypatch.setenv("BEAT_HEARTBEAT", str(heartbeat))
    scheduler = WatchedScheduler(app=app, lazy=True)
    assert scheduler.tick() <= LONGEST_PAUSE
    wait_for(heartbeat.exists, seconds=1)


def test_a_worker_and_beat_never_pause_long_between_two_tries_to_connect(monkeypatch):
    """However long the broker was away; Celery's own pauses grow to half a minute."""
    pauses = []
    connection = app.connection_for_write()
    monkeypatch.setattr(connection, "_connection_factory", lambda: (_ for _ in ()).throw(OSError("away")))
    monkeypatch.setattr("kombu.utils.functional.sleep", lambda _seconds: None)
    with pytest.raises(OperationalError):
        connection.ensure_connection(lambda _error, pause: pauses.append(pause), 20)
    assert len(pauses) == 20
    assert 1 <= max(pauses) <= 4


@pytest.fixture
def scheduler(monkeypatch):
    """Beat with two entries that are due, and a broker that can be away."""
    scheduler = WatchedScheduler(app=app, lazy=True)
    scheduler.schedule = {
        name: scheduler.Entry(name=name, task="tests.note", schedule=schedule(3600), app=app, last_run_at=LONG_AGO)
        for name in ("one", "two")
    }
    scheduler.sent, scheduler.away, scheduler.tries = [], True, 0
    # Not `setattr`: that would first read the old one, which connects to a broker and waits for it.
    monkeypatch.setitem(scheduler.__dict__, "producer", None)

    def publish(*args, **kwargs):
        scheduler.tries += 1
        if scheduler.away:
            raise OperationalError("away")
        scheduler.sent.append(1)

    monkeypatch.setattr(note, "apply_async", publish)
    return scheduler


def test_beat_makes_up_once_for_what_it_could_not_send(scheduler):
    pauses = [scheduler.tick() for _ in range(5)]
    assert sorted(scheduler.unsent) == ["one", "two"]
    assert 0 < pauses[-1] <= 4
    tries = scheduler.tries
    scheduler.tick()
    assert scheduler.tries == tries + 1, "one try shows that the broker is still away"
    scheduler.away = False
    for _ in range(3):
        scheduler.tick()
    assert scheduler.sent == [1, 1]
    assert scheduler.unsent == {}
    assert scheduler.tick() > 4
