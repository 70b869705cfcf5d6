"""Mail that comes in: ours when it is signed, counted once, and nobody silences somebody else."""

from __future__ import annotations

import uuid

import pytest
from django.test import override_settings
from django.urls import reverse

from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import plan_mail, receive_mail
from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox.references import (
    find_marked_mails,
    find_named_mails,
    make_mark,
    make_message_id,
    read_mailbox,
    sign_address,
)
from tests.factories import MemberFactory, NetworkRoleFactory
from tests.mail_sink import mail_sink
from tests.notifications.outbox.returned import DOMAIN, PLAIN, block, counted, report, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_comes_in_here(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


@pytest.fixture
def sink(settings):
    with mail_sink() as server:
        settings.MAILERS = {"default": server.mailer, "bulk": server.mailer}
        yield server


# Where it comes back to -------------------------------------------------------------------------


def test_a_mail_leaves_with_a_return_address_of_its_own_and_shows_the_network(sink, settings):
    delivery, back = sent()
    (mail,) = sink.mails
    assert sink.senders == [back]
    assert mail["From"] == f"Kennisnetwerk Lerende Leraren <{settings.DEFAULT_FROM_EMAIL}>"
    assert mail["Message-ID"] == make_message_id(delivery.public_id)
    assert mail["X-Returned-Mark"] == make_mark(delivery.public_id)
    assert len(back.partition("@")[0]) <= 64, "RFC 5321"


def test_without_a_domain_of_its_own_it_leaves_from_the_network(sink, settings):
    settings.MAIL_IN_DOMAIN = ""
    sent()
    assert sink.senders == [settings.DEFAULT_FROM_EMAIL]


def test_an_address_of_ours_survives_another_case_and_an_older_key():
    address = sign_address("bounces", uuid.uuid4().hex)
    assert read_mailbox(address.upper()) == read_mailbox(f"<{address}>") is not None
    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[_secret()]):
        assert read_mailbox(address) is not None
    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[]):
        assert read_mailbox(address) is None


def _secret():
    from django.conf import settings  # noqa: PLC0415 the one of this moment, not of the import

    return settings.SECRET_KEY


@pytest.mark.parametrize("change", ["other reference", "other mailbox", "other domain", "no signature"])
def test_an_address_that_somebody_made_up_is_none_of_ours(change):
    own = sign_address("bounces", "a" * 32)
    made_up = {
        "other reference": own.replace("a" * 32, "b" * 32),
        "other mailbox": own.replace("bounces", "replies"),
        "other domain": own.replace(DOMAIN, "elsewhere.example"),
        "no signature": f"bounces+{'a' * 32}@{DOMAIN}",
    }[change]
    assert read_mailbox(made_up) is None
    assert receive_mail(report(), recipient=made_up) is Receipt.UNKNOWN
    assert counted() == {}


# What counts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"recipient": "rfc822; <anouk@school.example>"},
        {"recipient": "rfc822;Anouk@School.example (Anouk de Groot)"},
        {"recipient": "RFC822; anouk@elders.example", "original": "Original-Recipient: rfc822;anouk@school.example\n"},
        {"action": "Failed (final)", "status": "5.1.1 (bad destination mailbox address)"},
        {"status": "5.1.10", "diagnostic": "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound"},
        {"headers": "Auto-Submitted: auto-replied\n"},
    ],
)
def test_two_mails_to_an_address_that_is_not_there_stop_mail_to_it(fields):
    for number in (1, 2):
        _delivery, back = sent(number)
        assert receive_mail(report(**fields), recipient=back) is Receipt.COUNTED
    trouble = AddressTrouble.objects.get()
    assert (trouble.address, trouble.refused, trouble.stopped_at is not None) == ("anouk@school.example", 4, True)


def test_a_mail_counts_once_however_often_it_comes_back():
    delivery, back = sent()
    receipts = [receive_mail(report(), recipient=back) for _time in range(3)]
    receipts.append(receive_mail(report(message_id=make_message_id(delivery.public_id)), recipient=PLAIN))
    assert receipts == [Receipt.COUNTED, Receipt.IGNORED, Receipt.IGNORED, Receipt.IGNORED]
    assert counted() == {"anouk@school.example": 2}


def test_a_forwarded_mail_counts_for_the_address_that_we_mailed_and_no_stranger_is_kept():
    delivery, back = sent()
    raw = report(
        recipient="rfc822; vreemde@elders.example", diagnostic="smtp; 550 5.1.1 <vreemde@elders.example>: User unknown"
    )
    assert receive_mail(raw, recipient=back) is Receipt.COUNTED
    assert counted() == {"anouk@school.example": 2}
    delivery.refresh_from_db()
    for kept in (AddressTrouble.objects.get().reason, delivery.reason):
        assert "vreemde" not in kept
        assert "User unknown" in kept


