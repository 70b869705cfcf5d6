"""What is asked after a meeting and around action points: planned from what is due and not yet told.

| when | to whom |
|---|---|
| the first school day after, 9:00 | who keeps the minutes, when they are not shared: «Verslag klaar?» |
| the first school day after, 9:00 | who was there: «Wat neem je mee terug naar school?» |
| a week after, 9:00 | who has open action points of that meeting |
| three days before an action point is due, and the day after | its owner |
| six weeks after something was taken back | who took it: what became of it? |
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import present
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.actions.answers import list_chairs
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.notices.meetings import choose_words
from plg.meetings.reminders import LATEST, find_invitations
from plg.records.enums import AttendanceStatus
from plg.records.models import ActionItem, Attendance, Minutes, ReturnToSchool
from plg.records.notices import minutes as notices

NINE = dt.time(9)
ONE_DAY = dt.timedelta(days=1)
SIX_WEEKS = dt.timedelta(weeks=6)
# The summer holiday: so much later (or earlier) something can come.
LONGEST_DELAY = dt.timedelta(days=50)


def _due(day: dt.date, calendar: rhythm.SchoolDays, now: dt.datetime, *, before: bool = False) -> bool:
    """Whether what belongs to `day` is due by now and not long past; in a holiday it moves to a school day."""
    shift = rhythm.previous_school_day if before else rhythm.next_school_day
    moment = rhythm.local(shift(day, calendar), NINE)
    return moment <= now < moment + LATEST


def plan_followups(now: dt.datetime) -> int:
    calendar = rhythm.school_days(timezone.localdate(now))
    return _after_meetings(now, calendar) + _around_actions(now, calendar) + _returns(now)


def _after_meetings(now: dt.datetime, calendar: rhythm.SchoolDays) -> int:
    meetings = (
        Meeting.objects.filter(
            status__in=MeetingStatus.COUNTS_AS_HELD,
            ends_at__lt=now,
            ends_at__gt=now - dt.timedelta(days=8) - LONGEST_DELAY,
        )
        .select_related("group", "partnership", "planned_by")
        .annotate(
            has_minutes=Exists(Minutes.objects.filter(meeting=OuterRef("pk"), shared_at__isnull=False)),
            has_open=Exists(ActionItem.objects.open().filter(meeting=OuterRef("pk"), owner__isnull=False)),
        )
        .order_by("pk")
    )
    told = 0
    rows: list[Any] = list(meetings)
    day_after = [m for m in rows if _due(timezone.localdate(m.starts_at) + ONE_DAY, calendar, now)]
    week_after = [m for m in rows if m.has_open and _due(timezone.localdate(m.starts_at) + 7 * ONE_DAY, calendar, now)]
    there = who_was_there([m.pk for m in day_after])
    for meeting in day_after:
        if not meeting.has_minutes:
            told += _tell(notices.MINUTES_DUE, meeting, list_chairs(meeting), "minutes_write", now)
        told += _tell(notices.WHAT_DO_YOU_TAKE_BACK, meeting, there.get(meeting.pk, []), "return_add", now)
    for meeting in week_after:
        told += _tell_owners(meeting, now)
    return told


def who_was_there(meetings: list[int]) -> dict[int, list[Member]]:
    """Members who were there as confirmed or checked in; before that, who said yes. Two queries."""
    confirmed: dict[int, list[Member]] = {}
    rows = Attendance.objects.filter(present("invitation__member__"), invitation__meeting__in=meetings)
    for row in rows.filter(invitation__member__isnull=False).select_related("invitation__member"):
        known = confirmed.setdefault(row.invitation.meeting_id, [])
        if row.status in AttendanceStatus.WERE_THERE and row.invitation.member is not None:
            known.append(row.invitation.member)
    answered = find_invitations({pk for pk in meetings if pk not in confirmed})
    yes = RsvpAnswer.YES
    for pk, invitations in answered.items():
        confirmed[pk] = [row.member for row in invitations if row.member and row.answer == yes and row.has_no_wait]
    return confirmed


def _tell(kind: NoticeKind, meeting: Meeting, people: list[Member], page: str, now: dt.datetime) -> int:
    if people:
        notify(
            kind,
            to=people,
            key=f"followup:{meeting.public_id}:{meeting.starts_at.timestamp():.0f}:{kind.name}",
            url=reverse(f"plg:{page}", args=[meeting.public_id]),
            group_key=meeting.group.slug if meeting.group else "",
            at=now,
            **choose_words(meeting),
        )
    return len(people)


def _tell_owners(meeting: Meeting, now: dt.datetime) -> int:
    rows = ActionItem.objects.open().filter(present("owner__"), meeting=meeting, owner__isnull=False)
    counts = Counter(row.owner for row in rows.select_related("owner") if row.owner is not None)
    for owner, count in counts.items():
        notify(
            notices.ACTIONS_OF_MEETING,
            to=[owner],
            key=f"followup:{meeting.public_id}:{meeting.starts_at.timestamp():.0f}:actions",
            url=reverse("plg:my_action_items"),
            group_key=meeting.group.slug if meeting.group else "",
            at=now,
            count=count,
            **choose_words(meeting),
        )
    return len(counts)


def _around_actions(now: dt.datetime, calendar: rhythm.SchoolDays) -> int:
    today, told = timezone.localdate(now), 0
    rows = ActionItem.objects.open().filter(
        present("owner__"),
        owner__isnull=False,
        due_on__gte=today - LONGEST_DELAY - 2 * ONE_DAY,
        due_on__lte=today + LONGEST_DELAY + 4 * ONE_DAY,
    )
    for action in rows.select_related("owner", "group").order_by("pk"):
        if action.due_on is None or action.owner is None:
            continue
        for name, day, before in (
            ("soon", action.due_on - 3 * ONE_DAY, True),
            ("late", action.due_on + ONE_DAY, False),
        ):
            noted = timezone.localdate(action.created_at) <= day
            if noted and _due(day, calendar, now, before=before):
                notify(
                    notices.ACTION_DUE,
                    to=[action.owner],
                    key=f"action:{action.public_id}:{action.due_on}:{name}",
                    url=reverse("plg:my_action_items"),
                    group_key=action.group.slug if action.group else "",
                    at=now,
                    action=action.public_id,
                    title=action.title,
                    due_on=str(action.due_on),
                )
                told += 1
    return told


def _returns(now: dt.datetime) -> int:
    """Six weeks later, once; who slept for two weeks has missed it."""
    rows = ReturnToSchool.objects.filter(
        present("member__"),
        follow_up="",
        created_at__lte=now - SIX_WEEKS,
        created_at__gt=now - SIX_WEEKS - dt.timedelta(days=14),
    ).select_related("member")
    told = 0
    for row in rows.order_by("pk"):
        notify(
            notices.RETURN_FOLLOW_UP,
            to=[row.member],
            key=f"return:{row.public_id}",
            url=reverse("plg:my_returns"),
            by=None,
            at=now,
            **{"return": row.public_id, "what": row.what[:80]},
        )
        told += 1
    return told
