"""A year of meetings in one go, and changing it as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify, replace_notices
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.queries import find_unheard, match_keys
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox import rhythm
from plg.groups.models import Group
from plg.meetings.actions.meetings import cancel_meeting, change_meeting, plan_meeting, reinstate_meeting
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation, MeetingSeries
from plg.meetings.models.meeting import MeetingQuerySet
from plg.meetings.notices import meetings as meeting_notices
from plg.meetings.notices import series as notices


@transaction.atomic
def plan_series(
    *,
    group: Group | None = None,
    partnership: Partnership | None = None,
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

    Of a `group` or of the whole network; then `fields` hold the audience, and `invited` for people that you choose.
    `skipped` are the days of the pattern on which nobody meets, with why. The same pattern again gives the same series.
    """
    now = at or timezone.now()
    days = sorted(set(days))
    owner = group or partnership
    if owner is None:
        raise RefusedError(_("Choose a group, or the whole network."))
    type(owner).objects.select_for_update().get(pk=owner.pk)
    same = {"group": group, "partnership": partnership, "title": title, "rule": rule, "start_time": start_time}
    standing = Meeting.objects.exclude(status=MeetingStatus.CANCELLED)
    if known := MeetingSeries.objects.filter(**same, first_day=days[0], meetings__in=standing).first():
        return known
    series = MeetingSeries(**same, first_day=days[0], last_day=days[-1], end_time=end_time)
    series.skipped = [{"day": day.isoformat(), "because": str(why)} for day, why in skipped]
    series.planned_by, series.created_at = by, now
    series.save()
    _plan_meetings(series, days, by=by, at=now, **fields)
    AuditEvent.objects.record("plg.series_planned", group, by=by, count=len(days))
    if tells:
        _tell(series, by=by, at=now)
    return series


def _plan_meetings(
    series: MeetingSeries, days: Sequence[dt.date], *, by: Member, at: dt.datetime, **fields: Any
) -> None:
    for day in days:
        plan_meeting(
            group=series.group,
            partnership=series.partnership,
            by=by,
            title=series.title,
            starts_at=rhythm.local(day, series.start_time),
            ends_at=rhythm.local(day, series.end_time),
            series=series,
            at=at,
            tells=False,
            **fields,
        )


def _tell(series: MeetingSeries, *, by: Member, at: dt.datetime) -> None:
    coming = list(series.meetings.upcoming(at).order_by("starts_at"))
    _tell_once(notices.INVITED_TO_SERIES, series, coming, by=by, at=at)


def _tell_once(
    kind: NoticeKind, series: MeetingSeries, meetings: list[Meeting], *, by: Member, at: dt.datetime, **params: str
) -> None:
    """One notice for all `meetings`, to everybody who is expected at one of them."""
    if not meetings:
        return
    expected = MeetingInvitation.objects.expected().filter(meeting__in=meetings, member__isnull=False)
    if kind is notices.SERIES_CHANGED:
        expected = MeetingInvitation.objects.standing().filter(meeting__in=meetings, member__isnull=False)
    people = list(Member.objects.active().filter(pk__in=expected.values("member")).order_by("pk"))
    told = [*notices.list_keys(series), *(key for meeting in meetings for key in meeting_notices.list_keys(meeting))]
    if kind is notices.SERIES_REINSTATED:
        # Who did not hear that it was called off has nothing to hear; called off before they heard of it at all, they
        # are invited as if it never was.
        called_off = f"{notices.SERIES_CANCELLED.name}:{series.public_id}"
        knowing = set(Notice.objects.filter(match_keys([*told, called_off])).values_list("member", flat=True))
        newcomers = [one for one in people if one.pk not in knowing]
        _notify(notices.INVITED_TO_SERIES, series, meetings, newcomers, by=by, at=at)
        people, told = [one for one in people if one.pk in knowing], [called_off]
    follows = () if kind is notices.INVITED_TO_SERIES else told
    _notify(kind, series, meetings, people, by=by, at=at, follows=follows, **params)


def _notify(
    kind: NoticeKind,
    series: MeetingSeries,
    meetings: list[Meeting],
    people: list[Member],
    *,
    by: Member,
    at: dt.datetime,
    follows: Sequence[str] = (),
    **params: str,
) -> None:
    days = "\n".join(nice_date(timezone.localdate(meeting.starts_at)) for meeting in meetings)
    notify(
        kind,
        to=people,
        follows=follows,
        key=make_key(kind, series, meetings),
        url=series.get_absolute_url(),
        by=by,
        group_key=series.group.slug if series.group else "",
        at=at,
        title=series.title,
        group=series.of_whom,
        count=len(meetings),
        days=days,
        series=series.public_id,
        starts_at=min(meeting.starts_at for meeting in meetings).astimezone(dt.UTC).isoformat(),
        **params,
    )


def tell_series_taken_back(
    series: MeetingSeries, meetings: list[Meeting], *, told_under: str, by: Member, at: dt.datetime
) -> None:
    """`meetings` are again what they were before the change told under `told_under`: to who heard of that change."""
    if not meetings:
        return
    standing = MeetingInvitation.objects.standing().filter(meeting__in=meetings, member__isnull=False)
    people = list(Member.objects.active().filter(pk__in=standing.values("member")).order_by("pk"))
    unheard = find_unheard([one.pk for one in people], [told_under])
    replace_notices(keys=[told_under])
    told = [*notices.list_keys(series), *(key for meeting in meetings for key in meeting_notices.list_keys(meeting))]
    people = [one for one in people if one.pk not in unheard]
    _notify(notices.SERIES_CHANGED, series, meetings, people, by=by, at=at, follows=told)


