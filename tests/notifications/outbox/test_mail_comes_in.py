"""How mail gets here: a mail server pipes it in, or hands it over by LMTP."""

from __future__ import annotations

import asyncio
import email.policy
import io
import os
import smtplib
import sys
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import lmtp
from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.receiving import LARGEST
from knowledge_network.notifications.outbox.references import (
    sign_address,
)
from tests.notifications.outbox.returned import DOMAIN, counted, report, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_comes_in_here(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


def pipe(monkeypatch, raw, *arguments):
    monkeypatch.setattr(sys, "stdin", type("Input", (), {"buffer": io.BytesIO(raw)})())
    said = io.StringIO()
    call_command("receive_mail", *arguments, stdout=said, stderr=said)
    return said.getvalue().strip()


def test_a_mail_server_pipes_a_mail_in(monkeypatch):
    _delivery, back = sent()
    assert pipe(monkeypatch, report(), back) == "counted"
    assert counted() == {"anouk@school.example": 2}


def test_the_exit_code_tells_the_mail_server_what_to_do(monkeypatch):
    _delivery, back = sent()
    with pytest.raises(SystemExit) as stop:
        pipe(monkeypatch, report(), f"bounces+{'a' * 32}-{'0' * 16}@{DOMAIN}")
    assert stop.value.code == os.EX_NOUSER
    with pytest.raises(SystemExit) as stop:
        pipe(monkeypatch, b"a" * (LARGEST + 1), back)
    assert stop.value.code == os.EX_DATAERR
    monkeypatch.setattr(outbox.returns.Delivery.objects, "select_for_update", _no_database)
    with pytest.raises(SystemExit) as stop:
        pipe(monkeypatch, report(), back)
    assert stop.value.code == os.EX_TEMPFAIL
    with pytest.raises(CommandError, match="Say for which address"):
        call_command("receive_mail")


def _no_database(*_arguments, **_options):
    raise DatabaseError


@pytest.fixture
def lmtp_server(monkeypatch):
    """A server on a free port, in a thread of its own; what it is given is kept instead of stored."""
    got = []

    def receive(raw, *, recipient):
        if recipient.startswith("stuk"):
            raise DatabaseError
        got.append((recipient, email.message_from_bytes(raw, policy=email.policy.default)["Subject"]))
        return Receipt.UNKNOWN if recipient.startswith("niemand") else Receipt.COUNTED

    monkeypatch.setattr(lmtp, "receive_mail", receive)
    monkeypatch.setattr(lmtp, "close_old_connections", lambda: None)
    loop = asyncio.new_event_loop()
    ports, ready = [], threading.Event()

    async def serve():
        started = asyncio.Event()
        task = loop.create_task(lmtp.serve("127.0.0.1:0", started=started, bound=ports))
        await started.wait()
        ready.set()
        await task

    thread = threading.Thread(target=lambda: loop.run_until_complete(_until_cancelled(serve())), daemon=True)
    thread.start()
    assert ready.wait(20)
    yield ports[0], got
    loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
    thread.join(20)


async def _until_cancelled(work):
    try:
        await work
    except asyncio.CancelledError:
        return


def test_a_mail_server_hands_it_over_by_lmtp_with_an_answer_for_each_recipient(lmtp_server):
    port, got = lmtp_server
    own = sign_address("bounces", "a" * 32)
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("")
        assert client.rcpt(own)[0] == 250
        assert client.rcpt(f"bounces+{'b' * 32}-{'0' * 16}@{DOMAIN}")[0] == 550
        assert client.rcpt("niemand@example.org")[0] == 250
        assert client.rcpt("stuk@example.org")[0] == 250
        code, first = client.data(b"Subject: Terug\r\n\r\n.een punt\r\n")
        rest = [client.getreply()[0] for _more in range(2)]
    assert (code, rest) == (250, [550, 451])
    assert first == b"2.0.0 Taken"
    assert got == [(own, "Terug"), ("niemand@example.org", "Terug")]
