"""When a group meets: planning, changing, calling off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.models import AuditEvent, Member, Organisation
from knowledge_network.notifications.actions import forget_notices, notify
from knowledge_network.search import actions as search
from plg import notices
from plg.actions.conversations import people_in
from plg.errors import RefusedError
from plg.models import Group, Meeting

MOVING = ("starts_at", "ends_at", "host_site", "location", "link")


@transaction.atomic
def plan_meeting(
    *,
    group: Group,
    by: Member,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    host_site: Organisation | None = None,
    location: str = "",
    link: str = "",
    at: dt.datetime | None = None,
) -> Meeting:
    """The meeting, told to the group unless it is past. The same title and time again give the same meeting."""
    now = at or timezone.now()
    Group.objects.select_for_update().get(pk=group.pk)
    planned = Meeting.objects.filter(group=group, title=title, starts_at=starts_at, status__in=Meeting.TAKES_PLACE)
    if known := planned.first():
        return known
    meeting = Meeting.objects.create(
        group=group,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        host_site=host_site,
        location=location,
        link=link,
        planned_by=by,
        created_at=now,
    )
    AuditEvent.objects.record("plg.meeting_planned", group, by=by, meeting=meeting.public_id)
    search.refresh("meeting", [meeting.pk])
    if ends_at >= now:
        _tell(notices.MEETING_PLANNED, meeting, key=f"plg.meeting_planned:{meeting.pk}", by=by, at=now)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Member, at: dt.datetime | None = None, **changes: Any) -> Meeting:
    """Store `changes` (field → value); the group is told when time or place differ. Refused when it was cancelled."""
    now = at or timezone.now()
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if locked.status == Meeting.Status.CANCELLED:
        raise RefusedError(_("This meeting was cancelled. Plan a new one."))
    changed = [name for name, value in changes.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, changes[name])
    locked.save(update_fields=changed)
    AuditEvent.objects.record("plg.meeting_changed", locked.group, by=by, meeting=locked.public_id, fields=changed)
    search.refresh("meeting", [locked.pk])
    if set(changed) & set(MOVING) and locked.ends_at >= now:
        forget_notices(keys=[f"plg.meeting_planned:{locked.pk}", f"plg.meeting_changed:{locked.pk}"])
        key = f"plg.meeting_changed:{locked.pk}:{now.isoformat()}"
        _tell(notices.MEETING_CHANGED, locked, key=key, by=by, at=now)
    return locked


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    """Call it off, with a reason that everybody in the group reads."""
    now = at or timezone.now()
    changed = Meeting.objects.filter(pk=meeting.pk, status__in=Meeting.TAKES_PLACE).update(
        status=Meeting.Status.CANCELLED, cancel_reason=reason
    )
    if not changed:
        return
    meeting.refresh_from_db()
    AuditEvent.objects.record("plg.meeting_cancelled", meeting.group, by=by, meeting=meeting.public_id)
    search.refresh("meeting", [meeting.pk])
    forget_notices(keys=[f"plg.meeting_planned:{meeting.pk}", f"plg.meeting_changed:{meeting.pk}"])
    if meeting.ends_at >= now:
        key = f"plg.meeting_cancelled:{meeting.pk}:{now.isoformat()}"
        _tell(notices.MEETING_CANCELLED, meeting, key=key, by=by, at=now)


@transaction.atomic
def reinstate_meeting(*, meeting: Meeting, by: Member) -> None:
    """Take a cancellation back; who heard of it hears this too."""
    changed = Meeting.objects.filter(pk=meeting.pk, status=Meeting.Status.CANCELLED).update(
        status=Meeting.Status.PLANNED, cancel_reason=""
    )
    if not changed:
        return
    meeting.refresh_from_db()
    now = timezone.now()
    AuditEvent.objects.record("plg.meeting_reinstated", meeting.group, by=by, meeting=meeting.public_id)
    search.refresh("meeting", [meeting.pk])
    forget_notices(keys=[f"plg.meeting_cancelled:{meeting.pk}"])
    if meeting.ends_at >= now:
        key = f"plg.meeting_planned:{meeting.pk}:{now.isoformat()}"
        _tell(notices.MEETING_PLANNED, meeting, key=key, by=by, at=now)


def _tell(kind: Any, meeting: Meeting, *, key: str, by: Member, at: dt.datetime) -> None:
    group = meeting.group
    notify(
        kind,
        to=people_in(group),
        key=key,
        url=reverse("plg:meeting_list", args=[group.slug]),
        by=by,
        group_key=group.slug,
        at=at,
        title=meeting.title,
        group=group.name,
        starts_at=meeting.starts_at.isoformat(),
    )
