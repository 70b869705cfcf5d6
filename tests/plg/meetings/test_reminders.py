"""Reminders come at their hour on the wall, once, and only to whom they are for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.notifications.events.actions import end_mail
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due, planner, rhythm
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.guests import invite_guest
from plg.meetings.actions.invitations import invite_newcomer
from plg.meetings.actions.meetings import cancel_meeting, change_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.reminders import REMINDERS, plan_reminders
from tests import factories as f
from tests.plg.meetings.helpers import invited, moment, planned, told

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

BY_NAME = {reminder.name: reminder for reminder in REMINDERS}
HOUR = dt.timedelta(hours=1)


class Calendar:
    """Schools are closed in weekends and from the one day to the other."""

    def __init__(self, first: str = "", last: str = "") -> None:
        self.closed = (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if first else None

    def is_school_day(self, day: dt.date) -> bool:
        return day.weekday() < rhythm.SATURDAY and not (self.closed and self.closed[0] <= day <= self.closed[1])


@pytest.fixture
def clock(time_machine):
    """Moves to a moment on the wall, and runs the schedule there."""

    def run(text: str, *, grace: bool = False) -> None:
        when = moment(text)
        time_machine.move_to(when, tick=False)
        planner.plan_due()
        if grace:  # what can wait goes into the mail of the day, ten minutes later
            time_machine.move_to(when + dt.timedelta(minutes=11), tick=False)
            planner.plan_due()
        deliver_due()

    return run


# When ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "name", "due"),
    [
        ("2026-11-25T15:30", "two_weeks", "2026-11-11T09:00"),
        ("2026-11-26T15:30", "answer", "2026-11-23T09:00"),
        ("2026-11-25T15:30", "answer", "2026-11-20T09:00"),  # Sunday: the Friday before
        ("2026-11-25T15:30", "tomorrow", "2026-11-24T16:00"),
        ("2026-11-30T09:00", "tomorrow", "2026-11-27T16:00"),  # a Monday
        # The clock goes forward in the night of 29 March and back in that of 25 October.
        ("2026-03-31T15:30", "two_weeks", "2026-03-17T09:00"),
        ("2026-03-30T15:30", "tomorrow", "2026-03-27T16:00"),
        ("2026-04-01T15:30", "answer", "2026-03-27T09:00"),
        ("2026-10-28T15:30", "two_weeks", "2026-10-14T09:00"),
        ("2026-10-26T15:30", "tomorrow", "2026-10-23T16:00"),
        ("2026-10-29T15:30", "answer", "2026-10-26T09:00"),
    ],
)
def test_a_reminder_keeps_its_hour_on_the_wall_and_comes_on_a_school_day_before(starts, name, due):
    assert BY_NAME[name].due_at(moment(starts), Calendar()) == moment(due)


@pytest.mark.parametrize(
    ("starts", "name", "due"),
    [
        ("2026-10-20T15:30", "tomorrow", "2026-10-16T16:00"),  # the autumn holiday begins on the 17th
        ("2026-11-03T15:30", "two_weeks", "2026-10-20T09:00"),  # more than a week earlier is too soon
    ],
)
def test_in_a_holiday_it_comes_earlier_but_not_weeks_too_soon(starts, name, due):
    long_holiday = Calendar("2026-10-12", "2026-10-25") if name == "two_weeks" else Calendar("2026-10-17", "2026-10-25")
    assert BY_NAME[name].due_at(moment(starts), long_holiday) == moment(due)


@pytest.mark.parametrize("meeting_day", ["2026-03-29", "2026-10-25"])
def test_through_the_night_of_the_clock_change_each_reminder_comes_once(meeting_day, time_machine):
    """Every quarter of an hour from the afternoon before to the meeting, which is on that Sunday at three."""
    starts = moment(f"{meeting_day}T15:00")
    invited(planned(f.GroupFactory(), starts), member := f.MemberFactory(), RsvpAnswer.YES)
    when = starts - dt.timedelta(days=3)
    while when < starts:
        time_machine.move_to(when, tick=False)
        plan_reminders(timezone.now())
        when += dt.timedelta(minutes=15)
    (notice,) = Notice.objects.filter(member=member)
    assert notice.kind == "plg.reminder_tomorrow"
    assert timezone.localtime(notice.created_at).strftime("%a %H:%M") == "Fri 16:00"


@pytest.mark.parametrize("step", [dt.timedelta(minutes=6), 3 * HOUR, -dt.timedelta(minutes=40)])
def test_a_clock_that_jumps_around_a_reminder_neither_loses_nor_doubles_it(step, time_machine, mailoutbox):
    invited(planned(f.GroupFactory(), moment("2026-11-25T19:45")), f.MemberFactory(), RsvpAnswer.YES)
    for start in ("2026-11-24T15:57", "2026-11-24T16:01"):
        time_machine.move_to(moment(start), tick=False)
        for _tick in range(2):
            planner.plan_due()
            deliver_due()
            time_machine.shift(step)
    time_machine.move_to(moment("2026-11-24T18:55"), tick=False)
    planner.plan_due()
    deliver_due()
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == ["Morgen"]


def test_a_schedule_that_slept_for_a_day_still_reminds_and_one_that_slept_for_two_does_not():
    meeting = planned(f.GroupFactory(), moment("2026-11-27T15:30"))
    invited(meeting, member := f.MemberFactory())
    due = moment("2026-11-24T09:00")
    assert plan_reminders(due + 40 * HOUR) == 0
    assert plan_reminders(due + 20 * HOUR) == 1
    assert told(member) == ["plg.reminder_answer"]


# For whom --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "answers"),
    [
        ("2026-11-11T09:00", {RsvpAnswer.NONE, RsvpAnswer.MAYBE, RsvpAnswer.YES}),
        ("2026-11-20T09:00", {RsvpAnswer.NONE}),
        ("2026-11-24T16:00", {RsvpAnswer.MAYBE, RsvpAnswer.YES}),
    ],
)
def test_each_reminder_goes_to_the_answers_it_is_for_and_never_to_who_said_no(when, answers):
    meeting = planned(f.GroupFactory(), moment("2026-11-25T15:30"))
    people = {answer: invited(meeting, answer=answer).member for answer in RsvpAnswer}
    gone = invited(meeting, answer=RsvpAnswer.YES, withdrawn_at=moment("2026-10-01T09:00")).member
    left = f.MemberFactory(left_at=moment("2026-10-01T09:00"))
    invited(meeting, left, RsvpAnswer.YES)
    plan_reminders(moment(when))
    assert {answer for answer, member in people.items() if told(member)} == answers
    assert [told(person) for person in (gone, left)] == [[], []]


def test_who_waits_for_a_seat_is_not_told_that_it_is_tomorrow():
    meeting = planned(f.GroupFactory(), moment("2026-11-25T15:30"), capacity=1)
    waits = invited(meeting, answer=RsvpAnswer.YES, waiting_since=moment("2026-10-01T09:00")).member
    plan_reminders(moment("2026-11-24T16:00"))
    assert told(waits) == []


def test_what_was_due_before_somebody_was_invited_is_not_sent_to_them():
    group = f.GroupFactory()
    planned(group, moment("2026-11-25T15:30"))
    newcomer = f.GroupMembershipFactory(group=group).member
    invite_newcomer(group=group, member=newcomer, at=moment("2026-11-11T10:00"))
    assert plan_reminders(moment("2026-11-11T11:00")) == 0
    assert plan_reminders(moment("2026-11-20T09:00")) == 1


def test_planning_twice_and_yesterday_again_tells_nothing_new():
    meeting = planned(f.GroupFactory(), moment("2026-11-25T15:30"))
    for answer in RsvpAnswer:
        invited(meeting, answer=answer)
    moments = [moment(text) for text in ("2026-11-11T09:00", "2026-11-20T09:00", "2026-11-24T16:00")]
    assert [plan_reminders(when) for when in moments] == [3, 1, 2]
    assert [plan_reminders(when) for when in [*moments, *reversed(moments)]] == [0] * 6


@pytest.mark.parametrize("meetings", [1, 3])
def test_planning_costs_the_same_whatever_the_number_of_people(meetings, django_assert_num_queries):
    for number in range(3):
        meeting = planned(f.GroupFactory(), moment("2026-11-25T15:30"))
        for _person in range(2 * meetings if number == 0 else 2):
            invited(meeting, answer=RsvpAnswer.YES)
    # Holidays, meetings, invitations, what was told; and what telling costs for each of the three meetings.
    with django_assert_num_queries(41):
        plan_reminders(moment("2026-11-24T16:00"))


# What changes in the meantime --------------------------------------------------------------------


def test_a_meeting_that_moves_takes_its_old_reminder_along(clock, mailoutbox):
    group = f.GroupFactory()
    lead = f.GroupMembershipFactory(group=group, role="lead").member
    meeting = planned(group, moment("2026-11-25T15:30"))
    invited(meeting, member := f.MemberFactory(), RsvpAnswer.NONE)
    clock("2026-11-11T09:00")
    assert told(member) == ["plg.reminder_two_weeks"]
    change_meeting(meeting=meeting, by=lead, starts_at=moment("2026-12-02T15:30"), ends_at=moment("2026-12-02T17:00"))
    clock("2026-11-11T09:11")
    assert [mail.subject for mail in mailoutbox] == [f"Verzet: {group.name} – wo 2 december 2026"]
    clock("2026-11-18T09:00", grace=True)
    assert mailoutbox[-1].subject.startswith("Over twee weken")
    assert "2 december" in mailoutbox[-1].body


@pytest.mark.parametrize("change", ["moved", "cancelled", "said no"])
def test_a_reminder_that_waits_in_the_outbox_is_skipped_with_its_reason(change, time_machine, mailoutbox):
    group = f.GroupFactory()
    lead = f.GroupMembershipFactory(group=group, role="lead").member
    meeting = planned(group, moment("2026-11-25T15:30"))
    invitation = invited(meeting, answer=RsvpAnswer.YES)
    time_machine.move_to(moment("2026-11-24T16:00"), tick=False)
    plan_reminders(timezone.now())
    delivery = Delivery.objects.get(kind="plg.reminder_tomorrow")
    if change == "moved":
        change_meeting(meeting=meeting, by=lead, starts_at=meeting.starts_at + HOUR, ends_at=meeting.ends_at + HOUR)
    elif change == "cancelled":
        cancel_meeting(meeting=meeting, by=lead, reason="Ziek.")
    else:
        answer_meeting(invitation=invitation, answer=RsvpAnswer.NO)
    deliver_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SKIPPED
    assert delivery.reason == {"moved": "the meeting was moved", "cancelled": "the meeting was cancelled"}.get(
        change, "read in the app"
    )
    assert not [mail for mail in mailoutbox if mail.subject.startswith("Morgen")]


def test_a_change_goes_out_in_the_evening_and_an_invitation_waits_for_the_morning(time_machine, mailoutbox):
    group = f.GroupFactory()
    lead = f.GroupMembershipFactory(group=group, role="lead").member
    time_machine.move_to(moment("2026-11-24T20:00"), tick=False)
    meeting = planned(group, moment("2026-12-09T15:30"))
    invited(meeting, f.MemberFactory(), RsvpAnswer.YES)
    cancel_meeting(meeting=meeting, by=lead, reason="De spreker is ziek.")
    deliver_due()
    assert [mail.subject for mail in mailoutbox] == [f"Afgezegd: {group.name} – wo 9 december 2026"]


# What the mails are ------------------------------------------------------------------------------


def test_two_weeks_before_the_agenda_comes_along_with_a_way_to_answer(clock, mailoutbox):
    group = f.GroupFactory()
    meeting = planned(group, moment("2026-11-25T15:30"))
    for position, title in enumerate(("Terugblik", "Leerlingwerk bekijken")):
        meeting.agenda_items.create(title=title, position=position)
    invitation = invited(meeting)
    clock("2026-11-11T09:00", grace=True)
    (mail,) = mailoutbox
    assert mail.subject == f"Over twee weken: {group.name} – laat weten of je erbij bent"
    assert mail.body.index("1. Terugblik") < mail.body.index("2. Leerlingwerk bekijken")
    for answer in ("ja", "misschien", "nee"):
        assert f"?antwoord={answer}" in mail.body
    assert invitation.public_id in mail.body


def test_the_day_before_place_and_documents_stand_in_it(clock, mailoutbox):
    group = f.GroupFactory()
    meeting = planned(group, moment("2026-11-25T15:30"), location="Lokaal 3")
    invited(meeting, answer=RsvpAnswer.YES)
    clock("2026-11-24T16:00")
    (mail,) = mailoutbox
    assert mail.subject == f"Morgen: {group.name}, 15:30, Lokaal 3"
    assert "Lokaal 3" in mail.body
    assert "agenda" in mail.body


def test_on_friday_a_meeting_of_monday_is_not_called_tomorrow(clock, mailoutbox):
    invitation = invited(planned(f.GroupFactory(), moment("2026-11-30T15:30")), answer=RsvpAnswer.YES)
    MailRhythm.objects.create(member=invitation.member, digest=False)
    clock("2026-11-27T16:00")
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == ["Bijna"]


def test_a_reminder_is_in_the_language_of_its_reader(clock, mailoutbox):
    invited(planned(f.GroupFactory(), moment("2026-11-25T15:30")), f.MemberFactory(language="en"), RsvpAnswer.YES)
    clock("2026-11-24T16:00")
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == ["Tomorrow"]


def test_a_guest_is_reminded_once_and_only_when_coming(clock, mailoutbox, time_machine):
    group = f.GroupFactory()
    lead = f.GroupMembershipFactory(group=group, role="lead").member
    meeting = planned(group, moment("2026-11-25T15:30"))
    time_machine.move_to(moment("2026-11-02T10:00"), tick=False)
    for name in ("yes", "no"):
        guest = invite_guest(meeting=meeting, by=lead, name=name, email=f"{name}@example.org")
        answer_meeting(invitation=guest, answer=name)
    for _time in range(2):
        clock("2026-11-24T16:00")
    reminders = [mail for mail in mailoutbox if mail.subject.startswith("Morgen")]
    assert [mail.to for mail in reminders] == [["yes@example.org"]]


def test_a_member_who_turned_the_reminder_off_gets_none(clock, mailoutbox):
    invitation = invited(planned(f.GroupFactory(), moment("2026-11-25T15:30")), answer=RsvpAnswer.YES)
    end_mail(member=invitation.member, kind="plg.reminder_tomorrow")
    clock("2026-11-24T16:00")
    assert mailoutbox == []
    assert told(invitation.member) == ["plg.reminder_tomorrow"], "it still stands under the bell"


def test_reminders_that_can_wait_stand_in_the_overview_on_its_day(clock, mailoutbox):
    member = f.MemberFactory()
    MailRhythm.objects.create(member=member, weekday=2)  # Wednesday, 15:30
    invited(planned(f.GroupFactory(), moment("2026-11-25T15:30")), member)
    clock("2026-11-11T09:00", grace=True)
    assert mailoutbox == []
    clock("2026-11-11T15:30")
    assert [mail.subject for mail in mailoutbox] == ["Jouw week in het kennisnetwerk"]
