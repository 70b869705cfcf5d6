"""What members take back to school: theirs alone, and the group's as far as they share it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.models import Meeting
from plg.records.models import ReturnToSchool

KEPT_AFTER_REMOVAL = dt.timedelta(days=1)


@transaction.atomic
def add_return(*, meeting: Meeting | None, by: Member, at: dt.datetime | None = None, **values: Any) -> ReturnToSchool:
    """Write down what `by` takes back, of this meeting or of something else; the same words twice are one."""
    found = ReturnToSchool.objects.present().filter(meeting=meeting, member=by, what=values["what"]).first()
    if found is not None:
        return found
    row = ReturnToSchool.objects.create(
        meeting=meeting,
        group=meeting.group if meeting is not None else None,
        member=by,
        created_at=at or timezone.now(),
        **values,
    )
    _record("plg.returned_to_school", row, by)
    return row


@transaction.atomic
def change_return(*, row: ReturnToSchool, by: Member, at: dt.datetime | None = None, **values: Any) -> None:
    """Other words, or what became of it: `follow_up` gets the day on which it was told."""
    if "follow_up" in values and values["follow_up"] != row.follow_up:
        values["follow_up_on"] = timezone.localdate(at) if values["follow_up"] else None
    ReturnToSchool.objects.filter(pk=row.pk).update(**values)
    _record("plg.return_changed", row, by)


@transaction.atomic
def remove_return(*, row: ReturnToSchool, by: Member, at: dt.datetime | None = None) -> None:
    """Take it away: shown to nobody from now on, deleted for good a day later."""
    gone = ReturnToSchool.objects.present().filter(pk=row.pk).update(removed_at=at or timezone.now())
    if gone:
        _record("plg.return_removed", row, by)


@transaction.atomic
def restore_return(*, row: ReturnToSchool, by: Member) -> None:
    if ReturnToSchool.objects.filter(pk=row.pk, removed_at__isnull=False).update(removed_at=None):
        _record("plg.return_restored", row, by)


def purge_returns(now: dt.datetime) -> int:
    """Delete for good what was taken away a day ago."""
    return ReturnToSchool.objects.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL).delete()[0]


def _record(verb: str, row: ReturnToSchool, by: Member) -> None:
    """Who, never what: the words stay with the person."""
    AuditEvent.objects.record(verb, row.group, by=by, subject=row.member)
