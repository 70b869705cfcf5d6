"""Who hears of a poll, once: that it is there, that it waits for them, what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import mark_read, notify
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import NoticeKind
from plg.polls import notices
from plg.polls.models import Poll
from plg.polls.queries import list_answers, people_asked, people_who_decide


def _tell(
    kind: NoticeKind,
    poll: Poll,
    people: Iterable[Member],
    *,
    key: str,
    by: Member | None,
    at: dt.datetime,
    **params: Any,
) -> None:
    notify(
        kind,
        to=people,
        key=key,
        url=poll.get_absolute_url(),
        by=by,
        group_key=poll.group.slug,
        at=at,
        **notices.choose_words(poll),
        **params,
    )


# What made a notice: never which run told it ------------------------------------------------------


def start_key(poll: Poll) -> str:
    return f"{notices.POLL_STARTED.name}:{poll.public_id}"


def asked_key(poll: Poll, day: dt.date) -> str:
    """Nobody is reminded of a poll twice on a day, whoever or whatever does so."""
    return f"poll.asked:{poll.public_id}:{day}"


def _end_key(kind: NoticeKind, poll: Poll) -> str:
    """A poll that was opened again ends at another moment."""
    return f"{kind.name}:{poll.public_id}:{poll.ended_at.timestamp():.0f}"


def keys_while_open(poll: Poll) -> list[str]:
    """Of what is no longer true once it is closed."""
    return [start_key(poll), f"poll.asked:{poll.public_id}", f"{notices.POLL_OPTIONS_ADDED.name}:{poll.public_id}"]


def keys_of_end(poll: Poll) -> list[str]:
    return [f"{kind.name}:{poll.public_id}" for kind in (notices.POLL_CLOSED, notices.POLL_TO_DECIDE)]


# Telling ------------------------------------------------------------------------------------------


def tell_start(poll: Poll, *, by: Member, at: dt.datetime) -> None:
    """`by` is who made it, or who put it back: the notice names who asks."""
    asks = (poll.made_by or by).get_full_name()
    _tell(notices.POLL_STARTED, poll, people_asked(poll.group), key=start_key(poll), by=by, at=at, name=asks)


def tell_more_options(poll: Poll, *, by: Member, at: dt.datetime, event: int) -> None:
    """Who answered before the new options were there."""
    people = [answer.member for answer in list_answers(poll)]
    key = f"{notices.POLL_OPTIONS_ADDED.name}:{poll.public_id}:{event}"
    _tell(notices.POLL_OPTIONS_ADDED, poll, people, key=key, by=by, at=at)


def tell_end(poll: Poll, *, by: Member | None, at: dt.datetime) -> None:
    """The result for everybody; of a poll of dates it is not there yet: who decides is asked to choose."""
    kind, people = notices.POLL_CLOSED, people_asked(poll.group)
    if poll.asks_dates:
        kind, people = notices.POLL_TO_DECIDE, people_who_decide(poll)
    _tell(kind, poll, people, key=_end_key(kind, poll), by=by, at=at)


def tell_date(poll: Poll, people: Iterable[Member], *, by: Member, at: dt.datetime, **params: Any) -> None:
    """What became of it, for who said yes or no to this date; the others are invited as to any meeting."""
    key = f"{notices.POLL_DATE_CHOSEN.name}:{poll.public_id}:{params['meeting']}"
    _tell(notices.POLL_DATE_CHOSEN, poll, people, key=key, by=by, at=at, **params)


def remind(poll: Poll, people: Iterable[Member], *, by: Member | None, day: dt.date, at: dt.datetime) -> int:
    """Ask once more who was not asked on `day` yet; how many."""
    key = asked_key(poll, day)
    asked = set(Notice.objects.filter(key__startswith=f"{key}:").values_list("member_id", flat=True))
    new = [person for person in people if person.pk not in asked and person != by]
    if new:
        _tell(notices.POLL_UNANSWERED, poll, new, key=key, by=by, at=at)
    return len(new)


def mark_asked_as_read(poll: Poll, *, by: Member) -> None:
    """Who answered need not read any more that the poll waits for them."""
    waiting = [Q(key__startswith=f"{key}:") for key in keys_while_open(poll)]
    for notice in Notice.objects.visible_to(by).unread().filter(reduce(or_, waiting)):
        mark_read(notice=notice, by=by)


def asked_today(poll: Poll, at: dt.datetime | None = None) -> set[int]:
    """Who was reminded of it today already. One query."""
    key = asked_key(poll, timezone.localdate(at))
    return set(Notice.objects.filter(key__startswith=f"{key}:").values_list("member_id", flat=True))
