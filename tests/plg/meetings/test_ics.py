"""What mails bring into people's own calendars: an event per meeting that moves, and goes when it is cancelled."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.notifications.outbox import deliver_due
from plg.meetings import calendars
from plg.meetings.actions import meetings as actions
from plg.meetings.actions import series as series_actions
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.guests import invite_guest
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting
from tests.plg.meetings.calendar_program import Program, events, read
from tests.plg.meetings.helpers import moment, page_of, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# A Tuesday in a school week; everything here happens after it.
NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def a_tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def meeting(inside):
    starts = moment("2027-03-10T15:30")
    return actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Breuken", starts_at=starts, ends_at=starts + DAY / 16
    )


def posted(mailoutbox, member):
    """Send what is due; what `member` got since the last time."""
    seen = len(mailoutbox)
    deliver_due()
    return [mail for mail in mailoutbox[seen:] if mail.to == [member.email]]


def move(meeting, by, text):
    starts = moment(text)
    actions.change_meeting(meeting=meeting, by=by, starts_at=starts, ends_at=starts + DAY / 16)


def test_move_move_cancel_ends_with_no_event(inside, meeting, mailoutbox):
    program, agendas = Program(), []
    deeds = [
        lambda: None,
        lambda: move(meeting, inside.lead, "2027-03-17T15:30"),
        lambda: move(meeting, inside.lead, "2027-04-07T16:00"),
        lambda: actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte"),
    ]
    for deed in deeds:
        deed()
        for mail in posted(mailoutbox, inside.member):
            program.take(mail)
        agendas.append(sorted(f"{start:%d-%m %H:%M}" for start in program.agenda.values()))
    assert agendas == [["10-03 15:30"], ["17-03 15:30"], ["07-04 16:00"], []]


def test_whatever_order_the_mails_arrive_in_a_cancelled_meeting_ends_with_no_event(inside, meeting, mailoutbox):
    mails = posted(mailoutbox, inside.member)
    for text in ("2027-03-17T15:30", "2027-04-07T16:00"):
        move(meeting, inside.lead, text)
        mails += posted(mailoutbox, inside.member)
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    mails += posted(mailoutbox, inside.member)
    assert len(mails) == 4
    for seed in range(24):
        program = Program()
        for mail in random.Random(seed).sample(mails, 4):
            program.take(mail)
        assert program.agenda == {}


def test_calling_off_and_undo_ends_with_one_event(inside, meeting, mailoutbox):
    program = Program()
    for deed in (
        lambda: None,
        lambda: actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte"),
        lambda: actions.reinstate_meeting(meeting=meeting, by=inside.lead),
    ):
        deed()
        for mail in posted(mailoutbox, inside.member):
            program.take(mail)
    assert list(program.agenda.values()) == [dt.datetime(2027, 3, 10, 15, 30)]


def test_undo_before_anything_was_mailed_leaves_the_event_too(inside, meeting, mailoutbox):
    program = Program()
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Vergissing")
    actions.reinstate_meeting(meeting=meeting, by=inside.lead)
    for mail in posted(mailoutbox, inside.member):
        program.take(mail)
    assert list(program.agenda.values()) == [dt.datetime(2027, 3, 10, 15, 30)]


def test_a_guest_has_the_same_event_as_the_members(inside, meeting, mailoutbox):
    guest = invite_guest(meeting=meeting, by=inside.lead, name="Femke", email="femke@example.org")
    programs = {inside.member.email: Program(), guest.guest_email: Program()}

    def take():
        seen = len(mailoutbox)
        deliver_due()
        for mail in mailoutbox[seen:]:
            if mail.to[0] in programs:
                programs[mail.to[0]].take(mail)

    take()
    move(meeting, inside.lead, "2027-04-07T16:00")
    take()
    members, guests = programs.values()
    assert members.agenda == guests.agenda
    assert len(guests.agenda) == 1
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    take()
    assert (members.agenda, guests.agenda) == ({}, {})


def test_a_series_across_both_clock_changes_stands_at_half_past_three_every_time(inside, mailoutbox):
    days = [dt.date(2027, 3, 24), dt.date(2027, 3, 31), dt.date(2027, 10, 27), dt.date(2027, 11, 3)]
    series = series_actions.plan_series(
        group=inside.group,
        by=inside.lead,
        title="Rekenen",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=days,
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )
    program = Program()
    (mail,) = posted(mailoutbox, inside.member)
    program.take(mail)
    assert sorted(program.agenda.values()) == [dt.datetime.combine(day, dt.time(15, 30)) for day in days]
    as_utc = sorted(event.dtstart.value.astimezone(dt.UTC).hour for event in program.known.values())
    assert as_utc == [13, 13, 14, 14]
    series_actions.cancel_series(series=series, by=inside.lead, reason="De groep stopt")
    for cancelled in posted(mailoutbox, inside.member):
        program.take(cancelled)
    assert program.agenda == {}


def test_a_series_that_moves_has_no_event_twice_and_comes_back_after_undo(inside, mailoutbox):
    series = series_actions.plan_series(
        group=inside.group,
        by=inside.lead,
        title="Rekenen",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=[dt.date(2027, 3, 24), dt.date(2027, 3, 31)],
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )
    program = Program()
    for deed in (
        lambda: None,
        lambda: series_actions.change_series(series=series, by=inside.lead, shift_days=1),
        lambda: series_actions.cancel_series(series=series, by=inside.lead, reason="Ziekte"),
        lambda: series_actions.reinstate_series(series=series, by=inside.lead),
    ):
        deed()
        for mail in posted(mailoutbox, inside.member):
            program.take(mail)
    assert sorted(start.date() for start in program.agenda.values()) == [dt.date(2027, 3, 25), dt.date(2027, 4, 1)]


def test_who_said_no_is_asked_again_after_a_move_and_then_has_the_new_time(inside, meeting, mailoutbox):
    posted(mailoutbox, inside.member)
    answer_meeting(invitation=meeting.invitations.get(member=inside.member), answer=RsvpAnswer.NO)
    move(meeting, inside.lead, "2027-04-07T16:00")
    program = Program()
    for mail in posted(mailoutbox, inside.member):
        program.take(mail)
    assert list(program.agenda.values()) == [dt.datetime(2027, 4, 7, 16)]


# The file itself --------------------------------------------------------------------------------


def test_the_invitation_names_the_network_as_host_and_nobodys_address_but_the_receivers(inside, meeting, mailoutbox):
    (mail,) = posted(mailoutbox, inside.member)
    (part,) = [part for part in mail.message().walk() if part.get_content_type() == "text/calendar"]
    text = part.get_payload(decode=True).decode()
    (event,) = events(text)
    assert event.organizer.value == f"MAILTO:{calendars.organiser_address()}"
    assert event.attendee.value == f"MAILTO:{inside.member.email}"
    assert inside.lead.email not in text
    assert inside.observer.email not in text


def test_the_uid_stays_and_the_sequence_counts_every_change(inside, meeting):
    seen = []
    for change in ({}, {"location": "Aula"}, {"title": "Anders"}):
        if change:
            actions.change_meeting(meeting=meeting, by=inside.lead, **change)
            meeting.refresh_from_db()
        (event,) = events(calendars.build_download(meeting))
        seen.append((event.uid.value, event.sequence.value))
    assert len({uid for uid, _sequence in seen}) == 1
    assert [sequence for _uid, sequence in seen] == ["0", "1", "2"]


def test_the_time_zone_is_in_the_file_and_lines_end_and_fold_as_they_should(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(description="Ö" * 300)
    meeting.refresh_from_db()
    data = calendars.build_download(meeting)
    assert read(data).vtimezone.tzid.value == "Europe/Amsterdam"
    assert b"DTSTART;TZID=Europe/Amsterdam:20270310T153000" in data
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert events(data)[0].description.value.startswith("Ö" * 300)


@given(title=st.text(min_size=1, max_size=60), place=st.text(max_size=60))
def test_no_title_or_place_breaks_the_file_or_adds_an_event(title, place):
    meeting = Meeting(
        title=title,
        location=place,
        starts_at=moment("2027-03-10T15:30"),
        ends_at=moment("2027-03-10T17:00"),
        created_at=NOW,
        changed_at=NOW,
    )
    data = calendars.build_calendar([calendars.build_event(meeting)])
    (event,) = events(data)
    assert event.dtstart.value.replace(tzinfo=None) == dt.datetime(2027, 3, 10, 15, 30)


def test_one_meeting_is_downloaded_as_a_file_by_who_may_see_it(inside):
    meeting = planned(inside.group, moment("2027-03-10T15:30"))
    response = inside.client("member").get(page_of("meeting_ics", meeting))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    (event,) = events(response.content)
    assert event.dtstart.value.astimezone(dt.UTC) == meeting.starts_at
    assert inside.client("outsider").get(page_of("meeting_ics", meeting)).status_code == 404


def test_the_clock_of_a_reader_elsewhere_changes_nothing(meeting):
    with timezone.override("Pacific/Auckland"):
        data = calendars.build_download(meeting)
    assert b"DTSTART;TZID=Europe/Amsterdam:20270310T153000" in data
