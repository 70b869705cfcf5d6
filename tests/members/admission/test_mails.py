"""Every mail about accounts: both languages, light, readable without pictures, and clear about why."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from knowledge_network.kit.emails import one_line, render_mail
from tests.factories import MemberFactory, SiteFactory

MAILS = (
    "login_code",
    "password_reset_key",
    "email_confirmation",
    "unknown_account",
    "account_changed",
    "locked_out",
    "signup_confirm",
    "signup_known",
    "signup_waiting",
    "signup_approved",
    "signup_rejected",
    "invitation",
    "suspended",
    "resumed",
    "contact",
)
MOST_BYTES = 40_000


def made(name, language):
    member = MemberFactory()
    context = {
        "name": "Anna <b>",
        "organisation": SiteFactory(),
        "inviter": "Bo Dal",
        "message": "Tot gauw & welkom",
        "reason": "Je school doet nog niet mee.",
        "expires_at": timezone.now(),
        "url": "https://netwerk.example.org/x/",
        "code": "123456",
        "activate_url": "https://netwerk.example.org/a/",
        "password_reset_url": "https://netwerk.example.org/p/",
        "change": "Je wachtwoord is gewijzigd.",
        "moment": timezone.now(),
        "member": member,
        "email": "anna@example.org",
        "topic": "Vraag",
    }
    return render_mail(f"mail/{name}", context, language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_light_and_says_the_same_in_both_parts(name, language):
    subject, text, html = made(name, language)
    assert subject
    assert subject == one_line(subject)
    assert len(html.encode()) < MOST_BYTES
    assert f'<html lang="{language}">' in html
    for link in re.findall(r"https://netwerk\.example\.org/\S+", text):
        assert link in html, "the button leads where the text leads"
    why = "Je krijgt deze mail omdat" if language == "nl" else "You get this mail because"
    assert why in text
    assert why in html
    assert not re.search(r"<img|https?://(?!netwerk\.example\.org)", html), "no pictures, nobody else's addresses"


@pytest.mark.django_db
def test_what_people_wrote_is_escaped_in_html_and_plain_in_text():
    _subject, text, html = made("invitation", "nl")
    assert "Anna <b>," in text
    assert "Tot gauw & welkom" in text
    assert "Anna &lt;b&gt;," in html


@pytest.mark.django_db
def test_dutch_and_english_differ():
    assert made("invitation", "nl")[0] == "Doe je mee met Kennisnetwerk Lerende Leraren?"
    assert made("invitation", "en")[0] == "Will you join Kennisnetwerk Lerende Leraren?"


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\r\nb", "a b"), ("a\u2028b\x00c\x85d", "a b c d"), ("  a   b ", "a b"), ("x" * 300, "x" * 200)],
)
def test_a_header_is_one_clean_line(text, line):
    assert one_line(text) == line
