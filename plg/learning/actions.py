"""Noting what one learned, changing it, taking it away. Theirs alone: nobody is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.learning.models import LearnedLine

# As long as the hours of meetings are kept.
KEPT_YEARS = 2


@transaction.atomic
def note_learning(*, by: Member, at: dt.datetime | None = None, **values: Any) -> LearnedLine:
    """One line; the same words of the same day are one."""
    found = LearnedLine.objects.filter(member=by, what=values["what"], happened_on=values["happened_on"]).first()
    if found is not None:
        return found
    line = LearnedLine.objects.create(member=by, noted_at=at or timezone.now(), **values)
    AuditEvent.objects.record("plg.learning_noted", by=by, subject=by)
    return line


@transaction.atomic
def change_learning(*, line: LearnedLine, by: Member, **values: Any) -> None:
    LearnedLine.objects.filter(pk=line.pk).update(**values)
    AuditEvent.objects.record("plg.learning_changed", by=by, subject=by)


@transaction.atomic
def remove_learning(*, line: LearnedLine, by: Member) -> None:
    """For good."""
    if LearnedLine.objects.filter(pk=line.pk).delete()[0]:
        AuditEvent.objects.record("plg.learning_removed", by=by, subject=by)


def drop_old_lines(now: dt.datetime) -> int:
    """What is older than the hours of meetings are kept. How many."""
    today = timezone.localdate(now)
    first = dt.date(today.year - KEPT_YEARS - (today.month < 8), 8, 1)
    return LearnedLine.objects.filter(happened_on__lt=first).delete()[0]
