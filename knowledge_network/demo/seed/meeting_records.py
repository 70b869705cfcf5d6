"""What the past meetings of the demo network left behind: attendance, minutes, action points, returns to school."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict

from django.utils import timezone

from knowledge_network.demo.seed import meeting_texts as texts
from knowledge_network.demo.seed.texts import minutes_communities, minutes_projects
from knowledge_network.members.people.models import Member
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import AgendaItem, Meeting, MeetingInvitation
from plg.records.enums import ActionItemStatus, AttendanceStatus, MinutesStatus
from plg.records.models import ActionItem, Attendance, Decision, Minutes, ReturnToSchool

SUBJECTS = {**minutes_communities.MINUTES, **minutes_projects.MINUTES}
BROUGHT_BACK = {**minutes_communities.RETURNS, **minutes_projects.RETURNS}
RETURNS = 340
DAY = dt.timedelta(days=1)
# Who said no (nine in a hundred) is excused; of the others these, so that together 78 in a hundred were there.
ATTENDED = (
    (AttendanceStatus.PRESENT, 78),
    (AttendanceStatus.PARTLY, 4),
    (AttendanceStatus.ONLINE, 4),
    (AttendanceStatus.EXCUSED, 7),
    (AttendanceStatus.ABSENT, 7),
)
# The latest meetings wait for their attendance and minutes, so that there is something to do.
NOT_DONE_YET = 3


def hold(now: dt.datetime, source: random.Random) -> None:
    past = list(
        Meeting.objects.filter(ends_at__lt=now).select_related("group", "planned_by").order_by("starts_at", "pk")
    )
    waiting = {meeting.pk for meeting in past[-NOT_DONE_YET:]}
    done = [meeting for meeting in past if meeting.pk not in waiting]
    there = _attendance(done, source)
    _agendas(past, done, there, now, source)
    _coming_agendas(now, source)
    _depth(done, source)
    _returns(done, there, now, source)


def _attendance(done: list[Meeting], source: random.Random) -> dict[int, list[Member]]:
    """Confirm who was there; gives the members who were, by meeting."""
    statuses, weights = [status for status, _weight in ATTENDED], [weight for _status, weight in ATTENDED]
    there: dict[int, list[Member]] = defaultdict(list)
    made = []
    by_meeting = {meeting.pk: meeting for meeting in done}
    rows = MeetingInvitation.objects.filter(meeting__in=done).select_related("member").order_by("pk")
    for row in rows:
        meeting = by_meeting[row.meeting_id]
        status = source.choices(statuses, weights)[0]
        if row.answer == RsvpAnswer.NO:
            status = AttendanceStatus.EXCUSED
        here = status in AttendanceStatus.WERE_THERE
        minutes = meeting.minutes_long if status != AttendanceStatus.PARTLY else meeting.minutes_long // 2
        made.append(
            Attendance(
                invitation=row,
                status=status,
                minutes=minutes if here else 0,
                prep_minutes=meeting.prep_minutes if here else 0,
                confirmed_at=meeting.ends_at + DAY,
                confirmed_by=meeting.planned_by,
            )
        )
        if here and row.member is not None:
            there[meeting.pk].append(row.member)
    Attendance.objects.bulk_create(made, batch_size=500)
    for meeting in done:
        meeting.attendance_confirmed_at, meeting.attendance_confirmed_by = meeting.ends_at + DAY, meeting.planned_by
        meeting.status = MeetingStatus.HELD
    fields = ["attendance_confirmed_at", "attendance_confirmed_by", "status"]
    Meeting.objects.bulk_update(done, fields, batch_size=200)
    return there


def _agendas(
    past: list[Meeting], done: list[Meeting], there: dict[int, list[Member]], now: dt.datetime, source: random.Random
) -> None:
    """Agenda, minutes with decisions and action points; each meeting adopts the minutes of the one before."""
    done_keys = {meeting.pk for meeting in done}
    after: dict[int, Meeting] = {}
    latest: dict[object, Meeting] = {}
    for meeting in past:
        circle = meeting.group_id or meeting.kind
        if circle in latest:
            after[latest[circle].pk] = meeting
        latest[circle] = meeting
    turns: Counter[object] = Counter()
    for meeting in past:
        subjects = choose_subjects(meeting, turns[meeting.group_id], source)
        turns[meeting.group_id] += 1
        items = _agenda(meeting, subjects, written=meeting.pk in done_keys)
        if meeting.pk not in done_keys:
            continue
        _write(meeting, after.get(meeting.pk), there[meeting.pk], source)
        decisions = [
            Decision(meeting=meeting, agenda_item=item, position=n, text=subject.decision, noted_at=meeting.ends_at)
            for n, (item, subject) in enumerate(zip(items, subjects, strict=True))
            if subject.decision
        ]
        Decision.objects.bulk_create(decisions)
        _actions(meeting, items, subjects, there[meeting.pk], now, source)


def choose_subjects(meeting: Meeting, turn: int, source: random.Random) -> list[texts.Subject]:
    """Two of the group itself, by turns, and one that every group has now and then."""
    if meeting.group is None:
        return list(texts.NETWORK_SUBJECTS)
    own = SUBJECTS[meeting.group.name]
    first = 2 * turn % len(own)
    return [*(own + own)[first : first + 2], source.choice(texts.SUBJECTS)]


def _agenda(meeting: Meeting, subjects: list[texts.Subject], *, written: bool) -> list[AgendaItem]:
    return AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                meeting=meeting,
                position=number,
                title=subject.title,
                goal=subject.goal,
                minutes=subject.minutes,
                owner=meeting.planned_by if number == 0 else None,
                report=subject.report if written else "",
            )
            for number, subject in enumerate(subjects)
        ]
    )


def _write(meeting: Meeting, later: Meeting | None, there: list[Member], source: random.Random) -> None:
    shared = meeting.ends_at + 2 * DAY
    adopted = later is not None
    Minutes.objects.create(
        meeting=meeting,
        status=MinutesStatus.ADOPTED if adopted else MinutesStatus.DRAFT,
        opening=source.choice(texts.OPENINGS),
        closing="",
        version=4,
        saved_at=shared,
        written_by=source.choice(there) if there else meeting.planned_by,
        shared_at=shared,
        adopted_at=later.starts_at if later else None,
        adopted_in=later,
        adopted_by=later.planned_by if later else None,
    )


def _actions(
    meeting: Meeting,
    items: list[AgendaItem],
    subjects: list[texts.Subject],
    there: list[Member],
    now: dt.datetime,
    source: random.Random,
) -> None:
    """Old action points are done but for a few; of the latest months some are open, and some of those late."""
    old = meeting.ends_at < now - 120 * DAY
    made = []
    for item, subject in zip(items, subjects, strict=True):
        if not subject.action or not there:
            continue
        due = timezone.localdate(meeting.starts_at) + source.randint(14, 42) * DAY
        is_open = source.random() < (0.01 if old else 0.55)
        status = (
            source.choice((ActionItemStatus.OPEN, ActionItemStatus.OPEN, ActionItemStatus.BUSY))
            if is_open
            else ActionItemStatus.DONE
        )
        made.append(
            ActionItem(
                group=meeting.group,
                meeting=meeting,
                agenda_item=item,
                title=subject.action,
                owner=source.choice(there),
                due_on=due,
                status=status,
                noted_by=meeting.planned_by,
                created_at=meeting.ends_at,
                finished_at=None if is_open else min(now, meeting.ends_at + 14 * DAY),
            )
        )
    ActionItem.objects.bulk_create(made)


def _coming_agendas(now: dt.datetime, source: random.Random) -> None:
    coming = Meeting.objects.filter(starts_at__gt=now, starts_at__lt=now + 40 * DAY).select_related("planned_by")
    turns: Counter[object] = Counter()
    for meeting in coming.select_related("group").order_by("starts_at", "pk"):
        turns[meeting.group_id] += 1
        # From the end: what a group still has to talk about is not what it began with.
        _agenda(meeting, choose_subjects(meeting, -turns[meeting.group_id], source), written=False)


def _depth(done: list[Meeting], source: random.Random) -> None:
    """Groups go deeper over time, with a step back now and then."""
    turns: dict[int, int] = defaultdict(int)
    marked = []
    for meeting in done:
        if meeting.group_id is None or source.random() < 0.15:
            continue
        turn = turns[meeting.group_id]
        turns[meeting.group_id] += 1
        level = max(1, min(4, 1 + turn // 2 + source.choice((-1, 0, 0, 0, 1))))
        meeting.depth, meeting.depth_note = level, texts.DEPTH_NOTES[level - 1]
        marked.append(meeting)
    Meeting.objects.bulk_update(marked, ["depth", "depth_note"], batch_size=200)


def _returns(done: list[Meeting], there: dict[int, list[Member]], now: dt.datetime, source: random.Random) -> None:
    pairs = [(meeting, member) for meeting in done if meeting.group_id for member in there[meeting.pk]]
    chosen = source.sample(pairs, min(RETURNS, len(pairs)))
    rows: list[ReturnToSchool] = []
    for meeting, member in sorted(chosen, key=lambda pair: (pair[0].starts_at, pair[1].pk)):
        what, audience, mechanism = source.choice(texts.RETURNS)
        if len(rows) % 3 and meeting.group is not None:
            own = BROUGHT_BACK[meeting.group.name]
            what = own[len(rows) % len(own)]
        written = min(now, meeting.ends_at + source.randint(1, 10) * DAY)
        known = written < now - 42 * DAY and source.random() < 0.7
        rows.append(
            ReturnToSchool(
                member=member,
                meeting=meeting,
                group=meeting.group,
                what=what,
                audience=audience,
                happened_on=timezone.localdate(written),
                mechanism=mechanism if source.random() < 0.7 else "",
                follow_up=source.choice(texts.FOLLOW_UPS) if known else "",
                follow_up_on=timezone.localdate(written + 42 * DAY) if known else None,
                shared_with_group=source.random() < 0.9,
                created_at=written,
            )
        )
    ReturnToSchool.objects.bulk_create(rows, batch_size=500)
