"""Senders die, brokers forget and clocks jump: every mail goes out, and hardly any twice."""

from __future__ import annotations

import datetime as dt
import os
import socket
import threading
import time
from collections import Counter

import pytest
import redis
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from knowledge_network.celery import app
from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import deliver_due, living, plan_mail
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from tests.mail_sink import mail_sink
from tests.notifications.senders import let_leases_lapse, put_in_outbox, sender, storm, wait_until

MAYBE = "may have been sent already"


@pytest.fixture
def sink(settings):
    with mail_sink() as server:
        settings.MAILERS = {"default": server.mailer, "bulk": server.mailer}
        yield server


# Killed


@pytest.mark.real_clock(reason="the sender that is killed is another process, and both read the same leases")
@pytest.mark.django_db(transaction=True)
@pytest.mark.drill(name="mail")
@pytest.mark.parametrize(("mails", "kills"), [pytest.param(120, 2, marks=pytest.mark.in_suite), (400, 4)])
def test_workers_killed_at_random_lose_nothing_and_double_at_most_one_mail_per_kill(sink, mails, kills):
    """At most a tenth of the storm of `python -m benchmarks.mail`."""
    outcome = storm(sink, mails=mails, kills=kills)
    assert outcome.lost == 0
    assert outcome.doubles <= kills
    assert outcome.most_copies <= 2


@pytest.mark.real_clock(reason="the sender that is killed is another process, and both read the same leases")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_most_once", [False, True])
@pytest.mark.parametrize("moment", ["before the 250", "after the 250"])
def test_a_sender_killed_around_the_answer_of_the_server(sink, moment, at_most_once):
    put_in_outbox(1, at_most_once=at_most_once)
    dies = (
        "import os, signal; from knowledge_network.notifications.outbox import sending;"
        "sending._mark_sent = lambda delivery: os.kill(os.getpid(), signal.SIGKILL)"
    )
    sink.delay = 30 if moment == "before the 250" else 0
    with sender(before="" if sink.delay else dies) as process:
        wait_until(lambda: len(sink.mails) == 1)
        if not sink.delay:
            assert process.wait(30) == -9
    sink.delay = 0
    let_leases_lapse()
    wait_until(lambda: deliver_due() or not Delivery.objects.filter(state=DeliveryState.SENDING).exists())
    delivery = Delivery.objects.get()
    if at_most_once:
        assert (delivery.state, delivery.reason, len(sink.mails)) == (DeliveryState.SKIPPED, MAYBE, 1)
    else:
        assert (delivery.state, len(sink.mails)) == (DeliveryState.SENT, 2)
        assert len({mail["Message-ID"] for mail in sink.mails}) == 1


@pytest.mark.real_clock(reason="the sender that is killed is another process, and both read the same leases")
@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_while_the_server_does_not_greet_costs_not_even_an_overview(sink, settings):
    put_in_outbox(1, at_most_once=True)
    sink.greeting_delay = 30
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 60
    with sender():
        wait_until(lambda: sink.greeted == 1)
    sink.greeting_delay = 0
    let_leases_lapse()
    wait_until(lambda: deliver_due() == 1)
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_an_overview_of_which_the_lease_was_lost_is_not_handed_over(sink):
    put_in_outbox(1, at_most_once=True)
    slow = outbox.claim_next()
    let_leases_lapse()
    assert outbox.claim_next() is not None, "somebody else has it now"
    with outbox.sending.Postman() as postman:
        assert outbox.sending._hand_over(postman, slow, outbox.composing.read_composed(slow)) == 0
    assert sink.mails == []


# The clock


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "step", [dt.timedelta(minutes=6), dt.timedelta(hours=3), -dt.timedelta(minutes=40)], ids=["+6min", "+3h", "-40min"]
)
def test_a_clock_that_jumps_doubles_nothing_that_is_on_its_way(sink, step):
    put_in_outbox(3)
    sink.delay = 0.6
    second: list[int] = []

    def run():
        try:
            deliver_due()
        finally:
            connection.close()

    first = threading.Thread(target=run)
    first.start()
    wait_until(lambda: len(sink.mails) == 1)
    with time_machine.travel(timezone.now() + step, tick=True):
        second.append(deliver_due())
        first.join()
    deliver_due()
    assert Counter(mail["To"] for mail in sink.mails) == {f"lid{n}@example.org": 1 for n in range(3)}
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


@pytest.mark.django_db
def test_a_clock_that_went_back_delays_a_mail_by_as_much_and_no_more(sink):
    put_in_outbox(1)
    now = timezone.now()
    with time_machine.travel(now - dt.timedelta(minutes=40), tick=False):
        assert deliver_due() == 0
    with time_machine.travel(now + dt.timedelta(seconds=1), tick=False):
        assert deliver_due() == 1


@pytest.mark.django_db
def test_a_mail_is_taken_from_a_sender_that_lives_but_is_stuck_for_a_day(sink):
    put_in_outbox(1)
    now = timezone.now()
    with living.alive() as number:
        outbox.claim_next(number)
        with time_machine.travel(now + 2 * outbox.LEASE, tick=False):
            assert deliver_due() == 0
        with time_machine.travel(now + 2 * outbox.LEASE + outbox.sending.STUCK, tick=False):
            assert deliver_due() == 1


@pytest.mark.django_db
def test_a_sender_is_known_to_live_until_its_run_ends():
    def lock_is_held(number):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE classid = %s AND objid = %s", [living.LOCKS, number])
            return cursor.fetchone()[0]

    with living.alive() as number:
        assert lock_is_held(number) == 1
    assert lock_is_held(number) == 0


# The broker


@pytest.fixture
def broker(settings, monkeypatch):
    """Sets the address of the broker, as if tasks were queued."""

    def use(url):
        monkeypatch.setattr(app.conf, "task_always_eager", False)
        monkeypatch.setattr(app.conf, "broker_url", url)
        monkeypatch.setattr(app.conf, "broker_write_url", url)
        monkeypatch.setattr(outbox.waking, "_broker_away_until", 0.0)

    return use


def plan_one():
    plan_mail(key="test:1", kind="test", address="lid1@example.org", subject="Hallo", text="Dag")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["down", "frozen"])
def test_a_broker_that_is_away_keeps_nobody_waiting_and_mail_goes_out_without_it(sink, broker, state):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if state == "frozen":
            silent.listen(1)
        broker(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        started = time.monotonic()
        plan_one()
        first = time.monotonic() - started
        outbox.wake_sender()
        assert first < 5, "as long as a connection may take, and the machine may be busy"
        assert time.monotonic() - started - first < 0.5, "it is left alone for a while"
        call_command("deliver")
    assert [mail["To"] for mail in sink.mails] == ["lid1@example.org"]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_was_emptied_costs_no_mail(sink, broker):
    url = os.environ["TEST_REDIS_URL"].rsplit("/", 1)[0] + "/13"
    broker(url)
    plan_one()
    with redis.Redis.from_url(url) as server:
        server.flushdb()
    assert sink.mails == []
    call_command("deliver")
    assert len(sink.mails) == 1


# The plan of the database


@pytest.mark.django_db
@pytest.mark.parametrize("known", [0, 1, 2, 100])
def test_one_mail_is_claimed_at_a_time_whatever_the_database_knows_of_the_table(known):
    """With a table that it believes to hold one row it looked for a free mail again for each row, and claimed all."""
    put_in_outbox(known)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notifications_delivery")
    Delivery.objects.all().delete()
    put_in_outbox(6)
    claimed = [outbox.claim_next() for _ in range(7)]
    assert [mail is not None for mail in claimed] == [True] * 6 + [False]
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
