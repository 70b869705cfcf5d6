"""Checking in, confirming who was there, and objecting to that."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.ids import pick
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify
from plg.meetings.actions.answers import list_chairs
from plg.meetings.enums import MeetingKind, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus, CheckIn, Contest
from plg.records.models import Attendance
from plg.records.models.attendance import CONTEST_WITHIN
from plg.records.notices import attendance as notices
from plg.records.queries.attendance import attendance_rows, find_attendance

OPENS_BEFORE = dt.timedelta(minutes=15)
ONE_DAY = dt.timedelta(days=1)
# Who checks in later than this was there for a part.
ON_TIME = dt.timedelta(minutes=15)


def is_open(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether one can check in: from a quarter of an hour before the start until the end."""
    return meeting.is_planned and meeting.starts_at - OPENS_BEFORE <= now <= meeting.ends_at


@transaction.atomic
def open_check_in(*, meeting: Meeting, by: Member) -> str:
    """The four figures of this meeting, made the first time."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not locked.check_in_code:
        locked.check_in_code = _free_code(locked)
        locked.save(update_fields=["check_in_code"])
        AuditEvent.objects.record("plg.check_in_opened", locked.group, by=by, meeting=locked.public_id)
    meeting.check_in_code = locked.check_in_code
    return locked.check_in_code


def _free_code(meeting: Meeting) -> str:
    """Four figures that no meeting of about the same time has, so that a code means one meeting."""
    near = Meeting.objects.filter(starts_at__lt=meeting.ends_at + ONE_DAY, ends_at__gt=meeting.starts_at - ONE_DAY)
    taken = set(near.values_list("check_in_code", flat=True))
    return pick([code for code in (f"{number:04d}" for number in range(10_000)) if code not in taken])


@transaction.atomic
def check_in(
    *, meeting: Meeting, member: Member, code: str, way: str = CheckIn.CODE, at: dt.datetime | None = None
) -> Attendance:
    """Note that `member` is there; who may see the meeting but was not invited is invited by it. Twice is once.

    Raises RefusedError outside the time of the meeting, with another code, and for who has nothing to do with it.
    """
    now = at or timezone.now()
    if not meeting.check_in_code or not secrets.compare_digest(code.encode(), meeting.check_in_code.encode()):
        raise RefusedError(_("This code is not right. Look at the board again."))
    if not is_open(meeting, now):
        raise RefusedError(_("You can check in from a quarter of an hour before the meeting until it ends."))
    if not Meeting.objects.visible_to(member).filter(pk=meeting.pk).exists():
        raise RefusedError(_("You are not invited to this meeting."))
    invitation = _invited(meeting, member)
    late = now > meeting.starts_at + ON_TIME
    online = meeting.kind == MeetingKind.ONLINE
    status = AttendanceStatus.ONLINE if online else AttendanceStatus.PARTLY if late else AttendanceStatus.PRESENT
    left = int((meeting.ends_at - max(now, meeting.starts_at)).total_seconds() // 60)
    values = {
        "status": status,
        "minutes": max(1, left) if late else meeting.minutes_long,
        "prep_minutes": count_preparation(meeting),
        "checked_in_at": now,
        "checked_in_with": way,
    }
    # The first one counts: whoever checks in again later was there all the time.
    return Attendance.objects.get_or_create(invitation=invitation, defaults=values)[0]


def _invited(meeting: Meeting, member: Member, **values: Any) -> MeetingInvitation:
    """The invitation of `member`, made or put back for who is there without one."""
    invitation, _made = MeetingInvitation.objects.get_or_create(meeting=meeting, member=member, defaults=values)
    if invitation.withdrawn_at is not None:
        invitation.withdrawn_at = invitation.withdrawn_by = None
        invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return invitation


def count_preparation(meeting: Meeting) -> int:
    """Accredited preparation: as set for the meeting, at most as long as the meeting."""
    return min(meeting.prep_minutes, meeting.minutes_long)


@dataclass(frozen=True)
class Suggestion:
    """What the table of attendance begins with for one person; `minutes` is None for who was not there."""

    status: str
    minutes: int | None
    checked_in: bool


def suggest_attendance(invitation: MeetingInvitation) -> Suggestion:
    """What stands there already; else what the answer says: who said no is excused, who said yes was there."""
    there, meeting = find_attendance(invitation), invitation.meeting
    if there is not None:
        was_there = there.status in AttendanceStatus.WERE_THERE
        return Suggestion(there.status, there.minutes if was_there else None, there.checked_in_at is not None)
    if invitation.answer == RsvpAnswer.NO:
        return Suggestion(AttendanceStatus.EXCUSED, None, checked_in=False)
    if invitation.has_seat:
        online = meeting.kind == MeetingKind.ONLINE
        return Suggestion(
            AttendanceStatus.ONLINE if online else AttendanceStatus.PRESENT, meeting.minutes_long, checked_in=False
        )
    return Suggestion(AttendanceStatus.ABSENT, None, checked_in=False)


@transaction.atomic
def confirm_attendance(
    *, meeting: Meeting, by: Member, statuses: Mapping[str, tuple[str, int | None]], at: dt.datetime | None = None
) -> int:
    """Store who was there: invitation (public id) → (status, minutes or None for the whole meeting); how many rows.

    The meeting counts as held from then on. Confirming again corrects; who is not among `statuses` keeps what stood,
    and where nothing changes the thirty days to object do not begin again.
    Raises RefusedError before the meeting began and for one that was cancelled.
    """
    now = at or timezone.now()
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if meeting.status == MeetingStatus.CANCELLED:
        raise RefusedError(_("This meeting does not take place."))
    if meeting.starts_at > now:
        raise RefusedError(_("You can confirm who was there once the meeting has begun."))
    rows = [row for row in attendance_rows(meeting) if row.public_id in statuses]
    stored = [_attendance(meeting, row, *statuses[row.public_id], by=by, at=now) for row in rows]
    Attendance.objects.bulk_create(
        stored,
        update_conflicts=True,
        unique_fields=["invitation"],
        update_fields=["status", "minutes", "prep_minutes", "confirmed_at", "confirmed_by"],
    )
    first = meeting.attendance_confirmed_at is None
    meeting.attendance_confirmed_at, meeting.attendance_confirmed_by = now, by
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["attendance_confirmed_at", "attendance_confirmed_by", "status"])
    verb = "plg.attendance_confirmed" if first else "plg.attendance_corrected"
    AuditEvent.objects.record(verb, meeting.group, by=by, meeting=meeting.public_id, count=len(stored))
    return len(stored)


def _attendance(
    meeting: Meeting, row: MeetingInvitation, status: str, minutes: int | None, *, by: Member, at: dt.datetime
) -> Attendance:
    there = status in AttendanceStatus.WERE_THERE
    whole = meeting.minutes_long
    counted = whole if minutes is None or status != AttendanceStatus.PARTLY else min(max(minutes, 0), whole)
    known = find_attendance(row)  # before the new one takes its place at `row`
    right = Attendance(
        invitation=row,
        status=status,
        minutes=counted if there else 0,
        prep_minutes=count_preparation(meeting) if there else 0,
        confirmed_at=at,
        confirmed_by=by,
    )
    if known is not None and known.confirmed_at is not None and _said(known) == _said(right):
        right.confirmed_at, right.confirmed_by_id = known.confirmed_at, known.confirmed_by_id
    return right


def _said(attendance: Attendance) -> tuple[str, int, int]:
    return attendance.status, attendance.minutes, attendance.prep_minutes


@transaction.atomic
def add_walk_in(*, meeting: Meeting, by: Member, member: Member | None = None, name: str = "") -> MeetingInvitation:
    """Somebody was there who was not invited: a member, or a guest by name. The same name twice is one guest."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if member is not None:
        invitation = _invited(meeting, member, invited_by=by)
    else:
        known = meeting.invitations.standing().filter(member__isnull=True, guest_name__iexact=name).first()
        if known is not None:
            return known
        invitation = MeetingInvitation.objects.create(meeting=meeting, guest_name=name, invited_by=by)
    AuditEvent.objects.record("plg.walk_in_added", meeting.group, by=by, subject=member, meeting=meeting.public_id)
    return invitation


