"""Mail: planned once, claimed by one, checked when sent, tried again, never lost."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections import Counter

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import deliver_due, plan_mail
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.references import make_message_id
from tests.factories import MemberFactory
from tests.mail_sink import mail_sink


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


def put_in_outbox(count):
    """Mails that nobody was woken up for."""
    for n in range(count):
        Delivery.objects.create(key=f"k:{n}", kind="test", address=f"lid{n}@example.org", subject="Hallo", text="Dag")


# Planning


@pytest.mark.django_db
def test_the_same_key_plans_one_mail():
    plan(subject="Eerste")
    plan(subject="Tweede")
    assert Delivery.objects.get().subject == "Eerste"


@pytest.mark.django_db
def test_a_subject_is_one_clean_line():
    delivery = plan(subject="Hallo\r\nBcc: iedereen@example.org\u2028 x")
    assert delivery.subject == "Hallo Bcc: iedereen@example.org x"


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_transaction_that_fails_is_never_sent(sink):
    with transaction.atomic():
        plan()
        transaction.set_rollback(True)
    deliver_due()
    assert (Delivery.objects.count(), sink.mails) == (0, [])


@pytest.mark.django_db
def test_many_mails_of_one_transaction_wake_the_sender_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(5):
            plan(number)
    assert len(callbacks) == 1


@pytest.mark.django_db
def test_planning_wakes_the_sender_after_commit(sink, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        plan()
        assert sink.mails == []
    assert [m["To"] for m in sink.mails] == ["lid1@example.org"]


# Sending


@pytest.mark.django_db
def test_a_sent_mail_has_both_parts_a_fixed_message_id_and_is_marked(sink):
    delivery = plan(reply_to="vraag@example.org", language="en")
    assert deliver_due() == 1
    mail = sink.mails[0]
    assert mail["Message-ID"] == make_message_id(Delivery.objects.get(key="test:1").public_id)
    assert mail["Reply-To"] == "vraag@example.org"
    assert mail["Content-Language"] == "en"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.lease_token) == (DeliveryState.SENT, None)
    assert delivery.sent_at is not None


@pytest.mark.django_db
def test_what_a_mail_said_is_forgotten_once_it_is_sent(sink):
    delivery = plan(text="je code is 123456")
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.text, delivery.html) == ("", "")


@pytest.mark.django_db
def test_a_sent_mail_is_not_sent_again(sink):
    plan()
    assert (deliver_due(), deliver_due(), len(sink.mails)) == (1, 0, 1)


@pytest.mark.django_db
def test_mail_that_people_wait_for_goes_before_bulk_mail(sink):
    for number in range(3):
        plan(number, bulk=True)
    plan(9)
    deliver_due()
    assert sink.mails[0]["To"] == "lid9@example.org"


@pytest.mark.django_db
def test_mail_planned_for_later_waits(sink):
    plan(at=timezone.now() + dt.timedelta(hours=1))
    assert deliver_due() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1, seconds=1), tick=False):
        assert deliver_due() == 1


@pytest.mark.django_db(transaction=True)
def test_senders_side_by_side_send_each_mail_once(sink):
    put_in_outbox(30)
    sink.delay = 0.005

    def run():
        try:
            deliver_due()
        finally:
            connection.close()

    senders = [threading.Thread(target=run) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    counts = Counter(mail["To"] for mail in sink.mails)
    assert len(counts) == 30
    assert set(counts.values()) == {1}


@pytest.mark.django_db
def test_a_mail_whose_sender_died_is_sent_after_the_lease_with_the_same_message_id(sink):
    plan()
    claimed = outbox.claim_next()
    first = outbox.as_message(claimed).message()["Message-ID"]
    assert deliver_due() == 0, "nobody else takes it while the lease holds"
    with time_machine.travel(timezone.now() + outbox.LEASE + dt.timedelta(seconds=1), tick=False):
        assert deliver_due() == 1
    assert sink.mails[0]["Message-ID"] == first


@pytest.mark.django_db
def test_a_sender_that_lost_its_lease_marks_nothing(sink):
    plan()
    slow = outbox.claim_next()
    with time_machine.travel(timezone.now() + outbox.LEASE + dt.timedelta(seconds=1), tick=False):
        deliver_due()
        assert outbox.sending._finish(slow, DeliveryState.FAILED, "late") == 0
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db
def test_a_mail_that_kills_its_senders_is_given_up(sink):
    plan()
    now = timezone.now()
    for round_number in range(outbox.MOST_LOST_SENDERS):
        with time_machine.travel(now + round_number * 2 * outbox.LEASE, tick=False):
            assert outbox.claim_next() is not None
    with time_machine.travel(now + 10 * outbox.LEASE, tick=False):
        deliver_due()
    assert Delivery.objects.get().state == DeliveryState.SKIPPED
    assert sink.mails == []


# Checked when sent


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "reason"),
    [
        ("suspended_at", "suspended"),
        ("left_at", "left the network"),
        ("erasure_requested_at", "asked to be erased"),
    ],
)
def test_who_left_or_was_suspended_meanwhile_gets_no_mail(sink, since, reason):
    member = MemberFactory()
    delivery = plan(member=member)
    type(member).objects.filter(pk=member.pk).update(**{since: timezone.now()})
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, sink.mails) == (DeliveryState.SKIPPED, reason, [])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["account.login_code", "members.erasure"])
def test_who_asked_to_be_erased_still_gets_what_leads_the_way_back(sink, kind):
    plan(member=MemberFactory(erasure_requested_at=timezone.now()), kind=kind)
    deliver_due()
    assert len(sink.mails) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("held", [False, True])
def test_mail_to_somebody_erased_is_skipped_at_once_also_when_a_sender_holds_it(sink, held):
    member, other = MemberFactory(), plan()
    theirs = [plan(key="to-member", member=member), plan(key="to-address", address=member.email.upper())]
    if held:
        Delivery.objects.filter(pk=theirs[0].pk).update(
            state=DeliveryState.SENDING, leased_until=timezone.now(), lease_token=uuid.uuid4(), attempts=1
        )
    erase_member(member=member)
    for delivery in theirs:
        delivery.refresh_from_db()
        assert (delivery.state, delivery.reason, delivery.address, delivery.text) == (
            DeliveryState.SKIPPED,
            "erased",
            "",
            "",
        )
    deliver_due()
    assert [mail["To"] for mail in sink.mails] == [other.address]


@pytest.mark.django_db
def test_mail_that_came_too_late_is_skipped(sink):
    delivery = plan(expires_at=timezone.now() - dt.timedelta(seconds=1))
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, sink.mails) == (DeliveryState.SKIPPED, "too late", [])


@pytest.mark.django_db
def test_an_app_may_check_its_own_kind_of_mail(sink, monkeypatch):
    monkeypatch.setitem(outbox.kinds._checks, "plg.invited", lambda delivery: "withdrawn")
    delivery = plan(kind="plg.invited")
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.SKIPPED, "withdrawn")


@pytest.mark.django_db
def test_cancelled_mail_is_not_sent(sink):
    plan()
    assert outbox.cancel_mail(key_prefix="test:", reason="no longer needed") == 1
    assert deliver_due() == 0


@pytest.mark.django_db
def test_texts_of_failed_mail_go_after_a_month_and_records_after_half_a_year():
    now = timezone.now()
    for number, days in enumerate((10, 40, 200)):
        plan(number)
        Delivery.objects.filter(key=f"test:{number}").update(
            state=DeliveryState.FAILED, reason="x", planned_at=now - dt.timedelta(days=days)
        )
    assert outbox.forget_old() == 1
    assert dict(Delivery.objects.values_list("key", "text")) == {"test:0": "Dag", "test:1": ""}
