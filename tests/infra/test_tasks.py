"""What Celery must and must not do."""

import signal
import subprocess
import sys

import pytest
from celery import shared_task
from django.conf import settings

from knowledge_network.celery import app
from scripts.embedded import Valkey
from tests.infra.running import ROOT, environment, wait_for

RAN = []


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


def test_the_scheduler_touches_its_sign_of_life(tmp_path, monkeypatch):
    from knowledge_network.kit.beat import LONGEST_PAUSE, WatchedScheduler

    heartbeat = tmp_path / "beat"
    monkeypatch.setenv("BEAT_HEARTBEAT", str(heartbeat))
    scheduler = WatchedScheduler(app=app, lazy=True)
    assert scheduler.tick() <= LONGEST_PAUSE
    wait_for(heartbeat.exists, seconds=1)
