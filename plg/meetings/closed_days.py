from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from knowledge_network.members.people.models import Appointment
from knowledge_network.members.people.models.member import match_active
from knowledge_network.school_year.calendar import HOME_REGION, ClosedBecause, SchoolCalendar
from knowledge_network.school_year.models import ClosedDay, SchoolHoliday
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from knowledge_network.members.organisations.models import Organisation
    from plg.groups.models import Group
    from plg.meetings.models import Meeting


def build_calendar(
    group: Group | None, *, first: dt.date, last: dt.date, host: Organisation | None = None
) -> SchoolCalendar:
    """When schools are closed for who meets: the holidays of the region, and what boards and schools do otherwise.

    For a group those are where its members work, and always the school `host` where they meet. A board that keeps an
    advisory holiday on other days has its own days instead; where members of other boards come too, both count. The
    name says which board or school a day is of. Two queries, three when somebody closes in their own way.
    """
    closed = _closed_days(first, last)
    # Most days nobody closes in their own way; then nobody has to be asked where they work.
    workplaces = _workplaces(group, host) if closed else set()
    organisations = {key for place in workplaces for key in place}
    closed = [day for day in closed if day.organisation_id in organisations]
    elsewhere: dict[int, set[int]] = {}
    for day in closed:
        if day.instead_of_id is not None:
            elsewhere.setdefault(day.instead_of_id, set()).add(day.organisation_id)
    rows = SchoolHoliday.objects.filter(region=HOME_REGION, start__lte=last, end__gte=first).order_by("start")
    kept = [row for row in rows if not _everybody_deviates(workplaces, elsewhere.get(row.pk, set()))]
    return SchoolCalendar(
        (
            *((row.start, row.end, row.name) for row in kept),
            *((day.start, day.end, f"{day.name} ({day.organisation.name})") for day in closed),
        )
    )


def _closed_days(first: dt.date, last: dt.date) -> list[ClosedDay]:
    """Of all boards and schools, in this period or instead of a holiday in this period."""
    in_period = Q(start__lte=last, end__gte=first)
    instead = Q(instead_of__start__lte=last, instead_of__end__gte=first)
    return list(ClosedDay.objects.filter(in_period | instead).select_related("organisation").order_by("start", "pk"))


def _workplaces(group: Group | None, host: Organisation | None) -> set[tuple[int, int | None]]:
    """Each place with the board that it belongs to."""
    found: set[tuple[int, int | None]] = set()
    if group is not None:
        members = GroupMembership.objects.current().filter(group=group).values("member")
        work = Appointment.objects.filter(match_active(timezone.localdate()), member__in=members)
        found |= set(work.values_list("organisation_id", "organisation__governing_board_id"))
    if host is not None:
        found.add((host.pk, host.governing_board_id))
    return found


def _everybody_deviates(workplaces: set[tuple[int, int | None]], deviating: set[int]) -> bool:
    return bool(workplaces) and all(place in deviating or board in deviating for place, board in workplaces)


def find_closed(group: Group | None, meetings: Iterable[Meeting]) -> dict[dt.date, ClosedBecause]:
    """For those days of `meetings` on which schools are closed for the group, or for the network: why.

    Whatever their number, as many queries as `build_calendar`.
    """
    days = [timezone.localdate(meeting.starts_at) for meeting in meetings]
    if not days:
        return {}
    calendar = build_calendar(group, first=min(days), last=max(days))
    return {day: reason for day in days if (reason := calendar.closed_because(day)) is not None}


def closed_because(meeting: Meeting) -> ClosedBecause | None:
    """Why schools are closed on the day of the meeting, or None."""
    day = timezone.localdate(meeting.starts_at)
    calendar = build_calendar(meeting.group, first=day, last=day, host=meeting.host_site)
    return calendar.closed_because(day)
