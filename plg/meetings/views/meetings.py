"""Meetings of a group: the list, planning, changing, calling off; and planning for the whole network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.forms import Cleaned
from knowledge_network.kit.http import render_page, require, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import ClosedBecause
from plg.meetings.actions import meetings as actions
from plg.meetings.actions.invitations import find_audience
from plg.meetings.closed_days import closed_because, find_closed
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import MeetingStatus
from plg.meetings.forms.meetings import CancelMeetingForm, CopyMeetingForm, MeetingForm, NetworkMeetingForm
from plg.meetings.models import Meeting
from plg.space.entrance import Space, enter, render_space

UPCOMING_AT_MOST = 100
ASK_ABOVE = 50


@require_safe
def meeting_list(request: MemberRequest, slug: str) -> HttpResponse:
    """What comes, soonest first, and below it what was, newest first."""
    space = enter(request, slug, "plg.view_meetings")
    meetings = space.group.meetings.visible_to(request.user).select_related("host_site")
    if not space.can_plan:
        meetings = meetings.exclude(status=MeetingStatus.DRAFT)
    upcoming = list(meetings.upcoming().order_by("starts_at", "pk")[:UPCOMING_AT_MOST])
    drafts = list(meetings.filter(status=MeetingStatus.DRAFT).order_by("starts_at", "pk")[:UPCOMING_AT_MOST])
    closed = find_closed(space.group, upcoming)
    page = paginate(meetings.past(), request.GET, by=("-starts_at", "-public_id"), size=20)
    context = {
        "upcoming": [_draw_meeting(space, meeting, closed) for meeting in upcoming],
        "drafts": [_draw_meeting(space, meeting, {}) for meeting in drafts],
        "past": [_draw_meeting(space, meeting, {}) for meeting in page],
        "page": page,
        "may_certify": space.may("plg.manage_certificates"),
        "series": list(space.group.series.order_by("-first_day")[:5]),
    }
    return render_space(request, space, "plg/meetings/meeting_list.html", "meetings", context)


@dataclass(frozen=True)
class MeetingLine:
    """A card or line of the list; `closed_because` names the holiday on which it falls."""

    meeting: Meeting
    url: str
    starts: dt.datetime
    place: str
    closed_because: ClosedBecause | None
    is_cancelled: bool
    change_url: str
    cancel_url: str


def _draw_meeting(space: Space, meeting: Meeting, closed: Mapping[dt.date, ClosedBecause]) -> MeetingLine:
    starts = timezone.localtime(meeting.starts_at)
    host = meeting.host_site
    can_change = space.can_plan and meeting.status != MeetingStatus.CANCELLED
    return MeetingLine(
        meeting=meeting,
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        starts=starts,
        place=" · ".join(part for part in (host.name if host else "", meeting.location) if part),
        closed_because=closed.get(starts.date()),
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        change_url=reverse("plg:meeting_change", args=[meeting.public_id]) if can_change else "",
        cancel_url=reverse("plg:meeting_cancel", args=[meeting.public_id]) if can_change else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug, "plg.plan_meeting")
    form = MeetingForm(sent(request)[0], group=space.group)
    if request.method == "POST" and form.is_valid():
        meeting = actions.plan_meeting(group=space.group, by=request.user, **form.values())
        if meeting.status == MeetingStatus.DRAFT:
            messages.success(request, _("The draft is kept. Nobody is invited yet."))
        else:
            messages.success(request, _("The meeting is planned. Everybody in the group is invited."))
        warn_when_closed(request, meeting)
        return HttpResponseRedirect(reverse("plg:meeting_detail", args=[meeting.public_id]))
    return render_space(request, space, "plg/meetings/meeting_plan.html", "meetings", {"form": form})


def warn_when_closed(request: MemberRequest, meeting: Meeting) -> None:
    """Say that schools are closed on that day; a group may meet then all the same."""
    if reason := closed_because(meeting):
        day = nice_date(timezone.localdate(meeting.starts_at))
        text = _("Please note: schools are closed on %(day)s (%(reason)s). You can still choose another day.")
        messages.warning(request, text % {"day": day, "reason": reason})


@require_http_methods(["GET", "HEAD", "POST"])
def network_meeting_plan(request: MemberRequest) -> HttpResponse:
    """A meeting of the whole network. More than fifty people are invited only after a look at who they are."""
    require(request, "plg.manage_groups")
    form = NetworkMeetingForm(sent(request)[0])
    preview: Audience | None = None
    if request.method == "POST" and form.is_valid():
        values = form.values()
        preview = _count_audience(form, values)
        if "status" in values or preview.count <= ASK_ABOVE or request.POST.get("seen") == "1":
            meeting = actions.plan_meeting(partnership=the_partnership(), by=request.user, **values)
            messages.success(request, _("The meeting is planned."))
            warn_when_closed(request, meeting)
            return HttpResponseRedirect(reverse("plg:meeting_detail", args=[meeting.public_id]))
    trail = [(_("Agenda"), reverse("plg:agenda"))]
    context = {"form": form, "preview": preview, "trail": trail}
    return render_page(request, "plg/meetings/network_meeting_plan.html", context)


@dataclass(frozen=True)
class Audience:
    """How many people an invitation goes to, and how many members it leaves out."""

    count: int
    left_out: int


def _count_audience(form: NetworkMeetingForm, values: Cleaned) -> Audience:
    if "invited" in values:
        return Audience(len(values["invited"]), 0)
    count = find_audience(Meeting(audience=values["audience"])).count()
    return Audience(count, Member.objects.active().count() - count)


# One meeting ------------------------------------------------------------------------------------


def build_form(room: Room, data: QueryDict | None = None) -> MeetingForm:
    if room.meeting.group is not None:
        return MeetingForm(data, instance=room.meeting, group=room.meeting.group)
    return NetworkMeetingForm(data, instance=room.meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.change_meeting")
    form = build_form(room, sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_meeting(meeting=room.meeting, by=request.user, **form.values())
            messages.success(request, _("The meeting is changed."))
            warn_when_closed(request, changed)
            return HttpResponseRedirect(room.url("meeting_detail"))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render_room(request, room, "plg/meetings/meeting_change.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    """Call it off; who is invited reads the reason."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    if room.meeting.status == MeetingStatus.DRAFT:
        return _discard(request, room)
    form = CancelMeetingForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.cancel_meeting(meeting=room.meeting, by=request.user, reason=form.cleaned_data["reason"])
        text = _("The meeting is cancelled. Everybody who is invited is told.")
        offer_undo(request, text, room.url("meeting_reinstate"))
        return HttpResponseRedirect(room.url("meeting_detail"))
    return render_room(request, room, "plg/meetings/meeting_cancel.html", {"form": form})


