"""What stands in line somewhere: how many, and since when the oldest does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet, Value
from django.utils import timezone

from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Queue:
    """How many wait somewhere, and since when the oldest does."""

    count: int
    oldest: dt.datetime | None


def find_open_signups(member: Member) -> QuerySet[SignupRequest]:
    """The requests to join that the member may decide on."""
    return SignupRequest.objects.visible_to(member).open()


def count_queues(*desks: tuple[QuerySet[Any], str]) -> list[Queue]:
    """Each of several queues: rows of any model, and the field that tells since when. One query for all of them."""
    parts = [
        rows.order_by()
        .annotate(desk=Value(number))
        .values("desk")
        .annotate(n=Count("pk"), since=Min(field))
        .values_list("desk", "n", "since")
        for number, (rows, field) in enumerate(desks)
    ]
    found = {desk: (count, since) for desk, count, since in parts[0].union(*parts[1:], all=True)}
    return [Queue(*found.get(number, (0, None))) for number in range(len(desks))]


def count_queue(rows: QuerySet[Any], since: str) -> Queue:
    """How many rows there are, and the oldest value of `since`. One query."""
    return Queue(**rows.aggregate(count=Count("pk"), oldest=Min(since)))


def days_since(moment: dt.datetime | dt.date | None) -> int | None:
    """Whole days until today, in the network's time."""
    if moment is None:
        return None
    day = timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment
    return (timezone.localdate() - day).days