def test_of_several_recipients_only_ours_counts():
    _delivery, back = sent()
    others = (block("rfc822; a@elders.example"), block("rfc822; b@elders.example"))
    assert receive_mail(report(*others), recipient=back) is Receipt.IGNORED
    ours = block("rfc822; anouk@school.example", status="4.2.2")
    assert receive_mail(report(*others, ours), recipient=back) is Receipt.COUNTED
    trouble = AddressTrouble.objects.get()
    assert (trouble.address, trouble.refused, trouble.delayed) == ("anouk@school.example", 0, 1)


@pytest.mark.parametrize(
    ("status", "diagnostic"),
    [
        ("5.2.2", "smtp; 552 5.2.2 Mailbox full"),
        ("5.7.1", "smtp; 550 5.7.1 Rejected by DMARC policy"),
        ("5.7.26", "smtp; 550-5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy"),
        ("5.3.4", "smtp; 552 Message too big"),
        ("5.0.0", "smtp; 554 Message looks like spam"),
        ("4.4.7", "smtp; 451 Message expired"),
        ("5.6.0", "smtp; 554 Bad content"),
    ],
)
def test_what_says_nothing_of_the_address_never_stops_it(status, diagnostic):
    for number in range(5):
        _delivery, back = sent(number)
        assert receive_mail(report(status=status, diagnostic=diagnostic), recipient=back) is Receipt.COUNTED
    trouble = AddressTrouble.objects.get()
    assert (trouble.refused, trouble.delayed, trouble.stopped_at) == (0, 5, None)


def test_a_warning_that_it_is_late_is_no_return_and_the_failure_after_it_still_counts():
    delivery, back = sent()
    assert receive_mail(report(action="delayed", status="4.4.1"), recipient=back) is Receipt.IGNORED
    assert receive_mail(report(), recipient=back) is Receipt.COUNTED
    delivery.refresh_from_db()
    assert delivery.returned_at is not None


AUTOMATIC = {
    "out of office": "From: MAILER-DAEMON@x.example\nAuto-Submitted: auto-replied\nSubject: Afwezig\n\n550 5.1.1 weg\n",
    "old out of office": "From: MAILER-DAEMON@x.example\nX-Autoreply: yes\nSubject: Afwezig\n\n550 5.1.1 weg\n",
    "challenge": "From: antispam@x.example\nSubject: Bevestig\n\nKlik op deze link om je mail af te leveren.\n",
    "a person": "From: anouk@school.example\nSubject: Re: Hallo\n\nWat is 550 5.1.1 voor code?\n",
}


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_answers_of_machines_and_people_are_no_returned_mail(kind):
    _delivery, back = sent()
    assert receive_mail(AUTOMATIC[kind].encode(), recipient=back) is Receipt.IGNORED
    assert counted() == {}


def test_a_receipt_is_no_returned_mail():
    _delivery, back = sent()
    assert receive_mail(report(kind="disposition-notification"), recipient=back) is Receipt.IGNORED
    assert counted() == {}


OLD = {
    "exim": "From: Mail Delivery System <Mailer-Daemon@mx.example>\nX-Failed-Recipients: anouk@school.example\n"
    "Subject: Mail delivery failed\n\n  anouk@school.example\n    550 5.1.1 No such user here\n",
    "exim, with names": "From: Mailer-Daemon@mx.example\nX-Failed-Recipients: b@x.example, <anouk@school.example>\n"
    "Subject: failed\n\n    550 no such user\n",
    "qmail": "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the qmail-send program.\n"
    "<anouk@school.example>:\n550 5.1.1 sorry, no such user\n",
}


@pytest.mark.parametrize("kind", OLD)
def test_older_servers_say_it_in_words(kind):
    _delivery, back = sent()
    assert receive_mail(OLD[kind].encode(), recipient=back) is Receipt.COUNTED
    assert counted() == {"anouk@school.example": 2}


def test_what_came_back_to_the_plain_address_is_known_by_its_mark():
    delivery, _back = sent()
    raw = report(message_id=make_message_id(delivery.public_id), mark=make_mark(delivery.public_id))
    assert receive_mail(raw, recipient=PLAIN) is Receipt.COUNTED
    assert counted() == {"anouk@school.example": 2}
    assert receive_mail(raw, recipient=PLAIN) is Receipt.IGNORED


def test_a_server_that_gives_the_message_id_alone_is_understood_and_stops_nothing():
    for number in range(3):
        delivery, _back = sent(number)
        raw = report(message_id=make_message_id(delivery.public_id))
        assert receive_mail(raw, recipient=PLAIN) is Receipt.COUNTED
        delivery.refresh_from_db()
        assert delivery.returned_at is not None
    trouble = AddressTrouble.objects.get()
    assert (trouble.refused, trouble.delayed, trouble.stopped_at) == (0, 3, None)


