"""The door of one meeting: who may come in, and what the frame of its pages shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.http import get_permitted, render_page, require
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import GroupMembership
from plg.meetings.models import Meeting, MeetingInvitation
from plg.space.entrance import Space

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


@dataclass
class Room:
    """A meeting as one member sees it.

    `space` is None for a meeting of the whole network; `invitation` is None for who is not invited.
    """

    meeting: Meeting
    reader: Member
    space: Space | None
    invitation: MeetingInvitation | None

    def may(self, permission: str) -> bool:
        return self.reader.has_perm(permission, self.meeting)

    @cached_property
    def can_change(self) -> bool:
        return self.may("plg.change_meeting")

    @cached_property
    def can_run(self) -> bool:
        """Agenda, attendance and minutes."""
        return self.may("plg.run_meeting")

    @cached_property
    def can_read(self) -> bool:
        """The agenda and what was said."""
        return self.may("plg.read_meeting")

    def url(self, name: str, *args: str | int) -> str:
        return reverse(f"plg:{name}", args=[self.meeting.public_id, *args])


def enter_meeting(request: MemberRequest, public_id: str, permission: str = "plg.view_meeting") -> Room:
    """The meeting `public_id`. 404 when it is hidden from the reader, 403 without `permission`. Three queries."""
    reader = request.user
    meetings = Meeting.objects.visible_to(reader).select_related("group", "partnership", "host_site", "series")
    # Fetched first, so that the rules need not ask again who the reader is here.
    meeting = get_permitted(request, meetings, "plg.view_meeting", public_id=public_id)
    membership = None
    if meeting.group is not None:
        membership = GroupMembership.objects.current().filter(group=meeting.group, member=reader).first()
        meeting.group.known_roles[reader.pk] = membership.role if membership else None
    invitation = meeting.invitations.standing().filter(member=reader).first()
    meeting.known_invited[reader.pk] = invitation is not None
    if invitation is not None:
        invitation.meeting = meeting
    require(request, permission, meeting)
    space = Space(meeting.group, reader, membership) if meeting.group is not None else None
    return Room(meeting, reader, space, invitation)


def render_room(
    request: MemberRequest,
    room: Room,
    template: str,
    context: Mapping[str, object],
    *,
    partials: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """A page about one meeting; templates extend `plg/meetings/meeting_base.html`."""
    meeting = room.meeting
    trail = [(_("Agenda"), reverse("plg:agenda"))]
    if meeting.group is not None:
        trail = [
            (_("Groups"), reverse("plg:group_list")),
            (meeting.group.name, reverse("plg:group_detail", args=[meeting.group.slug])),
            (_("Meetings"), reverse("plg:meeting_list", args=[meeting.group.slug])),
        ]
    if template != "plg/pages/meeting_detail.html":
        trail.append((meeting.title, room.url("meeting_detail")))
    frame = {
        "room": room,
        "meeting": meeting,
        "group": meeting.group,
        "trail": trail,
        "base_url": room.url("meeting_detail"),
    }
    return render_page(request, template, {**frame, **context}, partials=partials, status=status)
