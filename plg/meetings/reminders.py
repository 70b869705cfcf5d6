"""Reminders before a meeting: planned from what is due by now and not yet told, never from which minute it is.

| when | to whom |
|---|---|
| two weeks before, 9:00 | who is invited and did not say no, with the agenda |
| three days before, 9:00 | who did not answer |
| the day before, 16:00 | who comes or perhaps comes, with place and documents |

A reminder that falls on a day without school moves to the school day before, when that is at most a week earlier: in
the long holidays it comes on its own day rather than weeks too soon. Its key holds the start of the meeting:
a meeting that moves gets new reminders, and the old ones are stale. What was due before somebody was invited is not
sent to them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import present
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.emails import mail_guests
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices

# Whoever slept this long has missed it: a reminder two days late reminds nobody.
LATEST = dt.timedelta(hours=36)


@dataclass(frozen=True)
class Reminder:
    """`days` before the start, on the clock at `at`; to who gave one of `answers`."""

    name: str
    kind: NoticeKind
    days: int
    at: dt.time
    answers: tuple[str, ...]

    def due_at(self, starts_at: dt.datetime, calendar: rhythm.SchoolDays) -> dt.datetime:
        day = timezone.localdate(starts_at) - dt.timedelta(days=self.days)
        return rhythm.local(rhythm.day_in_time(day, calendar), self.at)


REMINDERS = (
    Reminder(
        "two_weeks", notices.REMINDER_TWO_WEEKS, 14, dt.time(9), (RsvpAnswer.NONE, RsvpAnswer.MAYBE, RsvpAnswer.YES)
    ),
    Reminder("answer", notices.REMINDER_ANSWER, 3, dt.time(9), (RsvpAnswer.NONE,)),
    Reminder("tomorrow", notices.REMINDER_TOMORROW, 1, dt.time(16), (RsvpAnswer.YES, RsvpAnswer.MAYBE)),
)


def plan_reminders(now: dt.datetime) -> int:
    """Tell what is due; three queries and a few per meeting that something is due for. Repeating tells nothing new."""
    told = 0
    calendar = rhythm.school_days(timezone.localdate(now))
    horizon = now + dt.timedelta(days=14) + rhythm.LONGEST_SHIFT
    meetings = (
        Meeting.objects.taking_place()
        .filter(starts_at__gt=now, starts_at__lt=horizon)
        .select_related("group", "partnership")
        .order_by("starts_at", "pk")
    )
    due = [
        (meeting, reminder, moment)
        for meeting in meetings
        for reminder in REMINDERS
        if (moment := reminder.due_at(meeting.starts_at, calendar)) <= now < moment + LATEST
    ]
    wanted = find_invitations({meeting.pk for meeting, _reminder, _moment in due})
    known = told_already([make_key(meeting, reminder) for meeting, reminder, _moment in due])
    for meeting, reminder, moment in due:
        key = make_key(meeting, reminder)
        invitations = wanted.get(meeting.pk, [])
        asked = (row for row in invitations if row.answer in reminder.answers and row.invited_at <= moment)
        members = [row.member for row in asked if row.member is not None and row.has_no_wait]
        people = [member for member in members if f"{key}:{member.public_id}" not in known]
        _remind(people, meeting, reminder, now)
        told += len(people)
        if reminder.name == "tomorrow" and any(row.member is None for row in invitations):
            mail_guests(kind=reminder.kind, meeting=meeting, params=notices.choose_words(meeting), due_at=moment)
    return told


def _remind(people: list[Member], meeting: Meeting, reminder: Reminder, now: dt.datetime) -> None:
    if people:
        notify(
            reminder.kind,
            to=people,
            key=make_key(meeting, reminder),
            url=reverse("plg:meeting_detail", args=[meeting.public_id]),
            group_key=meeting.group.slug if meeting.group else "",
            at=now,
            **notices.choose_words(meeting),
        )


def make_key(meeting: Meeting, reminder: Reminder) -> str:
    return f"reminder:{meeting.public_id}:{meeting.starts_at.timestamp():.0f}:{reminder.name}"


def told_already(keys: list[str]) -> set[str]:
    """The keys, with their readers, of notices that exist under `keys`. One query."""
    wanted = [Q(key__startswith=f"{key}:") for key in keys]
    return set(Notice.objects.filter(reduce(or_, wanted)).values_list("key", flat=True)) if wanted else set()


def find_invitations(meetings: set[int]) -> dict[int, list[MeetingInvitation]]:
    """The standing invitations of present members and of guests, by meeting. One query."""
    found: dict[int, list[MeetingInvitation]] = {}
    if not meetings:
        return found
    rows = MeetingInvitation.objects.standing().filter(
        present("member__") | Q(member__isnull=True), meeting__in=meetings
    )
    for invitation in rows.select_related("member").order_by("pk"):
        found.setdefault(invitation.meeting_id, []).append(invitation)
    return found
