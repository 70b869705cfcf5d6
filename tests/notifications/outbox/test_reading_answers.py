"""What is read of a mail that answers ours: whose it is, whether a machine wrote it, and the words without the rest."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from knowledge_network.notifications.outbox.authentication import is_authenticated, read_sender
from knowledge_network.notifications.outbox.reply_text import MARK, is_automatic, read_reply

OWN = "mx.netwerk.example"
QUOTED = f"> {MARK} Antwoord je op deze mail? Schrijf boven deze regel.\n> Hoi Jorn,\n"
NAME = "Kennisnetwerk <netwerk@example.org>"
ANSWERS = {
    "gmail": f"Ja, ik doe mee.\n\nOp di 3 mrt 2026 om 15:30 schreef {NAME}:\n\n{QUOTED}",
    "gmail over two lines": "Ja, ik doe mee.\n\nOp di 3 mrt 2026 om 15:30 schreef Kennisnetwerk <\n"
    f"netwerk@a.org>:\n\n{QUOTED}",
    "outlook": f"Ja, ik doe mee.\n\nMet vriendelijke groet,\nJorn\n\n________________________________\nVan: {NAME}\n"
    f"Verzonden: dinsdag 3 maart 2026\nAan: Jorn\nOnderwerp: Re\n\n{MARK} Antwoord\nHoi Jorn,\n",
    "iphone": "Ja, ik doe mee.\n\nVerstuurd vanaf mijn iPhone\n\n"
    f"> Op 3 mrt 2026 heeft {NAME} het volgende geschreven:\n>\n{QUOTED}",
    "apple in english": f"Ja, ik doe mee.\n\n> On 3 Mar 2026, at 15:30, {NAME} wrote:\n>\n{QUOTED}",
    "without our mark": f"Ja, ik doe mee.\n\nOp di 3 mrt 2026 om 15:30 schreef {NAME}:\n> Hoi Jorn,\n",
    "outlook on a phone": f"Ja, ik doe mee.\n\nOutlook voor iOS downloaden\n{MARK} Antwoord\n",
}


def mail(text="Ja", subtype="plain", **headers):
    message = EmailMessage()
    message.set_content(text, subtype=subtype)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS.keys())
def test_what_was_written_is_read_and_what_was_quoted_is_not(text):
    assert read_reply(mail(text)) == "Ja, ik doe mee."


def test_a_list_and_a_greeting_in_the_middle_stay():
    text = "Drie dingen:\n\n- breuken\n- procenten\n\nZij schreef dat ook."
    assert read_reply(mail(text)) == text


def test_a_mail_with_html_alone_is_read_as_words():
    html = f"<p>Ja &amp; nee,<br>ik doe mee.</p><script>x()</script><blockquote><p>{MARK} Antwoord</p></blockquote>"
    assert read_reply(mail(html, "html")) == "Ja & nee,\nik doe mee."


def test_nothing_but_our_own_mail_is_nothing():
    assert read_reply(mail(QUOTED)) == ""


BUSY = {
    "lines": "\n" * 50_000,
    "one line": "Op " * 16_000,
    "headers": "Van: a\n" * 7_000,
    "quotations": "> " * 25_000,
    "disclaimers": "Disclaimer: " * 4_000,
}


@pytest.mark.parametrize("text", BUSY.values(), ids=BUSY.keys())
def test_a_mail_made_to_keep_us_busy_is_read_within_two_seconds(text):
    started = time.perf_counter()
    read_reply(mail(text))
    assert time.perf_counter() - started < 2


def test_a_long_line_stays_whole():
    text = "woord " * 400
    assert read_reply(mail(f"{text}\n\n{QUOTED}")) == text.strip()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "auto_reply"},
        {"Precedence": "list"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<leraren.example.org>"},
    ],
)
def test_what_a_machine_wrote_is_no_answer(headers):
    assert is_automatic(mail(**headers))


def test_what_a_person_wrote_is():
    assert not is_automatic(mail(Auto_Submitted="no"))


# Whose it is --------------------------------------------------------------------------------------

FROM = "jorn@school.example"


@pytest.fixture(autouse=True)
def _our_server(settings):
    settings.MAIL_IN_AUTHSERV_ID = OWN


@pytest.mark.parametrize(
    ("found", "passes"),
    [
        (f"{OWN}; dmarc=pass (p=none dis=none) header.from=school.example", True),
        (f"{OWN}; dkim=pass header.d=school.example header.s=s1", True),
        (f"{OWN}; dkim=pass header.i=@school.example", True),
        (f"{OWN} 1; spf=pass smtp.mailfrom=jorn@school.example", True),
        (f"{OWN}; dkim=fail header.d=school.example; spf=pass smtp.mailfrom=school.example", True),
        (f"{OWN}; dkim=pass header.d=example; spf=fail smtp.mailfrom=school.example", False),
        (f"{OWN}; dkim=pass header.d=boze.example", False),
        (f"{OWN}; dkim=pass header.d=kwaadschool.example", False),
        (f"{OWN}; spf=pass smtp.mailfrom=x@boze.example", False),
        (f"{OWN}; dmarc=fail header.from=school.example; (dmarc=pass) dkim=none", False),
        (f"{OWN}; dmarc=pass header.from=boze.example", False),
        (f"{OWN}; none", False),
        (f'{OWN}; dkim=pass header.d="school.example"', True),
        (f'{OWN}; spf=pass smtp.mailfrom="jorn; b"@school.example', True),
        (f'{OWN}; spf=pass smtp.mailfrom="school.example"@boze.example', False),
        (f'{OWN}; spf=pass smtp.mailfrom="; dmarc=pass header.from=school.example "@boze.example', False),
        (f'{OWN}; spf=pass (of "x) ; dmarc=pass header.from=school.example ("@boze.example) x.y=z', False),
        ("mx.boze.example; dmarc=pass header.from=school.example", False),
        (f"{OWN}.boze.example; dmarc=pass header.from=school.example", False),
    ],
)
def test_only_what_our_own_server_found_in_line_with_the_sender_counts(found, passes):
    assert is_authenticated(mail(From=f"Jorn <{FROM}>", Authentication_Results=found)) is passes


def test_a_header_below_the_one_of_our_server_counts_for_nothing():
    message = mail(From=FROM, Authentication_Results=f"{OWN}; dmarc=fail header.from=school.example")
    message["Authentication-Results"] = f"{OWN}; dmarc=pass header.from=school.example"
    assert not is_authenticated(message)


def test_two_senders_are_none():
    assert read_sender(mail(From=f"{FROM}, iemand@boze.example")) == ""
    assert read_sender(mail(From=f"Jorn <{FROM.upper()}>")) == FROM


def test_without_the_name_of_our_server_nothing_counts(settings):
    settings.MAIL_IN_AUTHSERV_ID = ""
    assert not is_authenticated(mail(From=FROM, Authentication_Results="; dmarc=pass header.from=school.example"))
