"""Mail servers that refuse, stall, stumble and hang up."""

from __future__ import annotations

import datetime as dt
import socket

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import deliver_due, plan_mail
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox.references import make_message_id
from tests.factories import MemberFactory
from tests.mail_sink import mail_sink
from tests.notifications.senders import put_in_outbox


@pytest.fixture
def sink(settings):
    with mail_sink() as server:
        settings.MAILERS = {"default": server.mailer, "bulk": server.mailer}
        yield server


def plan(number=1, **changes):
    mail = {"key": f"test:{number}", "kind": "test", "address": f"lid{number}@example.org"}
    plan_mail(**{**mail, "subject": "Hallo", "text": "Dag", "html": "<p>Dag</p>", **changes})
    return Delivery.objects.filter(key=changes.get("key", mail["key"])).first()


def make_due(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())


def deliver_until_done(rounds=8):
    """As the schedule does, past each wait."""
    now = timezone.now()
    for number in range(rounds):
        with time_machine.travel(now + number * dt.timedelta(hours=13), tick=False):
            deliver_due()


@pytest.mark.django_db
def test_every_fifth_mail_refused_for_now_arrives_later_and_once(sink):
    put_in_outbox(50)
    sink.busy_each = 5
    assert deliver_due() == 40, "one that is refused for now holds up nobody"
    deliver_until_done()
    assert sorted(mail["To"] for mail in sink.mails) == sorted(f"lid{n}@example.org" for n in range(50))


@pytest.mark.django_db
@pytest.mark.parametrize("at_most_once", [False, True])
def test_a_line_that_goes_dead_after_the_mail_doubles_it_once_but_never_an_overview(sink, at_most_once):
    put_in_outbox(3, at_most_once=at_most_once)
    sink.drops = 1
    deliver_until_done()
    assert len({mail["To"] for mail in sink.mails}) == 3
    assert len(sink.mails) == (3 if at_most_once else 4)
    assert len({mail["Message-ID"] for mail in sink.mails}) == 3
    states = sorted(Delivery.objects.values_list("state", flat=True))
    assert states == (
        [DeliveryState.SENT, DeliveryState.SENT, DeliveryState.SKIPPED] if at_most_once else [DeliveryState.SENT] * 3
    )


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["421 closing", "451 try later"])
def test_an_overview_that_is_refused_for_now_after_its_data_is_tried_again(sink, answer):
    put_in_outbox(1, at_most_once=True)
    sink.taken = answer
    deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.handed_over_at) == (DeliveryState.PLANNED, None)
    assert delivery.reason == f"SMTP {answer}"
    sink.taken, sink.mails = "250 taken", []
    deliver_until_done()
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_a_server_that_says_421_in_the_middle_costs_one_mail_an_attempt(sink):
    sink.refuse = {"lid1@example.org": "421 too many"}
    put_in_outbox(4)
    assert deliver_due() == 1
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1]
    assert not AddressTrouble.objects.exists(), "that is no fault of the address"


@pytest.mark.django_db
def test_a_server_slower_than_our_patience_is_left_alone_until_later(sink, settings):
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.3
    put_in_outbox(2)
    sink.greeting_delay = 1
    assert deliver_due() == 0
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1]
    sink.greeting_delay = 0
    deliver_until_done()
    assert len(sink.mails) == 2


@pytest.mark.django_db
def test_a_user_unknown_to_the_server_is_mailed_no_more_after_the_second_time_except_to_log_in(sink):
    member = MemberFactory(email="lid1@example.org")
    sink.refuse = {"lid1@example.org": "550 5.1.1 user unknown"}
    for number in range(3):
        plan(number, address=member.email, member=member)
        deliver_due()
    assert Delivery.objects.get(key="test:2").reason == "the address refuses mail"
    sink.refuse = {}
    plan(4, address=member.email, member=member)
    plan(5, address=member.email, member=member, kind="account.login_code")
    deliver_due()
    assert [mail["Message-ID"] for mail in sink.mails] == [
        make_message_id(Delivery.objects.get(key="test:5").public_id)
    ]


@pytest.mark.django_db
def test_an_address_that_is_refused_for_good_fails_at_once_and_holds_nobody_up(sink):
    sink.refuse = {"lid1@example.org": "550 no such box"}
    plan(1)
    plan(2)
    deliver_due()
    failed = Delivery.objects.get(key="test:1")
    assert (failed.state, failed.reason) == (DeliveryState.FAILED, "SMTP 550 no such box")
    assert [m["To"] for m in sink.mails] == ["lid2@example.org"]


@pytest.mark.django_db
def test_an_address_refused_for_now_climbs_the_ladder_and_then_fails(sink):
    sink.refuse = {"lid1@example.org": "451 try later"}
    delivery = plan()
    now = timezone.now()
    for step in outbox.LADDER:
        with time_machine.travel(now, tick=False):
            deliver_due()
            delivery.refresh_from_db()
            assert (delivery.state, delivery.due_at - timezone.now()) == (DeliveryState.PLANNED, step)
            assert delivery.reason == "SMTP 451 try later"
        now += step + dt.timedelta(seconds=1)
    with time_machine.travel(now, tick=False):
        deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, outbox.MOST_ATTEMPTS)
    assert delivery.text == "Dag", "kept, so that it can be tried again"


@pytest.mark.django_db
def test_a_server_that_is_down_costs_one_mail_an_attempt_and_not_all(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"host": "127.0.0.1", "port": port, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    for number in range(3):
        plan(number)
    assert deliver_due() == 0
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.PLANNED}


@pytest.mark.django_db
def test_a_server_that_greets_with_an_error_is_tried_later(sink):
    sink.greeting = "421 busy"
    delivery = plan()
    deliver_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.PLANNED
    sink.greeting = "220 sink"
    make_due(delivery)
    assert deliver_due() == 1


@pytest.mark.django_db
def test_failed_mail_can_be_planned_again(sink, capsys):
    sink.refuse = {"lid1@example.org": "550 no such box"}
    plan()
    deliver_due()
    sink.refuse = {}
    call_command("deliver", "--retry-failed")
    assert capsys.readouterr().out.split("\n")[:3] == ["Planned again: 1", "Planned: 0", "Sent: 1"]