# Objecting --------------------------------------------------------------------------------------


def may_contest(attendance: Attendance, now: dt.datetime) -> bool:
    """For thirty days after it was confirmed, and once."""
    return (
        attendance.confirmed_at is not None
        and attendance.contest == ""
        and now < attendance.confirmed_at + CONTEST_WITHIN
    )


@transaction.atomic
def contest_attendance(*, attendance: Attendance, by: Member, text: str, at: dt.datetime | None = None) -> None:
    """Say that one's own attendance is not right; who leads the meeting decides."""
    now = at or timezone.now()
    related = ("invitation__meeting__group", "invitation__meeting__partnership")
    attendance = Attendance.objects.select_for_update(of=("self",)).select_related(*related).get(pk=attendance.pk)
    if not may_contest(attendance, now):
        raise RefusedError(_("You can object once, within thirty days after the attendance was confirmed."))
    attendance.contest, attendance.contest_text, attendance.contested_at = Contest.OPEN, text, now
    attendance.save(update_fields=["contest", "contest_text", "contested_at"])
    meeting = attendance.invitation.meeting
    AuditEvent.objects.record("plg.attendance_contested", meeting.group, by=by, subject=by, meeting=meeting.public_id)
    notify(
        notices.ATTENDANCE_CONTESTED,
        to=list_chairs(meeting),
        key=f"plg.attendance_contested:{attendance.pk}",
        url=reverse("plg:attendance_confirm", args=[meeting.public_id]),
        by=by,
        at=now,
        group_key=meeting.group.slug if meeting.group else "",
        name=by.get_full_name(),
        title=meeting.title,
        text=text,
    )


@transaction.atomic
def answer_contest(
    *, attendance: Attendance, by: Member, granted: bool, answer: str = "", status: str = "", minutes: int | None = None
) -> None:
    """Put the attendance right (`granted`, with the right `status`), or leave it with an `answer`. Once."""
    related = ("invitation__member", "invitation__meeting__group", "invitation__meeting__partnership")
    attendance = Attendance.objects.select_for_update(of=("self",)).select_related(*related).get(pk=attendance.pk)
    if attendance.contest != Contest.OPEN:
        return
    meeting = attendance.invitation.meeting
    attendance.contest = Contest.GRANTED if granted else Contest.REFUSED
    attendance.contest_answer = answer
    if granted and status:
        right = _attendance(meeting, attendance.invitation, status, minutes, by=by, at=timezone.now())
        for name in ("status", "minutes", "prep_minutes", "confirmed_at", "confirmed_by"):
            setattr(attendance, name, getattr(right, name))
    attendance.save()
    member = attendance.invitation.member
    AuditEvent.objects.record("plg.contest_answered", meeting.group, by=by, subject=member, meeting=meeting.public_id)
    notify(
        notices.CONTEST_ANSWERED,
        to=[member] if member else [],
        key=f"plg.contest_answered:{attendance.pk}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        title=meeting.title,
        granted=granted,
        answer=answer,
    )


def get_attendance(meeting: Meeting, member: Member) -> Attendance | None:
    """The attendance of one member, or None."""
    return Attendance.objects.filter(invitation__meeting=meeting, invitation__member=member).first()
