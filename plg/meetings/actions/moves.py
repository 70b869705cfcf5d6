"""Taking back that a meeting or a series got another time or place: as it was, with what people had answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.mails import SECOND_THOUGHTS
from knowledge_network.search import actions as search
from plg.meetings.actions.answers import fill_seats
from plg.meetings.actions.news import tell_guests_taken_back, tell_taken_back
from plg.meetings.actions.series import lock_meetings, make_key, tell_series_taken_back
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation, MeetingSeries
from plg.meetings.notices import series as notices

PLAIN = ("host_site_id", "location", "link", "status", "differs_from_series", "sequence")
MOMENTS = ("starts_at", "ends_at", "moved_from")
RELATED = ("group", "partnership", "host_site")


class Former(TypedDict):
    """A meeting as it was, in what a session can hold. `answers` are those that another time makes void, by row."""

    meeting: str
    fields: dict[str, Any]
    answers: dict[str, list[int]]
    waiting: dict[str, str]


def remember_meeting(meeting: Meeting) -> Former:
    """What `put_meeting_back` needs, read from the database: `meeting` may hold what is still to be stored."""
    return _remember([meeting], PLAIN)[0]


def _remember(meetings: Sequence[Meeting], plain: Sequence[str]) -> list[Former]:
    """In the order of `meetings`. Two queries."""
    keys = [meeting.pk for meeting in meetings]
    stored = {row.pop("pk"): row for row in Meeting.objects.filter(pk__in=keys).values("pk", *plain, *MOMENTS)}
    answers: dict[int, dict[str, list[int]]] = {key: {} for key in keys}
    waiting: dict[int, dict[str, str]] = {key: {} for key in keys}
    rows = MeetingInvitation.objects.standing().filter(meeting__in=keys).exclude(answer=RsvpAnswer.NONE)
    for meeting, key, answer, since in rows.values_list("meeting", "pk", "answer", "waiting_since"):
        answers[meeting].setdefault(answer, []).append(key)
        if since is not None:
            waiting[meeting][str(key)] = since.isoformat()
    for fields in stored.values():
        for name in MOMENTS:
            fields[name] = fields[name].isoformat() if fields[name] else None
    return [
        Former(meeting=one.public_id, fields=stored[one.pk], answers=answers[one.pk], waiting=waiting[one.pk])
        for one in meetings
    ]


class FormerSeries(TypedDict):
    """A series as it was, with those of its meetings that change with it."""

    series: str
    title: str
    start_time: str
    end_time: str
    meetings: list[Former]


@transaction.atomic
def put_meeting_back(*, meeting: Meeting, by: Member, former: Former, at: dt.datetime | None = None) -> None:
    """The time and place of before, and the answers of who did not answer anew; who did not hear of it hears nothing.

    Refused when it was changed again, called off or began, and when mail about it to many has left.
    """
    now = at or timezone.now()
    locked = Meeting.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=meeting.pk)
    there = _restore(locked, former, by=by, now=now)
    tell_taken_back(locked, was=there, by=by, at=now)


def _restore(locked: Meeting, former: Former, *, by: Member, now: dt.datetime) -> dt.datetime:
    """When it was until now; `locked` is as before its last change."""
    fields = dict(former["fields"])
    moved_on = former["meeting"] != locked.public_id or locked.sequence != fields.pop("sequence") + 1
    if moved_on or not locked.is_planned or now - locked.changed_at > SECOND_THOUGHTS:
        raise RefusedError(_("This can no longer be taken back. Change the meeting once more."))
    there = locked.starts_at
    for name in MOMENTS:
        fields[name] = parse_datetime(fields[name]) if fields[name] else None
    if fields["ends_at"] < now:
        raise RefusedError(_("The time that it had is over."))
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.sequence, locked.changed_at = locked.sequence + 1, now
    locked.save(update_fields=[*(name.removesuffix("_id") for name in fields), "sequence", "changed_at"])
    locked.refresh_from_db(fields=["host_site"])
    if there != locked.starts_at:
        _put_answers_back(locked, former)
    if locked.capacity is not None:
        fill_seats(meeting=locked, at=now)
    AuditEvent.objects.record("plg.meeting_put_back", locked.group, by=by, meeting=locked.public_id)
    search.refresh("meeting", [locked.pk])
    return there


def remember_series(series: MeetingSeries, meetings: Sequence[Meeting]) -> FormerSeries:
    """What `put_series_back` needs, before `meetings` of the series change together."""
    return FormerSeries(
        series=series.public_id,
        title=series.title,
        start_time=series.start_time.isoformat(),
        end_time=series.end_time.isoformat(),
        meetings=_remember(meetings, (*PLAIN, "title")),
    )


@transaction.atomic
def put_series_back(*, series: MeetingSeries, by: Member, former: FormerSeries, at: dt.datetime | None = None) -> int:
    """Every meeting as before the series was changed, told once to who heard of that change; how many meetings.

    Refused when one of them was changed again, called off or began, and when mail about it to many has left.
    """
    now = at or timezone.now()
    series = MeetingSeries.objects.select_for_update().get(pk=series.pk)
    if former["series"] != series.public_id:
        raise RefusedError(_("This can no longer be taken back. Change the meeting once more."))
    rows = series.meetings.select_related(*RELATED).order_by("starts_at", "pk")
    keys = [one["meeting"] for one in former["meetings"]]
    meetings = {meeting.public_id: meeting for meeting in lock_meetings(rows.filter(public_id__in=keys))}
    if len(meetings) < len(keys):
        raise RefusedError(_("This can no longer be taken back. Change the meeting once more."))
    changed = [one for one in former["meetings"] if meetings[one["meeting"]].sequence != one["fields"]["sequence"]]
    shown = [meetings[one["meeting"]] for one in changed if is_told(one, meetings[one["meeting"]])]
    told_under = make_key(notices.SERIES_CHANGED, series, shown)
    there = {one["meeting"]: _restore(meetings[one["meeting"]], one, by=by, now=now) for one in changed}
    series.title = former["title"]
    series.start_time = dt.time.fromisoformat(former["start_time"])
    series.end_time = dt.time.fromisoformat(former["end_time"])
    series.save(update_fields=["start_time", "end_time", "title"])
    AuditEvent.objects.record("plg.series_put_back", series.group, by=by, count=len(changed))
    tell_series_taken_back(series, shown, told_under=told_under, by=by, at=now)
    for meeting in shown:
        tell_guests_taken_back(meeting, was=there[meeting.public_id])
    return len(changed)


def _put_answers_back(meeting: Meeting, former: Former) -> None:
    silent = meeting.invitations.standing().filter(answer=RsvpAnswer.NONE)
    for answer, keys in former["answers"].items():
        silent.filter(pk__in=keys).update(answer=answer)
    for key, since in former["waiting"].items():
        meeting.invitations.filter(pk=int(key), answer=RsvpAnswer.YES).update(waiting_since=parse_datetime(since))


def is_told(former: Former, meeting: Meeting) -> bool:
    """Whether people hear of what changed since: another time or place of a meeting that takes place."""
    fields, now = former["fields"], {name: getattr(meeting, name) for name in ("host_site_id", "location", "link")}
    now |= {name: getattr(meeting, name).isoformat() for name in ("starts_at", "ends_at")}
    planned = meeting.status != MeetingStatus.DRAFT
    return planned and any(_read(name, fields[name]) != _read(name, value) for name, value in now.items())


def _read(name: str, value: Any) -> Any:
    return parse_datetime(value) if name in MOMENTS else value
