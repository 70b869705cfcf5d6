"""«Accept» in a calendar program (iTIP, RFC 5546): what its mail says, and for which address it is sent to us."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.message import Message

from django.conf import settings
from icalendar import Calendar

from knowledge_network.notifications.outbox.references import sign_address
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import MeetingInvitation

MAILBOX = "agenda"
TYPES = frozenset({"text/calendar", "application/ics"})
# A whole year of meetings is smaller.
LARGEST = 256 * 1024
ANSWERS: dict[str, str] = {
    "ACCEPTED": RsvpAnswer.YES,
    "TENTATIVE": RsvpAnswer.MAYBE,
    "DECLINED": RsvpAnswer.NO,
}


@dataclass(frozen=True)
class CalendarAnswer:
    """What somebody answered in their calendar; `starts_at` is when they thought that it begins, if it says so."""

    uid: str
    attendee: str
    answer: str
    starts_at: dt.datetime | None


def make_answer_address(invitation: MeetingInvitation) -> str:
    """Where the calendar of who is invited sends its answer; empty where no mail comes in that we can trust."""
    return sign_address(MAILBOX, invitation.public_id) if settings.MAIL_IN_AUTHSERV_ID else ""


def read_calendar_answer(message: Message) -> CalendarAnswer | None:
    """The one answer in a mail; None for anything else."""
    found = [part for part in message.walk() if part.get_content_type() in TYPES]
    content = found[0].get_payload(decode=True) if found else None
    if not isinstance(content, bytes) or len(content) > LARGEST:
        return None
    try:
        calendar = Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        if str(calendar.get("METHOD", "")).upper() != "REPLY" or len(events) != 1:
            return None
        return _read_event(events[0])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def _read_event(event: object) -> CalendarAnswer | None:
    get = event.get  # type: ignore[attr-defined]
    attendees = get("ATTENDEE")
    attendee = attendees[0] if isinstance(attendees, list) and len(attendees) == 1 else attendees
    if attendee is None or isinstance(attendee, list):
        return None
    answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    if answer is None:
        return None
    start = getattr(get("DTSTART"), "dt", None)
    moment = start if isinstance(start, dt.datetime) and start.tzinfo is not None else None
    address = str(attendee).strip().lower().removeprefix("mailto:")
    return CalendarAnswer(str(get("UID", "")), address, answer, moment)
