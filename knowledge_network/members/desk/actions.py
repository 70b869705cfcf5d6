"""Taking up, setting aside and finishing what waits at the desk of those who run the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from knowledge_network.members.desk.models import DeskMark
from knowledge_network.members.trail.models import AuditEvent

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

KEPT = dt.timedelta(days=365)


@transaction.atomic
def assign_item(*, item: str, to: Member | None, by: Member) -> None:
    """Who of the team sees to it; nobody lets go of it."""
    _store(item, assigned_to=to)
    AuditEvent.objects.record("members.desk_assigned" if to else "members.desk_let_go", by=by, subject=to, item=item)


@transaction.atomic
def set_item_aside(*, item: str, until: dt.date, by: Member) -> None:
    """Out of sight of the whole team until that day."""
    _store(item, later_until=until, done_at=None)
    AuditEvent.objects.record("members.desk_set_aside", by=by, item=item, until=str(until))


@transaction.atomic
def finish_item(*, item: str, by: Member) -> None:
    """Nothing is to be done about it any more, whatever the figures go on saying."""
    _store(item, later_until=None, done_at=timezone.now())
    AuditEvent.objects.record("members.desk_done", by=by, item=item)


@transaction.atomic
def take_item_up(*, item: str, by: Member) -> None:
    """It waits again, as if it had not been set aside."""
    _store(item, later_until=None, done_at=None)
    AuditEvent.objects.record("members.desk_taken_up", by=by, item=item)


def forget_old_marks(*, now: dt.datetime | None = None) -> int:
    """Marks that nobody touched for a year; how many."""
    return DeskMark.objects.filter(changed_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def _store(item: str, **values: object) -> None:
    """A mark that says nothing any more is gone."""
    DeskMark.objects.update_or_create(item=item, defaults={**values, "changed_at": timezone.now()})
    empty = {"assigned_to": None, "later_until": None, "done_at": None}
    DeskMark.objects.filter(item=item, **empty).delete()
