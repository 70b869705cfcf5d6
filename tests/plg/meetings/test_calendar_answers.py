"""«Accept» in Outlook or Gmail reaches us: of who is invited, about this meeting as it is, and of nobody else."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
import vobject
from django.utils import timezone

from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.receiving import receive_mail
from plg.meetings import calendars
from plg.meetings.calendar_answers import make_answer_address, read_calendar_answer
from plg.meetings.enums import AnswerVia, MeetingStatus, RsvpAnswer
from tests import factories as f

pytestmark = pytest.mark.django_db
DOMAIN, OWN = "antwoord.example", "mx.antwoord.example"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_IN_DOMAIN, settings.MAIL_IN_AUTHSERV_ID = DOMAIN, OWN


def invited(**values):
    return f.MeetingFactory().invitations.create(**(values or {"member": f.MemberFactory()}))


def answer_in_calendar(invitation, partstat="ACCEPTED", *, sender="", attendee="", trusted=True, to="", **changes):
    """What a calendar program sends, made of our own invitation by a library of others."""
    shown = vobject.readOne(calendars.invitation_attachment(invitation).content.decode())
    address = invitation.member.email if invitation.member else invitation.guest_email
    start = changes.pop("start", shown.vevent.dtstart.value).astimezone(dt.UTC)
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Iemand anders//NL", "VERSION:2.0", f"METHOD:{changes.pop('method', 'REPLY')}",
        "BEGIN:VEVENT", f"UID:{changes.pop('uid', shown.vevent.uid.value)}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        "DTSTAMP:20260301T100000Z", f"ATTENDEE;CN=Iemand;PARTSTAT={partstat}:MAILTO:{attendee or address}",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    message = EmailMessage()
    message["From"] = f"Iemand <{sender or address}>"
    message["To"] = to or shown.vevent.organizer.value.removeprefix("MAILTO:")
    message["Subject"] = "Accepted"
    if trusted:
        message["Authentication-Results"] = f"{OWN}; dmarc=pass header.from={(sender or address).rpartition('@')[2]}"
    message.set_content("Ik kom.")
    message.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return receive_mail(message.as_bytes(), recipient=message["To"])


@pytest.mark.parametrize(
    ("partstat", "answer"),
    [("ACCEPTED", RsvpAnswer.YES), ("TENTATIVE", RsvpAnswer.MAYBE), ("DECLINED", RsvpAnswer.NO)],
)
def test_an_answer_in_a_calendar_is_the_answer_here(partstat, answer):
    invitation = invited()
    assert answer_in_calendar(invitation, partstat) == Receipt.TAKEN
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_via) == (answer, AnswerVia.MAIL)


def test_a_guest_answers_the_same_way():
    invitation = invited(guest_name="Gast Gastman", guest_email="Gast@elders.example")
    assert answer_in_calendar(invitation) == Receipt.TAKEN
    invitation.refresh_from_db()
    assert invitation.answer == RsvpAnswer.YES


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": "vreemd@elders.example"},
        {"attendee": "vreemd@elders.example"},
        {"trusted": False},
        {"uid": "verzonnen@netwerk.example.org"},
        {"method": "REQUEST"},
        {"partstat": "DELEGATED"},
        {"start": dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC)},
    ],
    ids=str,
)
def test_whatever_does_not_fit_changes_nothing(wrong):
    invitation = invited()
    assert answer_in_calendar(invitation, **wrong) == Receipt.IGNORED
    invitation.refresh_from_db()
    assert invitation.answer == RsvpAnswer.NONE


def test_the_address_of_one_invitation_answers_no_other():
    mine, other = invited(), invited()
    assert answer_in_calendar(mine, to=make_answer_address(other)) == Receipt.IGNORED
    forged = f"agenda+{other.public_id}-{'0' * 16}@{DOMAIN}"
    assert answer_in_calendar(other, to=forged) == Receipt.UNKNOWN
    other.refresh_from_db()
    assert other.answer == RsvpAnswer.NONE


def test_what_is_cancelled_or_taken_back_takes_no_answer():
    invitation = invited()
    type(invitation.meeting).objects.filter(pk=invitation.meeting.pk).update(status=MeetingStatus.CANCELLED)
    assert answer_in_calendar(invitation) == Receipt.IGNORED
    back = invited()
    type(back).objects.filter(pk=back.pk).update(withdrawn_at=timezone.now())
    assert answer_in_calendar(back) == Receipt.IGNORED


def test_where_no_mail_comes_in_no_calendar_is_asked_for_an_answer(settings):
    settings.MAIL_IN_AUTHSERV_ID = ""
    shown = vobject.readOne(calendars.invitation_attachment(invited()).content.decode())
    assert shown.vevent.organizer.value == f"MAILTO:{calendars.organiser_address()}"
    assert shown.vevent.attendee.params["RSVP"] == ["FALSE"]


@pytest.mark.parametrize("content", ["", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", "\x00"])
def test_a_calendar_that_is_none_breaks_nothing(content):
    message = EmailMessage()
    message.set_content(content, subtype="calendar")
    assert read_calendar_answer(message) is None
