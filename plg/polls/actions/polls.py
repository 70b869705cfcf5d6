"""Asking a group something: making a poll, changing it, more options, closing and opening it, taking it away.

The audit trail names the group and the poll's id, never the question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices
from knowledge_network.search import actions as search
from plg.groups.models import Group
from plg.polls.actions import telling
from plg.polls.models import Poll, PollOption

ANSWERED = _("Somebody answered already. You can add options, but not change what was asked.")
CLOSED = _("This poll is closed.")
BECAME_MEETING = _("A date of this poll became a meeting. Cancel that first.")
TOO_SOON = _("The poll has to close before the first date begins.")
IN_THE_PAST = _("Choose a moment in the future.")
MOST_OPTIONS = 20
TOO_MANY = _("Give twenty options at most.")


@dataclass(frozen=True)
class Choice:
    """One option as it is asked: words, or a period."""

    label: str = ""
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None


def start_poll(
    *,
    group: Group,
    by: Member,
    kind: str,
    title: str,
    closes_at: dt.datetime,
    options: Sequence[Choice],
    explanation: str = "",
    several: bool = False,
    idempotency_key: str = "",
    at: dt.datetime | None = None,
    tells: bool = True,
) -> Poll:
    """A poll with its options; who takes part in the group is told. The same key gives the same poll."""
    now = at or timezone.now()
    key = f"{by.pk}:{idempotency_key}" if idempotency_key else None
    _refuse_dates_before(closes_at, options)
    try:
        with transaction.atomic():
            poll = Poll.objects.create(
                group=group, kind=kind, title=title, explanation=explanation, several=several, closes_at=closes_at,
                made_by=by, made_at=now, idempotency_key=key,
            )  # fmt: skip
            _add(poll, options, at=now)
            AuditEvent.objects.record("plg.poll_started", group, by=by, poll=poll.public_id)
            search.refresh("poll", [poll.pk])
            if tells:
                telling.tell_start(poll, by=by, at=now)
    except IntegrityError:
        known = Poll.objects.filter(idempotency_key=key).select_related("group").first() if key else None
        if known is None:
            raise
        return known
    return poll


def _add(poll: Poll, options: Sequence[Choice], *, at: dt.datetime, first: int = 0) -> None:
    PollOption.objects.bulk_create(
        PollOption(
            poll=poll,
            label=option.label,
            starts_at=option.starts_at,
            ends_at=option.ends_at,
            position=first + number,
            added_at=at,
        )
        for number, option in enumerate(options)
    )


def _refuse_dates_before(closes_at: dt.datetime, options: Sequence[Choice]) -> None:
    if any(option.starts_at is not None and option.starts_at < closes_at for option in options):
        raise RefusedError(TOO_SOON)


def locked_poll(poll: Poll) -> Poll:
    """The row, held until the end of the transaction: answers and ends wait for each other. Refused when it is gone."""
    rows = Poll.objects.select_for_update(of=("self",)).select_related("group", "meeting")
    locked = rows.get(pk=poll.pk)
    if locked.removed_at is not None:
        raise RefusedError(_("This poll was removed."))
    return locked


@transaction.atomic
def change_poll(
    *,
    poll: Poll,
    by: Member,
    title: str,
    closes_at: dt.datetime,
    options: Sequence[Choice],
    explanation: str = "",
    several: bool = False,
    at: dt.datetime | None = None,
) -> Poll:
    """Ask it otherwise. Refused once somebody answered: they answered what stood there."""
    now = at or timezone.now()
    locked = locked_poll(poll)
    if locked.answers.exists():
        raise RefusedError(ANSWERED)
    if not locked.is_open:
        raise RefusedError(CLOSED)
    _refuse_dates_before(closes_at, options)
    locked.title, locked.explanation, locked.several = title, explanation, several
    locked.closes_at = closes_at
    locked.save(update_fields=["title", "explanation", "several", "closes_at"])
    locked.options.all().delete()
    _add(locked, options, at=now)
    AuditEvent.objects.record("plg.poll_changed", locked.group, by=by, poll=locked.public_id)
    search.refresh("poll", [locked.pk])
    return locked


@transaction.atomic
def add_options(*, poll: Poll, by: Member, options: Sequence[Choice], at: dt.datetime | None = None) -> int:
    """Put options that are not there yet behind the others; how many. Who answered before is told."""
    now = at or timezone.now()
    locked = locked_poll(poll)
    if not locked.is_open:
        raise RefusedError(CLOSED)
    _refuse_dates_before(locked.closes_at, options)
    there = {(row.label, row.starts_at, row.ends_at) for row in locked.options.all()}
    new = [option for option in options if (option.label, option.starts_at, option.ends_at) not in there]
    if not new:
        return 0
    if len(there) + len(new) > MOST_OPTIONS:
        raise RefusedError(TOO_MANY)
    _add(locked, new, at=now, first=len(there))
    event = AuditEvent.objects.record(
        "plg.poll_options_added", locked.group, by=by, poll=locked.public_id, count=len(new)
    )
    telling.tell_more_options(locked, by=by, at=now, event=event.pk)
    return len(new)


@transaction.atomic
def remove_poll(*, poll: Poll, by: Member, at: dt.datetime | None = None) -> None:
    """Take it away, and what was told about it. Refused once somebody answered."""
    locked = locked_poll(poll)
    if locked.answers.exists():
        raise RefusedError(_("Somebody answered already. You can close this poll, but not remove it."))
    locked.removed_at = at or timezone.now()
    locked.save(update_fields=["removed_at"])
    AuditEvent.objects.record("plg.poll_removed", locked.group, by=by, poll=locked.public_id)
    search.remove("poll", [locked.pk])
    forget_notices(keys=telling.keys_while_open(locked))


@transaction.atomic
def restore_poll(*, poll: Poll, by: Member, at: dt.datetime | None = None) -> None:
    """Undo a removal; who takes part is told of it again, where the first notice went unread."""
    if not Poll.objects.filter(pk=poll.pk, removed_at__isnull=False).update(removed_at=None):
        return
    locked = locked_poll(poll)
    AuditEvent.objects.record("plg.poll_restored", locked.group, by=by, poll=locked.public_id)
    search.refresh("poll", [locked.pk])
    if locked.is_open:
        telling.tell_start(locked, by=by, at=at or timezone.now())


# The end ------------------------------------------------------------------------------------------


@transaction.atomic
def close_poll(*, poll: Poll, by: Member, at: dt.datetime | None = None) -> Poll:
    """Close it before its time; closing it twice is closing it once."""
    now = at or timezone.now()
    locked = locked_poll(poll)
    if locked.closed_at is not None:
        return locked
    AuditEvent.objects.record("plg.poll_closed", locked.group, by=by, poll=locked.public_id)
    _end(locked, min(now, locked.closes_at), by=by, now=now)
    return locked


@transaction.atomic
def end_due_poll(*, poll_id: int, at: dt.datetime | None = None) -> bool:
    """Close what has reached its end, with what follows; False when another run does so, or somebody opened it."""
    now = at or timezone.now()
    rows = Poll.objects.present().select_for_update(of=("self",), skip_locked=True).select_related("group", "meeting")
    poll = rows.filter(pk=poll_id, closed_at__isnull=True, closes_at__lte=now).first()
    if poll is None:
        return False
    AuditEvent.objects.record("plg.poll_ended", poll.group, by=None, poll=poll.public_id)
    _end(poll, poll.closes_at, by=None, now=now)
    return True


def _end(poll: Poll, moment: dt.datetime, *, by: Member | None, now: dt.datetime) -> None:
    poll.closed_at = moment
    poll.save(update_fields=["closed_at"])
    search.refresh("poll", [poll.pk])
    forget_notices(keys=telling.keys_while_open(poll))
    telling.tell_end(poll, by=by, at=now)


@transaction.atomic
def reopen_poll(*, poll: Poll, by: Member, closes_at: dt.datetime | None = None, at: dt.datetime | None = None) -> Poll:
    """Let people answer until `closes_at`, without it until the moment that was set before; also later or sooner.

    Refused when its date became a meeting that takes place, and for a moment in the past.
    """
    now = at or timezone.now()
    locked = locked_poll(poll)
    if locked.has_meeting:
        raise RefusedError(BECAME_MEETING)
    until = closes_at or locked.closes_at
    if until <= now:
        raise RefusedError(IN_THE_PAST)
    # Nobody is asked for a date that has begun: those that are past already stand there for what was said.
    if locked.options.filter(starts_at__gt=now, starts_at__lt=until).exists():
        raise RefusedError(TOO_SOON)
    if locked.closed_at is None and until == locked.closes_at:
        return locked
    forget_notices(keys=telling.keys_of_end(locked))
    was_closed = not locked.is_open
    locked.closes_at, locked.closed_at, locked.chosen, locked.meeting = until, None, None, None
    locked.save(update_fields=["closes_at", "closed_at", "chosen", "meeting"])
    verb = "plg.poll_reopened" if was_closed else "plg.poll_prolonged"
    AuditEvent.objects.record(verb, locked.group, by=by, poll=locked.public_id)
    search.refresh("poll", [locked.pk])
    return locked
