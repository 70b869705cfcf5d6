"""The page of one meeting: when and where, who comes, the agenda, who was there, what was said, what goes back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.actions.answers import audience_of
from plg.meetings.calendars import place_of
from plg.meetings.closed_days import closed_because
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.meetings.views import answers
from plg.records.queries.minutes import carried_over
from plg.records.views import attendance, minutes, returns

# Each adds what its block shows; the order is that of the page.
PARTS = (answers.part, attendance.part, minutes.part, returns.part)


@require_safe
def meeting_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id)
    context = {**head_of(room), **agenda_of(room)}
    for part in PARTS:
        context |= part(request, room)
    return render_room(request, room, "plg/pages/meeting_detail.html", context, partials=("answers",))


def head_of(room: Room) -> dict[str, Any]:
    meeting, now = room.meeting, timezone.now()
    return {
        "place": place_of(meeting),
        "closed_because": closed_because(meeting) if meeting.ends_at >= now else None,
        "is_past": meeting.ends_at < now,
        "has_begun": meeting.starts_at <= now,
        "is_draft": meeting.status == MeetingStatus.DRAFT,
        "would_invite": would_invite(room) if meeting.status == MeetingStatus.DRAFT else 0,
        "is_cancelled": meeting.status == MeetingStatus.CANCELLED,
        "is_moved": meeting.status == MeetingStatus.MOVED,
    }


def takes_part_always(room: Room) -> bool:
    """In the group, or invited to what the whole network does: a guest of one meeting sees nothing of the others."""
    return room.can_run or room.space is None or room.space.membership is not None


def would_invite(room: Room) -> int:
    """How many people get an invitation when the draft is sent."""
    if room.meeting.audience == MeetingAudience.CHOSEN:
        return room.meeting.invitations.standing().count()
    people: int = audience_of(room.meeting).count()
    return people


def agenda_of(room: Room) -> dict[str, Any]:
    """The subjects with how long each takes, for who may read them; and what stayed open of earlier meetings."""
    if not room.can_read:
        return {"agenda": [], "open_actions": [], "agenda_minutes": 0}
    items = list(room.meeting.agenda_items.select_related("owner").prefetch_related("files").order_by("position", "pk"))
    return {
        "agenda": items,
        "open_actions": carried_over(room.meeting, drafts=room.can_run) if takes_part_always(room) else [],
        "agenda_minutes": sum(item.minutes or 0 for item in items),
    }
