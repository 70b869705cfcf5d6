"""The page of one meeting: when and where, who comes, the agenda, who was there, what was said, what goes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import as_context
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import ClosedBecause
from knowledge_network.topics.models import Topic
from plg.meetings.actions.invitations import find_audience
from plg.meetings.calendars import describe_place
from plg.meetings.closed_days import closed_because
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.meetings.models import AgendaItem
from plg.meetings.views import answers
from plg.records.models import ActionItem
from plg.records.queries.minutes import carried_over
from plg.records.views import attendance, minutes, returns

# Each adds what its block shows; the order is that of the page.
PARTS = (answers.show_answers, attendance.show_attendance, minutes.show_minutes, returns.show_returns)


@require_safe
def meeting_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id)
    context = {**as_context(_draw_head(room)), **as_context(_draw_agenda(room))}
    for show in PARTS:
        context |= as_context(show(request, room))
    return render_room(request, room, "plg/pages/meeting_detail.html", context, partials=("answers",))


@dataclass(frozen=True)
class Head:
    """Where it is and how it stands; `would_invite` counts who gets an invitation when a draft is sent."""

    place: str
    closed_because: ClosedBecause | None
    is_past: bool
    has_begun: bool
    is_draft: bool
    would_invite: int
    is_cancelled: bool
    is_moved: bool
    topics: list[Topic]


def _draw_head(room: Room) -> Head:
    meeting, now = room.meeting, timezone.now()
    is_draft = meeting.status == MeetingStatus.DRAFT
    return Head(
        place=describe_place(meeting),
        closed_because=closed_because(meeting) if meeting.ends_at >= now else None,
        is_past=meeting.ends_at < now,
        has_begun=meeting.starts_at <= now,
        is_draft=is_draft,
        would_invite=would_invite(room) if is_draft else 0,
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        is_moved=meeting.status == MeetingStatus.MOVED,
        topics=list(meeting.topics.order_by("name")),
    )


def takes_part_always(room: Room) -> bool:
    """In the group, or invited to what the whole network does: a guest of one meeting sees nothing of the others."""
    return room.can_run or room.space is None or room.space.membership is not None


def would_invite(room: Room) -> int:
    """How many people get an invitation when the draft is sent."""
    if room.meeting.audience == MeetingAudience.CHOSEN:
        return room.meeting.invitations.standing().count()
    people: int = find_audience(room.meeting).count()
    return people


@dataclass(frozen=True)
class Agenda:
    """The subjects with how long they take together, and what stayed open of earlier meetings."""

    agenda: list[AgendaItem] = field(default_factory=list)
    open_actions: list[ActionItem] = field(default_factory=list)
    agenda_minutes: int = 0


def _draw_agenda(room: Room) -> Agenda:
    """For who may read it; to others it is empty."""
    if not room.can_read:
        return Agenda()
    items = list(room.meeting.agenda_items.select_related("owner").prefetch_related("files").order_by("position", "pk"))
    return Agenda(
        agenda=items,
        open_actions=carried_over(room.meeting, drafts=room.can_run) if takes_part_always(room) else [],
        agenda_minutes=sum(item.minutes or 0 for item in items),
    )
