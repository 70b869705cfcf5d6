"""Every kind of mail as the bytes that leave, read by a strict reader of lines and by the older parser of Python.

The mails are written by the policy `email.policy.SMTP`, as the mail server gets them; the parser is `compat32`, which
shares no code with that policy and knows nothing of how a header was to be folded.
"""

from __future__ import annotations

import email.policy
import re
import uuid
from email.header import decode_header, make_header
from email.parser import BytesParser

import pytest
from django.core.mail import EmailMultiAlternatives

from knowledge_network.notifications.outbox import as_message
from knowledge_network.notifications.outbox.composing import Attachment, Composed
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wire import WireMail
from tests.plg.meetings.calendar_program import read
from tests.quality.test_mails import KINDS, mail, notice  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LONGEST_LINE = 998
ENCODED_WORD = re.compile(rb"=\?[^?]+\?[bqBQ]\?")


def bytes_of(message: EmailMultiAlternatives) -> bytes:
    """As the connection to the mail server makes them."""
    return message.message(policy=email.policy.SMTP).as_bytes()


def header_lines(data: bytes) -> dict[bytes, bytes]:
    """Name in small letters → the raw text of a header, its further lines included; strict about every line."""
    head, blank, _body = data.partition(b"\r\n\r\n")
    assert blank
    found: dict[bytes, bytes] = {}
    name = b""
    for line in head.split(b"\r\n"):
        assert len(line) <= LONGEST_LINE
        assert b"\n" not in line
        assert b"\r" not in line
        assert line.isascii()
        if line[:1] in b" \t":
            found[name] += b"\r\n" + line
        else:
            name, colon, text = line.partition(b":")
            assert colon, line
            name = name.lower()
            assert name not in found, f"twice: {name!r}"
            found[name] = text
    return found


@pytest.mark.parametrize("name", KINDS)
def test_headers_leave_as_they_were_meant(name, mail):  # noqa: F811
    kind, message, made = mail(name)
    data = bytes_of(message)
    raw = header_lines(data)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data), "a bare line end"
    if kind.choosable:
        assert raw[b"list-unsubscribe"] == f" <{made.unsubscribe}>".encode()
        assert raw[b"list-unsubscribe-post"] == b" List-Unsubscribe=One-Click"
    for plain in (b"message-id", b"auto-submitted", b"x-auto-response-suppress", b"content-language"):
        assert not ENCODED_WORD.search(raw[plain])
        assert b"\r\n" not in raw[plain]
    machines = raw[b"x-auto-response-suppress"].decode().replace(" ", "").split(",")
    assert {"OOF", "AutoReply"} <= set(machines)
    assert not {"All", "NDR"} & set(machines), "what says that a mail did not arrive is not held back"


@pytest.mark.parametrize("name", KINDS)
def test_another_parser_reads_the_same(name, mail):  # noqa: F811
    _kind, message, made = mail(name)
    parsed = BytesParser(policy=email.policy.compat32).parsebytes(bytes_of(message))
    assert not parsed.defects
    subject = str(make_header(decode_header(parsed["Subject"])))
    assert " ".join(subject.split()) == " ".join(message.subject.split())
    texts = [part for part in parsed.walk() if part.get_content_type() == "text/plain"]
    assert texts[0].get_payload(decode=True).decode().replace("\r\n", "\n").rstrip() == made.text.rstrip()


def invitations_in(message: EmailMultiAlternatives) -> list[bytes]:
    """The calendars that stand beside the text; one anywhere else, or a second one, fails."""
    parsed = BytesParser(policy=email.policy.compat32).parsebytes(bytes_of(message))
    beside = next((part for part in parsed.walk() if part.get_content_type() == "multipart/alternative"), None)
    inside = [] if beside is None else [part for part in beside.get_payload() if "calendar" in part.get_content_type()]
    everywhere = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
    assert inside == everywhere
    assert len(inside) <= 1
    for part in inside:
        assert beside.get_payload()[-1] is part, "the richest form stands last"
        assert part.get_content_disposition() is None
        assert part.get_param("method") in {"REQUEST", "CANCEL"}
        assert part.get_param("charset").lower() == "utf-8"
    return [part.get_payload(decode=True) for part in inside]


@pytest.mark.parametrize("name", KINDS)
def test_an_invitation_stands_where_calendar_programs_look(name, mail):  # noqa: F811
    _kind, message, made = mail(name)
    calendars = invitations_in(message)
    assert len(calendars) == len([file for file in made.attachments if file.method])
    for data in calendars:
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
        assert data.endswith(b"END:VCALENDAR\r\n")
        (event,) = read(data).vevent_list
        assert event.dtstamp.value.isoformat() == "2026-11-26T11:00:00+00:00", "the time of making"


def test_some_kinds_carry_an_invitation(mail):  # noqa: F811
    assert invitations_in(mail("plg.meeting_planned")[1])


def test_a_very_long_address_to_end_a_mail_stays_one_line():
    composed = Composed(
        "Één onderwerp", "tekst", "<p>tekst</p>", unsubscribe="https://netwerk.example.org/" + "a" * 800
    )
    delivery = Delivery(public_id=uuid.uuid4(), key="k", kind="x", address="lid@example.org", language="nl")
    raw = header_lines(bytes_of(as_message(delivery, composed)))
    assert raw[b"list-unsubscribe"] == f" <{composed.unsubscribe}>".encode()


def test_a_plain_file_is_no_invitation():
    files = (Attachment("lijst.csv", "naam\r\nJoão\r\n".encode(), "text/csv"),)
    delivery = Delivery(public_id=uuid.uuid4(), key="k", kind="x", address="lid@example.org", language="nl")
    message = as_message(delivery, Composed("Lijst", "tekst", attachments=files))
    assert invitations_in(message) == []
    parsed = BytesParser(policy=email.policy.compat32).parsebytes(bytes_of(message))
    (part,) = [part for part in parsed.walk() if part.get_content_type() == "text/csv"]
    assert part.get_payload(decode=True) == files[0].content


@pytest.mark.parametrize(
    "value", ["<https://x.example/\r\nBcc: a@b.example>", "<https://x.example/é>", "<" + "a" * 1000]
)
def test_a_header_that_cannot_be_one_line_never_leaves(value):
    message = WireMail("onderwerp", "tekst", to=["lid@example.org"], headers={"List-Unsubscribe": value})
    with pytest.raises(ValueError, match=r"line|newline|linefeed|Header"):
        bytes_of(message)
