"""Meetings as calendars know them (RFC 5545): one event per meeting under a UID that never changes.

Times stand on the clock of the network with its VTIMEZONE, so that 15:30 stays 15:30 across the clock change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vDuration, vText

from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network
from knowledge_network.kit.text import make_speakable
from knowledge_network.notifications.events.registry import Attachment
from plg.meetings.calendar_answers import make_answer_address
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation

PRODUCT = "-//Kennisnetwerk//Agenda//NL"
# The rule of the European Union since 1996. Short, and with RRULE: Outlook does not read a list of dates.
CLOCK = ZoneInfo("Europe/Amsterdam")
TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
# How often a program should look again at what it subscribed to.
LOOK_AGAIN = dt.timedelta(hours=1)


def make_uid(meeting: Meeting) -> str:
    return f"{meeting.public_id}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}"


def describe_place(meeting: Meeting) -> str:
    """«De Meander, teamkamer»; the school first."""
    parts = (meeting.host_site.name if meeting.host_site else "", meeting.location)
    return ", ".join(part for part in parts if part)


def _clean(text: str) -> str:
    """Without signs for which programs refuse a whole calendar; whatever breaks a line breaks it as they know it."""
    return make_speakable("\n".join(text.splitlines()))


def organiser_address() -> str:
    """The address of the network; an invitation never shows that of a person."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].strip("<> ")


def build_event(meeting: Meeting, *, titles_only: bool = False, answer: str = "", turns: int = 0) -> Event:
    """One event. `titles_only` leaves out place, link and description; `answer` and `turns` are the reader's own.

    SEQUENCE rises with the meeting and with every turn of the invitation, so that taken back and invited again can be
    put in order.
    """
    event = Event()
    event.add("uid", make_uid(meeting))
    event.add("sequence", meeting.sequence + turns)
    # When this was made, as RFC 5545 has it for a calendar with a method: of two alike, programs keep the later one.
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("last-modified", meeting.changed_at.astimezone(dt.UTC))
    event.add("created", meeting.created_at.astimezone(dt.UTC))
    event.add("dtstart", meeting.starts_at.astimezone(CLOCK))
    event.add("dtend", meeting.ends_at.astimezone(CLOCK))
    cancelled = meeting.status == MeetingStatus.CANCELLED
    name = meeting.title if meeting.title == meeting.of_whom else f"{meeting.of_whom}: {meeting.title}"
    event.add("summary", _clean(_("Cancelled: %(name)s") % {"name": name} if cancelled else name))
    event.add("status", "CANCELLED" if cancelled else "TENTATIVE" if answer == RsvpAnswer.MAYBE else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled or answer == RsvpAnswer.NO else "OPAQUE")
    if titles_only:
        return event
    address = absolute_url(reverse("plg:meeting_detail", args=[meeting.public_id]))
    if place := describe_place(meeting) or meeting.link:
        event.add("location", _clean(place))
    lines = [meeting.description, meeting.link, address]
    event.add("description", _clean("\n\n".join(line for line in lines if line)))
    event.add("url", address)
    return event


def build_calendar(events: Iterable[Event], *, method: str = PUBLISH, name: str = "") -> bytes:
    """A calendar with its time zone, as bytes with CRLF."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", _clean(name))
        calendar.add("x-wr-calname", _clean(name))
        # A feed; the second name is what Outlook and Google read.
        calendar.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    calendar.add_component(Timezone.from_ical(TIME_ZONE))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def invitation_attachment(invitation: MeetingInvitation, *, method: str = REQUEST) -> Attachment:
    """What a mail carries so that the meeting lands in, changes in or goes from the receiver's own calendar."""
    meeting, member = invitation.meeting, invitation.member
    to_name, to_address = invitation.name, member.email if member else invitation.guest_email
    event = build_event(meeting, turns=invitation.turns)
    answers_to = make_answer_address(invitation)
    organiser = vCalAddress(f"MAILTO:{answers_to or organiser_address()}")
    organiser.params["cn"] = vText(read_network().title)
    event.add("organizer", organiser)
    attendee = vCalAddress(f"MAILTO:{to_address}")
    attendee.params["cn"] = vText(to_name)
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("TRUE" if answers_to else "FALSE")
    event.add("attendee", attendee)
    if method == CANCEL:
        event["status"] = vText("CANCELLED")
    else:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _clean(meeting.title))
        alarm.add("trigger", dt.timedelta(hours=-1))
        event.add_component(alarm)
    return Attachment(
        name="uitnodiging.ics" if method == REQUEST else "afgezegd.ics",
        content=build_calendar([event], method=method),
        mime_type="text/calendar",
        method=method,
    )


def build_download(meeting: Meeting) -> bytes:
    """One meeting as a file to open in a calendar."""
    with translation.override(settings.LANGUAGE_CODE):
        return build_calendar([build_event(meeting)])
