"""A day of show and share: preparing it, opening it for sign-up, calling it off, and asking afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.showing import notices
from expertise.showing.enums import ShowState
from expertise.showing.models import ShowDay
from expertise.showing.queries import list_people_of_day
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search

KIND = "show_day"
# Who came is asked the morning after, and no later than two weeks.
ASKED_WITHIN = dt.timedelta(days=14)
NINE = dt.time(9)


def lock_day(day: ShowDay) -> ShowDay:
    """The day as it stands now, held until the end of the transaction."""
    return ShowDay.objects.select_for_update(of=("self",), no_key=True).get(pk=day.pk)


def record(verb: str, day: ShowDay, by: Member | None) -> None:
    AuditEvent.objects.record(f"expertise.show_{verb}", day, by=by)


def plan_day(*, by: Member, idempotency_key: str = "", at: dt.datetime | None = None, **values: Any) -> ShowDay:
    """A day that only who runs the network sees yet. The same key gives the same day."""
    key = f"{by.pk}:{idempotency_key}" if idempotency_key else None
    try:
        with transaction.atomic():
            day = ShowDay.objects.create(made_by=by, made_at=at or timezone.now(), idempotency_key=key, **values)
            record("day_planned", day, by)
    except IntegrityError:
        known = ShowDay.objects.filter(idempotency_key=key).first() if key else None
        if known is None:
            raise
        return known
    return day


@transaction.atomic
def change_day(*, day: ShowDay, by: Member, at: dt.datetime | None = None, **values: Any) -> ShowDay:
    """Other words, another moment or number of rounds; refused while something is shown in a round that would go.

    Who shows something or signed up hears of another moment or place.
    """
    now, locked = at or timezone.now(), lock_day(day)
    before = (locked.starts_at, locked.place, locked.pause)
    if locked.is_cancelled:
        raise RefusedError(_("This day is called off."))
    if locked.slots.filter(round__gt=values.get("rounds", locked.rounds)).exists():
        raise RefusedError(_("Something is shown in a round that would go. Move that first."))
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    record("day_changed", locked, by)
    _refresh(locked)
    if locked.is_open and not locked.has_begun(now) and before != (locked.starts_at, locked.place, locked.pause):
        notices.tell_of_move(locked, list_people_of_day(locked), by=by, at=now)
    return locked


@transaction.atomic
def open_day(*, day: ShowDay, by: Member, at: dt.datetime | None = None, tells: bool = True) -> None:
    """From now on every member sees it and signs up; all are told, in the overview of the week."""
    now = at or timezone.now()
    locked = lock_day(day)
    if not locked.is_draft:
        return
    if not locked.slots.exists():
        raise RefusedError(_("Put something on the programme first."))
    locked.state = ShowState.OPEN
    locked.save(update_fields=["state"])
    record("day_opened", locked, by)
    _refresh(locked)
    if not tells:
        return
    for slot in locked.slots.select_related("contact", "day"):
        if slot.contact is not None:
            notices.tell_of_slot(notices.SLOT_YOURS, slot, [slot.contact], by=by, at=now)
    notices.tell_of_day(notices.DAY_OPEN, locked, Member.objects.active(), by=by, at=now)


@transaction.atomic
def cancel_day(*, day: ShowDay, by: Member, at: dt.datetime | None = None) -> None:
    """Called off; who shows something or signed up is told. Refused once it began."""
    now = at or timezone.now()
    locked = lock_day(day)
    if locked.is_cancelled:
        return
    if locked.has_begun(now):
        raise RefusedError(_("This day began already."))
    was_open = locked.is_open
    locked.state = ShowState.CANCELLED
    locked.save(update_fields=["state"])
    record("day_cancelled", locked, by)
    _refresh(locked)
    if was_open:
        notices.tell_of_day(notices.DAY_CANCELLED, locked, list_people_of_day(locked), by=by, at=now)


def ask_visitors(now: dt.datetime) -> int:
    """The morning after, from nine: who came is asked once what they take home. How many days."""
    today = timezone.localdate(now)
    if timezone.localtime(now).time() < NINE:
        return 0
    over = ShowDay.objects.filter(state=ShowState.OPEN, asked_at__isnull=True, starts_at__gte=now - ASKED_WITHIN)
    due = [day for day in over.order_by("pk") if timezone.localdate(day.ends_at) < today]
    for day in due:
        waiting = Member.objects.filter(show_visits__day=day, show_visits__returned__isnull=True).distinct()
        notices.tell_of_day(notices.TAKE_HOME, day, waiting, by=None, at=now)
        ShowDay.objects.filter(pk=day.pk).update(asked_at=now)
    return len(due)


def _refresh(day: ShowDay) -> None:
    search.refresh(KIND, [day.pk])