def make_key(kind: NoticeKind, series: MeetingSeries, meetings: Sequence[Meeting]) -> str:
    """Once per state of the meetings."""
    return f"{kind.name}:{series.public_id}:{sum(meeting.sequence for meeting in meetings)}"


def still_to_come(series: MeetingSeries, now: dt.datetime) -> list[Meeting]:
    """Planned meetings of the series that did not begin and were not changed by themselves."""
    return list(_rows(series).taking_place().filter(starts_at__gt=now, differs_from_series=False))


def _rows(series: MeetingSeries) -> MeetingQuerySet:
    return series.meetings.select_related("group", "partnership", "host_site").order_by("starts_at", "pk")


def lock_meetings(meetings: QuerySet[Meeting]) -> list[Meeting]:
    return list(meetings.select_for_update(of=("self",)))


@transaction.atomic
def change_series(
    *,
    series: MeetingSeries,
    by: Member,
    start_time: dt.time | None = None,
    end_time: dt.time | None = None,
    shift_days: int = 0,
    seen: str | None = None,
    at: dt.datetime | None = None,
    **changes: Any,
) -> list[Meeting]:
    """Change what is still to come of a series, but for meetings that were changed by themselves; gives those.

    Times are those of the clock; `shift_days` moves every meeting by so many days. Refused when the series is not any
    more what the reader saw (`fingerprint_meetings`): the same form sent twice moves it once.
    """
    now = at or timezone.now()
    series = MeetingSeries.objects.select_for_update().get(pk=series.pk)
    start, end = start_time or series.start_time, end_time or series.end_time
    meetings = lock_meetings(_rows(series).taking_place().filter(starts_at__gt=now, differs_from_series=False))
    if seen is not None and seen != fingerprint_meetings(meetings):
        raise RefusedError(_("This series was changed in the meantime. Look at it again before you change it."))
    before = [_shows(meeting) for meeting in meetings]
    for meeting in meetings:
        day = timezone.localdate(meeting.starts_at) + dt.timedelta(days=shift_days)
        changes |= {"starts_at": rhythm.local(day, start), "ends_at": rhythm.local(day, end)}
        change_meeting(meeting=meeting, by=by, at=now, from_series=True, **changes)
    told = [meeting for meeting, shown in zip(meetings, before, strict=True) if _shows(meeting) != shown]
    _tell_once(notices.SERIES_CHANGED, series, told, by=by, at=now)
    series.start_time, series.end_time = start, end
    series.title = changes.get("title", series.title)
    series.save(update_fields=["start_time", "end_time", "title"])
    AuditEvent.objects.record("plg.series_changed", series.group, by=by, count=len(meetings))
    return meetings


def tells_people(series: MeetingSeries, coming: Sequence[Meeting], data: dict[str, Any]) -> bool:
    """Whether what is asked for is something that those who come have to know."""
    if data["shift_days"] or (data["start_time"], data["end_time"]) != (series.start_time, series.end_time):
        return True
    places = ("host_site", "location", "link")
    return any(getattr(meeting, name) != data[name] for meeting in coming for name in places)


def fingerprint_meetings(meetings: Sequence[Meeting]) -> str:
    """What changes when one of the meetings does."""
    return f"{len(meetings)}.{sum(meeting.sequence for meeting in meetings)}"


def _shows(meeting: Meeting) -> tuple[object, ...]:
    """What people who come have to know."""
    return (meeting.starts_at, meeting.ends_at, meeting.host_site_id, meeting.location, meeting.link)


@transaction.atomic
def cancel_series(*, series: MeetingSeries, by: Member, reason: str, at: dt.datetime | None = None) -> int:
    """Call off what is still to come, also what was changed by itself; how many."""
    now = at or timezone.now()
    series = MeetingSeries.objects.select_for_update().get(pk=series.pk)
    meetings = lock_meetings(_rows(series).taking_place().filter(starts_at__gt=now))
    for meeting in meetings:
        cancel_meeting(meeting=meeting, by=by, reason=reason, at=now, from_series=True)
    _tell_once(notices.SERIES_CANCELLED, series, meetings, by=by, at=now, reason=reason)
    if meetings:
        replace_notices(keys=notices.list_keys(series))
    AuditEvent.objects.record("plg.series_cancelled", series.group, by=by, count=len(meetings))
    return len(meetings)


@transaction.atomic
def reinstate_series(*, series: MeetingSeries, by: Member, at: dt.datetime | None = None) -> int:
    """Undo `cancel_series` for what is still to come; how many. What was called off by itself stays so.

    When something of the series takes place again already, there is nothing to undo.
    """
    now = at or timezone.now()
    series = MeetingSeries.objects.select_for_update().get(pk=series.pk)
    if series.meetings.taking_place().filter(starts_at__gt=now).exists():
        return 0
    cancelled = _rows(series).filter(status=MeetingStatus.CANCELLED, starts_at__gt=now)
    last = cancelled.order_by("-changed_at").first()
    if last is None:
        return 0
    meetings = lock_meetings(cancelled.filter(changed_at=last.changed_at))
    cancelled_under = make_key(notices.SERIES_CANCELLED, series, meetings)
    for meeting in meetings:
        reinstate_meeting(meeting=meeting, by=by, at=now, from_series=True)
    _tell_once(notices.SERIES_REINSTATED, series, meetings, by=by, at=now)
    forget_notices(keys=[cancelled_under])
    AuditEvent.objects.record("plg.series_reinstated", series.group, by=by, count=len(meetings))
    return len(meetings)
