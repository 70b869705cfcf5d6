"""What stands in line somewhere: how many, and since when the oldest does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet, Value
from django.utils import timezone

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.models import Appointment, Member
from lesson_study.cycles.models import CoverRequest


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
    return _as_queues(list(_union_of(desks)), len(desks))


QUEUE = ("desk", "n", "oldest")


def _union_of(desks: Sequence[tuple[QuerySet[Any], str]]) -> QuerySet[Any]:
    parts = [
        rows.order_by()
        .annotate(desk=Value(number))
        .values("desk")
        .annotate(n=Count("pk"), oldest=Min(field))
        .values(*QUEUE)
        for number, (rows, field) in enumerate(desks)
    ]
    together: QuerySet[Any] = parts[0].union(*parts[1:], all=True)
    return together


def _as_queues(rows: Iterable[dict[str, Any]], count: int) -> list[Queue]:
    found = {row["desk"]: Queue(row["n"], row["oldest"]) for row in rows}
    return [found.get(number, Queue(0, None)) for number in range(count)]


def _school_desks(reader: Member, school: int) -> Built:
    staff = Appointment.objects.current().filter(organisation=school).values("member")
    questions = HelpRequest.objects.visible_to(reader).filter(state__in=HelpState.WAITING, asker__in=staff)
    # Who leads a school sees what is asked of it and who wants to join it: no more to ask of the reader than that.
    cover = CoverRequest.objects.unanswered().filter(organisation=school).exclude(member=reader.pk)
    joining = SignupRequest.objects.open().filter(organisation=school)
    return _union_of([(cover, "asked_at"), (joining, "requested_at"), (questions, "asked_at")]), QUEUE


_at_school = PreparedQuery(_school_desks, reader=("is_coordinator", "is_liaison_officer"), school=int)


def count_at_school(leader: Member, school: int) -> tuple[Queue, Queue, Queue]:
    """Of a school that `leader` leads: cover to answer, who wants to join, questions of its people. One query."""
    # Which boards a liaison officer looks after is read while the SQL is written, so it is not kept.
    rows = _at_school.rows_written_anew if leader.is_liaison_officer else _at_school.rows
    cover, joining, questions = _as_queues(rows(reader=leader, school=school), 3)
    return cover, joining, questions


def count_queue(rows: QuerySet[Any], since: str) -> Queue:
    """How many rows there are, and the oldest value of `since`. One query."""
    return Queue(**rows.aggregate(count=Count("pk"), oldest=Min(since)))


def days_since(moment: dt.datetime | dt.date | None) -> int | None:
    """Whole days until today, in the network's time."""
    if moment is None:
        return None
    day = timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment
    return (timezone.localdate() - day).days