def _discard(request: MemberRequest, room: Room) -> HttpResponse:
    """Nobody knows of a draft: it is thrown away, without a reason."""
    if request.method != "POST":
        return render_room(request, room, "plg/meetings/meeting_cancel.html", {"form": None})
    owner = room.space.url("meeting_list") if room.space else reverse("plg:agenda")
    actions.discard_draft(meeting=room.meeting, by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return HttpResponseRedirect(owner)


@require_POST
def meeting_reinstate(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.change_meeting")
    actions.reinstate_meeting(meeting=room.meeting, by=request.user)
    messages.success(request, _("The meeting takes place after all."))
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_POST
def meeting_publish(request: MemberRequest, public_id: str) -> HttpResponse:
    """A draft is sent: people are invited."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    actions.publish_meeting(meeting=room.meeting, by=request.user)
    count = room.meeting.invitations.standing().count()
    text = ngettext(
        "The meeting is planned. %(n)d person is invited.", "The meeting is planned. %(n)d people are invited.", count
    )
    messages.success(request, text % {"n": count})
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_copy(request: MemberRequest, public_id: str) -> HttpResponse:
    """The same meeting on another day, with its agenda if you like."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    begin = timezone.localtime(room.meeting.starts_at)
    form = CopyMeetingForm(sent(request)[0], initial={"start_time": begin.time(), "with_agenda": True})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        copy = actions.copy_meeting(
            meeting=room.meeting,
            by=request.user,
            starts_at=rhythm.local(data["day"], data["start_time"]),
            with_agenda=data["with_agenda"],
        )
        messages.success(request, _("The meeting is planned."))
        warn_when_closed(request, copy)
        return HttpResponseRedirect(reverse("plg:meeting_detail", args=[copy.public_id]))
    return render_room(request, room, "plg/meetings/meeting_copy.html", {"form": form})
