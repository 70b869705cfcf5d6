"""A year of meetings in one go, and changing it as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.dates import nice_date
from knowledge_network.members.models import AuditEvent, Member
from knowledge_network.notifications import rhythm
from knowledge_network.notifications.actions import notify
from plg import meeting_notices as notices
from plg.actions.answers import expected_people
from plg.actions.meetings import cancel_meeting, change_meeting, plan_meeting
from plg.models import Group, Meeting, MeetingSeries


@transaction.atomic
def plan_series(
    *,
    group: Group,
    by: Member,
    title: str,
    rule: str,
    days: Sequence[dt.date],
    start_time: dt.time,
    end_time: dt.time,
    skipped: Sequence[tuple[dt.date, str]] = (),
    at: dt.datetime | None = None,
    tells: bool = True,
    **fields: Any,
) -> MeetingSeries:
    """Plan a meeting on each of `days`, on the same clock time also across the clock change, and tell it once.

    `skipped` are the days of the pattern on which nobody meets, with why. The same pattern again gives the same series.
    """
    now = at or timezone.now()
    days = sorted(set(days))
    Group.objects.select_for_update().get(pk=group.pk)
    same = {"group": group, "title": title, "rule": rule, "first_day": days[0], "start_time": start_time}
    if known := MeetingSeries.objects.filter(**same).first():
        return known
    series = MeetingSeries.objects.create(
        **same,
        last_day=days[-1],
        end_time=end_time,
        skipped=[{"day": day.isoformat(), "because": str(why)} for day, why in skipped],
        planned_by=by,
        created_at=now,
    )
    for day in days:
        plan_meeting(
            group=group,
            by=by,
            title=title,
            starts_at=rhythm.local(day, start_time),
            ends_at=rhythm.local(day, end_time),
            series=series,
            at=now,
            tells=False,
            **fields,
        )
    AuditEvent.objects.record("plg.series_planned", group, by=by, count=len(days))
    if tells:
        _tell(series, by=by, at=now)
    return series


def _tell(series: MeetingSeries, *, by: Member, at: dt.datetime) -> None:
    coming = list(series.meetings.upcoming(at).select_related("group").order_by("starts_at"))
    if not coming or series.group is None:
        return
    days = "\n".join(nice_date(timezone.localdate(meeting.starts_at)) for meeting in coming)
    notify(
        notices.INVITED_TO_SERIES,
        to=expected_people(coming[0]),
        key=f"plg.series_planned:{series.public_id}",
        url=reverse("plg:series_detail", args=[series.group.slug, series.public_id]),
        by=by,
        group_key=series.group.slug,
        at=at,
        title=series.title,
        group=series.group.name,
        count=len(coming),
        days=days,
    )


def still_to_come(series: MeetingSeries, now: dt.datetime) -> list[Meeting]:
    """Planned meetings of the series that did not begin and were not changed by themselves."""
    rows = series.meetings.taking_place().filter(starts_at__gt=now, differs_from_series=False)
    return list(rows.select_related("group", "host_site").order_by("starts_at"))


@transaction.atomic
def change_series(
    *,
    series: MeetingSeries,
    by: Member,
    start_time: dt.time | None = None,
    end_time: dt.time | None = None,
    shift_days: int = 0,
    at: dt.datetime | None = None,
    **changes: Any,
) -> int:
    """Change what is still to come of a series, but for meetings that were changed by themselves; how many.

    Times are those of the clock; `shift_days` moves every meeting by so many days.
    """
    now = at or timezone.now()
    series = MeetingSeries.objects.select_for_update().get(pk=series.pk)
    start, end = start_time or series.start_time, end_time or series.end_time
    meetings = still_to_come(series, now)
    for meeting in meetings:
        day = timezone.localdate(meeting.starts_at) + dt.timedelta(days=shift_days)
        times = {"starts_at": rhythm.local(day, start), "ends_at": rhythm.local(day, end)}
        change_meeting(meeting=meeting, by=by, at=now, from_series=True, **times, **changes)
    series.start_time, series.end_time = start, end
    series.title = changes.get("title", series.title)
    series.save(update_fields=["start_time", "end_time", "title"])
    AuditEvent.objects.record("plg.series_changed", series.group, by=by, count=len(meetings))
    return len(meetings)


@transaction.atomic
def cancel_series(*, series: MeetingSeries, by: Member, reason: str, at: dt.datetime | None = None) -> int:
    """Call off what is still to come, also what was changed by itself; how many."""
    now = at or timezone.now()
    meetings = list(series.meetings.taking_place().filter(starts_at__gt=now).order_by("starts_at"))
    for meeting in meetings:
        cancel_meeting(meeting=meeting, by=by, reason=reason, at=now)
    AuditEvent.objects.record("plg.series_cancelled", series.group, by=by, count=len(meetings))
    return len(meetings)
