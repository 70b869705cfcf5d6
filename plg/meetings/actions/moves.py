"""Taking back that a meeting got another time or place: as it was, with what people had answered."""

from __future__ import annotations

import datetime as dt
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
from plg.meetings.actions.news import tell_taken_back
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting

PLAIN = ("host_site_id", "location", "link", "status", "differs_from_series", "sequence")
MOMENTS = ("starts_at", "ends_at", "moved_from")


class Former(TypedDict):
    """A meeting as it was, in what a session can hold. `answers` are those that another time makes void, by row."""

    meeting: str
    fields: dict[str, Any]
    answers: dict[str, list[int]]
    waiting: dict[str, str]


def remember_meeting(meeting: Meeting) -> Former:
    """What `put_meeting_back` needs, read from the database: `meeting` may hold what is still to be stored."""
    stored = Meeting.objects.values(*PLAIN, *MOMENTS).get(pk=meeting.pk)
    answers: dict[str, list[int]] = {}
    waiting: dict[str, str] = {}
    rows = meeting.invitations.standing().exclude(answer=RsvpAnswer.NONE)
    for key, answer, since in rows.values_list("pk", "answer", "waiting_since"):
        answers.setdefault(answer, []).append(key)
        if since is not None:
            waiting[str(key)] = since.isoformat()
    for name in MOMENTS:
        stored[name] = stored[name].isoformat() if stored[name] else None
    return Former(meeting=meeting.public_id, fields=dict(stored), answers=answers, waiting=waiting)


@transaction.atomic
def put_meeting_back(*, meeting: Meeting, by: Member, former: Former, at: dt.datetime | None = None) -> None:
    """The time and place of before, and the answers of who did not answer anew; who did not hear of it hears nothing.

    Refused when it was changed again, called off or began, and when mail about it to many has left.
    """
    now = at or timezone.now()
    related = ("group", "partnership", "host_site")
    locked = Meeting.objects.select_for_update(of=("self",)).select_related(*related).get(pk=meeting.pk)
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
    fill_seats(meeting=locked, at=now)
    AuditEvent.objects.record("plg.meeting_put_back", locked.group, by=by, meeting=locked.public_id)
    search.refresh("meeting", [locked.pk])
    tell_taken_back(locked, was=there, by=by, at=now)


def _put_answers_back(meeting: Meeting, former: Former) -> None:
    silent = meeting.invitations.standing().filter(answer=RsvpAnswer.NONE)
    for answer, keys in former["answers"].items():
        silent.filter(pk__in=keys).update(answer=answer)
    for key, since in former["waiting"].items():
        meeting.invitations.filter(pk=int(key), answer=RsvpAnswer.YES).update(waiting_since=parse_datetime(since))


def is_told(former: Former, meeting: Meeting) -> bool:
    """Whether people hear of what changed since: another time or place of a meeting that takes place."""
    now = remember_meeting(meeting)["fields"]
    names = ("starts_at", "ends_at", "host_site_id", "location", "link")
    return now["status"] != MeetingStatus.DRAFT and any(now[name] != former["fields"][name] for name in names)
