"""A week of meetings over all groups and the network, with who is expected at two of them at one time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.dashboards.queries.among_all import find_clashes_again
from knowledge_network.kit.kept_counts import read_counted
from plg.meetings.queries import Clash, list_for_desk

ONE_WEEK = dt.timedelta(weeks=1)
# So far ahead clashes stand among what asks for attention.
LOOKS_AHEAD = 2 * ONE_WEEK
MOST_MEETINGS = 60
WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True)
class WeekLine:
    """One meeting; `clashes` are sentences, each with the address of the other meeting."""

    url: str
    time: str
    kind: str
    title: str
    place: str
    coming: str
    is_cancelled: bool
    clashes: list[tuple[str, str]]


@dataclass(frozen=True)
class WeekDay:
    day: dt.date
    is_today: bool
    lines: list[WeekLine]


@dataclass(frozen=True)
class Week:
    """`former`, `this` and `next` are how the address calls those weeks; `more_url` is the table with all of them."""

    number: int
    days: list[WeekDay]
    count: int
    former: str
    next: str
    is_this: bool
    more_url: str
    hidden: int


def read_monday(text: str, today: dt.date) -> dt.date:
    """The Monday of «2026-W49»; of this week for anything else."""
    found = WEEK.fullmatch(text)
    if found:
        try:
            return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    return today - today.weekday() * dt.timedelta(days=1)


def call_week(monday: dt.date) -> str:
    """How an address calls the week of this Monday."""
    year, week, _day = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def find_week(monday: dt.date) -> Week:
    """Two queries at most; one more once in five minutes where there are more meetings than are shown."""
    begin, end = midnight(monday), midnight(monday + ONE_WEEK)
    rows = list_for_desk().filter(starts_at__gte=begin, starts_at__lt=end)
    meetings = list(rows.order_by("starts_at", "title", "pk")[: MOST_MEETINGS + 1])
    count = len(meetings)
    if count > MOST_MEETINGS:
        count = max(count, read_counted(f"dashboards.week.{monday}", rows.order_by().count).found)
    clashes = find_clashes_again(call_week(monday), begin, end)
    last = monday + dt.timedelta(days=6)
    return Week(
        number=monday.isocalendar().week,
        days=_divide(meetings[:MOST_MEETINGS], clashes),
        count=count,
        former=call_week(monday - ONE_WEEK),
        next=call_week(monday + ONE_WEEK),
        is_this=monday <= timezone.localdate() <= last,
        more_url=reverse(
            "plg:manage_meetings",
            query={"wanneer": "alles", "vanaf_dag": monday.isoformat(), "tot_dag": last.isoformat()},
        ),
        hidden=max(0, count - MOST_MEETINGS),
    )


def _divide(meetings: Sequence[Any], clashes: list[Clash]) -> list[WeekDay]:
    today = timezone.localdate()
    return [
        WeekDay(day, is_today=day == today, lines=[_line(meeting, clashes) for meeting in rows])
        for day, rows in groupby(meetings, key=lambda meeting: timezone.localdate(meeting.starts_at))
    ]


def _line(meeting: Any, clashes: list[Clash]) -> WeekLine:
    place = meeting.location or (meeting.host_site.name if meeting.host_site else "")
    coming = _("%(coming)s of %(invited)s") % {"coming": meeting.coming_count, "invited": meeting.invited_count}
    return WeekLine(
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        time=timezone.localtime(meeting.starts_at).strftime("%H:%M"),
        kind=meeting.group.kind if meeting.group else "",
        title=meeting.group.name if meeting.group else meeting.title,
        place=place,
        coming=coming if meeting.invited_count else "",
        is_cancelled=meeting.is_cancelled,
        clashes=[
            _tell(clash, meeting.public_id) for clash in clashes if meeting.public_id in (clash.here, clash.there)
        ],
    )


def _tell(clash: Clash, here: str) -> tuple[str, str]:
    there, title = (clash.there, clash.there_title) if clash.here == here else (clash.here, clash.here_title)
    text = ngettext("%(n)d person also at %(title)s", "%(n)d people also at %(title)s", clash.people)
    return text % {"n": clash.people, "title": title}, reverse("plg:meeting_detail", args=[there])
