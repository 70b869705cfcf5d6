"""Plan the weekly overview of everybody at once, beside writing the same rows with one bare INSERT … SELECT."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest import mock

import psutil

from benchmarks.copying import copy
from benchmarks.data import load
from knowledge_network.notifications.events.enums import Channel
from plg.meetings.enums import MeetingStatus

FLAT_MB = 25
GOAL_SECONDS = 60


@dataclass(frozen=True)
class Planning:
    members: int
    planned: int
    seconds: float
    cpu_seconds: float
    queries: list[int]
    grown_mb: float
    bare_seconds: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.bare_seconds

    def __str__(self) -> str:
        return (
            f"{self.planned} overviews planned for {self.members} members in {self.seconds:.1f} s"
            f" ({self.cpu_seconds:.1f} s of the processor, without PostgreSQL),"
            f" {min(self.queries)} to {max(self.queries)} queries per thousand,"
            f" memory {self.grown_mb:+.0f} MB from the third thousand to the last,"
            f" {self.ratio:.0f} × a bare INSERT … SELECT of the same rows ({self.bare_seconds:.2f} s)"
        )

    def problems(self) -> list[str]:
        found = []
        if self.planned < self.members * 9 // 10:
            found.append("hardly anybody got an overview")
        if self.seconds > GOAL_SECONDS:
            found.append(f"planning took more than {GOAL_SECONDS} s")
        if max(self.queries[1:-1]) - min(self.queries[1:-1]) > 1:
            found.append("some thousands cost more queries than others")
        if self.grown_mb > FLAT_MB:
            found.append("memory is not flat")
        return found


def measure_planning(members: int) -> Planning:
    from django.db import connection

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.digests import planning, registry
    from knowledge_network.notifications.digests.weekly import WEEKLY

    load(members)
    now = thursday()
    give_everybody_something(now)
    queries: list[int] = []
    memory: list[float] = []
    process, plan_batch = psutil.Process(), planning._plan_batch

    def watched(*arguments: Any) -> int:
        asked = 0

        def count(execute: Callable[..., Any], *rest: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*rest)

        with connection.execute_wrapper(count):
            planned = plan_batch(*arguments)
        queries.append(asked)
        memory.append(process.memory_info().rss / 2**20)
        return planned

    with mock.patch.object(planning, "_plan_batch", watched):
        started, worked = time.perf_counter(), time.process_time()
        planned = planning.plan_digest(registry.get(WEEKLY), now)
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    count = Member.objects.active().count()
    return Planning(count, planned, seconds, cpu, queries, memory[-1] - memory[2], write_bare())


def thursday() -> dt.datetime:
    """The coming Thursday, a minute past half past three."""
    from django.utils import timezone

    from knowledge_network.notifications.outbox import rhythm

    today = timezone.localdate()
    return rhythm.local(today + dt.timedelta(days=(3 - today.weekday()) % 7 + 7), dt.time(15, 31))


def give_everybody_something(now: dt.datetime) -> None:
    """An action point and two things to tell for each member, and invitations for who is in a group that meets."""
    from django.utils import timezone

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice
    from plg.groups.models import Group, GroupMembership
    from plg.meetings.models import Meeting, MeetingInvitation
    from plg.records.models import ActionItem

    group, people = Group.objects.order_by("pk")[0], list(Member.objects.order_by("pk"))
    due = timezone.localdate(now) + dt.timedelta(days=5)
    copy(
        ActionItem,
        (
            ActionItem(pk=place, group=group, title="Lees het stuk", owner=person, due_on=due)
            for place, person in enumerate(people, start=1)
        ),
    )
    told = [(person, number) for person in people for number in range(2)]
    words = {"name": "Iemand", "group": group.name, "title": "Iets"}
    copy(
        Notice,
        (
            Notice(
                pk=place,
                member=person,
                kind="plg.minutes_shared",
                params=words,
                key=f"bench:{number}:{person.public_id}",
                channel=Channel.WEEKLY,
                created_at=now - dt.timedelta(days=1),
            )
            for place, (person, number) in enumerate(told, start=1)
        ),
    )
    Meeting.objects.filter(starts_at__gt=timezone.now()).update(
        starts_at=now + dt.timedelta(days=6), ends_at=now + dt.timedelta(days=6, hours=2), status=MeetingStatus.PLANNED
    )
    meetings = dict(Meeting.objects.filter(starts_at__gt=now).values_list("group", "pk"))
    inside = GroupMembership.objects.filter(group__in=meetings).values_list("group", "member")
    rows = dict.fromkeys((meetings[group], member) for group, member in inside)
    copy(
        MeetingInvitation,
        (
            MeetingInvitation(pk=place, meeting_id=meeting, member_id=member)
            for place, (meeting, member) in enumerate(rows, start=1)
        ),
    )


def write_bare() -> float:
    """Seconds that PostgreSQL takes to write as many rows as were planned, without us."""
    from django.db import connection

    from knowledge_network.notifications.outbox.models import Delivery

    names = [
        field.column or ""
        for field in Delivery._meta.local_concrete_fields
        if (field.column or "") not in {"id", "public_id"}
    ]
    columns = ", ".join(names)
    values = ", ".join({"key": "'bare:' || key"}.get(name, name) for name in names)
    with connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute(f"INSERT INTO notifications_delivery ({columns}) SELECT {values} FROM notifications_delivery")  # nosec B608
        return time.perf_counter() - started
