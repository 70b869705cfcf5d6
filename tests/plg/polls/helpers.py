"""Polls with people who answered, for the tests of their rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from plg.polls.actions.answers import answer_poll
from plg.polls.actions.polls import Choice, start_poll
from plg.polls.enums import PollKind
from plg.polls.models import Poll
from tests import factories as f

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def dates(count: int = 3, first: dt.datetime | None = None) -> list[Choice]:
    """Afternoons of an hour and a half, a day apart; the first in ten days."""
    begin = first or (timezone.now() + 10 * DAY).replace(minute=0, second=0, microsecond=0)
    return [Choice(starts_at=begin + n * DAY, ends_at=begin + n * DAY + 1.5 * HOUR) for n in range(count)]


def words(*labels: str) -> list[Choice]:
    return [Choice(label=label) for label in labels]


def date_poll(inside: Any, by: str = "member", *, count: int = 3, **fields: Any) -> Poll:
    defaults = {"title": "Wanneer kijken we?", "closes_at": timezone.now() + 5 * DAY, "options": dates(count)}
    return start_poll(
        group=inside.group, by=getattr(inside, by), kind=PollKind.DATES, **{**defaults, "tells": False, **fields}
    )


def choice_poll(inside: Any, by: str = "member", *labels: str, **fields: Any) -> Poll:
    defaults = {
        "title": "Waarover praten we?",
        "closes_at": timezone.now() + 5 * DAY,
        "options": words(*(labels or ("Breuken", "Meten", "Procenten"))),
    }
    return start_poll(
        group=inside.group, by=getattr(inside, by), kind=PollKind.CHOICES, **{**defaults, "tells": False, **fields}
    )


def options_of(poll: Poll) -> list[Any]:
    return list(poll.options.order_by("position", "pk"))


def says(poll: Poll, person: Any, *votes: str, **fields: Any) -> Any:
    """The votes option by option; an empty one for nothing."""
    said: Mapping[int, str] = {option.pk: vote for option, vote in zip(options_of(poll), votes, strict=False) if vote}
    return answer_poll(poll=poll, by=person, votes=said, **fields)


def joined(inside: Any, role: str = "member", **fields: Any) -> Any:
    """One more person in the group."""
    person = f.MemberFactory(**fields)
    f.GroupMembershipFactory(group=inside.group, member=person, role=role)
    return person


def voted(poll: Poll, person: Any) -> list[str]:
    """What somebody said, option by option."""
    rows = {vote.option_id: vote.vote for answer in poll.answers.filter(member=person) for vote in answer.votes.all()}
    return [rows.get(option.pk, "") for option in options_of(poll)]