def test_an_old_server_that_quotes_the_mail_as_text_is_understood_at_the_plain_address():
    delivery, _back = sent()
    raw = f"{OLD['qmail']}--- Below this line is a copy.\nX-Returned-Mark: {make_mark(delivery.public_id)}\n".encode()
    assert receive_mail(raw, recipient=PLAIN) is Receipt.COUNTED
    assert counted() == {"anouk@school.example": 2}


# Who wants to silence somebody ------------------------------------------------------------------


def test_forged_reports_silence_nobody():
    delivery, _back = sent()
    forged_id = f"<{delivery.public_id.hex}.{'0' * 16}@example.org>"
    for _time in range(5):
        assert receive_mail(report(), recipient=PLAIN) is Receipt.IGNORED
        assert receive_mail(report(message_id=forged_id), recipient=PLAIN) is Receipt.IGNORED
    assert counted() == {}


def test_who_got_answers_from_somebody_cannot_silence_them():
    """An answer names the Message-ID of the mail that it is about, and so does a mail that is passed on."""
    for number in range(4):
        delivery, _back = sent(number, address="slachtoffer@school.example")
        forged = report(
            recipient="rfc822; slachtoffer@school.example",
            message_id=make_message_id(delivery.public_id),
            headers=f"References: {make_message_id(delivery.public_id)}\n",
            mark=make_message_id(delivery.public_id).strip("<>").replace(".", "-", 1),
        )
        receive_mail(forged, recipient=PLAIN)
    assert counted() == {"slachtoffer@school.example": 0}
    assert not AddressTrouble.objects.filter(stopped_at__isnull=False).exists()


def test_who_got_a_mail_can_only_report_that_one_and_only_about_themselves():
    _victim, _theirs = sent(1, address="slachtoffer@school.example")
    _own, back = sent(2, address="boef@school.example")
    raw = report(block("rfc822; slachtoffer@school.example"))
    assert receive_mail(raw, recipient=back) is Receipt.COUNTED
    assert counted() == {"boef@school.example": 2}, "a mail to one address counts for that address only"


def test_a_report_inside_the_mail_that_came_back_is_not_read():
    _delivery, back = sent()
    inner = report().decode().replace("boundary=b", "boundary=c").replace("--b", "--c")
    raw = f"From: anouk@school.example\nContent-Type: message/rfc822\nMIME-Version: 1.0\n\n{inner}".encode()
    assert receive_mail(raw, recipient=back) is Receipt.IGNORED


def test_a_mail_that_never_left_cannot_come_back():
    plan_mail(key="test:1", kind="test", address="anouk@school.example", subject="Hallo", text="Dag")
    back = sign_address("bounces", Delivery.objects.get().public_id.hex)
    assert receive_mail(report(), recipient=back) is Receipt.IGNORED


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff\xfe", b"Content-Type: multipart/report\n\n", b"From: \xe9\n\n550", b"a" * 10_000]
)
def test_rubbish_is_taken_in_without_an_error(raw):
    _delivery, back = sent()
    assert receive_mail(raw, recipient=back) is Receipt.IGNORED
    assert receive_mail(raw, recipient=PLAIN) is Receipt.IGNORED


def test_only_our_own_message_ids_are_found_in_a_text():
    own = uuid.uuid4()
    text = f"{make_message_id(own)} <{'a' * 32}.{'0' * 16}@x> {make_message_id(own).upper()}"
    assert find_named_mails(text) == [own]
    assert find_marked_mails(text) == []
    assert find_marked_mails(f"{make_mark(own)} {'a' * 32}-{'0' * 16} {make_mark(own).upper()}") == [own]


def test_a_room_gets_the_mail_of_its_mailbox(monkeypatch):
    monkeypatch.setattr(outbox.receiving, "_mailboxes", dict(outbox.receiving._mailboxes))
    got = []

    def receive(message, about):
        got.append((message["Subject"], about))
        return Receipt.COUNTED

    outbox.register_mailbox("replies", receive)
    assert receive_mail(b"Subject: Ja\n\nik kom", recipient=sign_address("replies", "abc1")) is Receipt.COUNTED
    assert got == [("Ja", "abc1")]


def test_a_returned_mail_stands_among_the_sent_ones(client):
    delivery, back = sent()
    receive_mail(report(), recipient=back)
    coordinator = MemberFactory()
    NetworkRoleFactory(member=coordinator, role="network_coordinator")
    client.force_login(coordinator)
    assert "teruggekomen" in client.get(reverse("notifications:delivery_list")).text
    page = client.get(reverse("notifications:delivery_detail", args=[delivery.public_id])).text
    assert "Teruggekomen" in page
    assert "User unknown" in page
