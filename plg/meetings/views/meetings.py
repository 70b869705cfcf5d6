"""Meetings of a group: the list, planning, changing, calling off; and planning for the whole network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge_network.kit.cut import cut
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
from plg.meetings.actions.invitations import expected_people, find_audience
from plg.meetings.actions.moves import is_told, remember_meeting
from plg.meetings.closed_days import find_closed
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.meetings.forms.meetings import CancelMeetingForm, CopyMeetingForm, MeetingForm, NetworkMeetingForm
from plg.meetings.models import Meeting
from plg.meetings.presenters.ahead import Ahead, look_ahead
from plg.space.entrance import Space, enter, render_space

MOST_SERIES = 5

UPCOMING_AT_MOST = 100
CHANGED = "plg.meeting_changed"
# Of these who is invited hears.
TOLD = (*actions.TIMES, *actions.PLACES)


@require_safe
def meeting_list(request: MemberRequest, slug: str) -> HttpResponse:
    """What comes, soonest first, and below it what was, newest first."""
    space = enter(request, slug, "plg.view_meetings")
    meetings = space.group.meetings.visible_to(request.user).select_related("host_site")
    if not space.can_plan:
        meetings = meetings.exclude(status=MeetingStatus.DRAFT)
    upcoming = cut(meetings.upcoming().order_by("starts_at", "pk"), UPCOMING_AT_MOST)
    drafts = cut(meetings.filter(status=MeetingStatus.DRAFT).order_by("starts_at", "pk"), UPCOMING_AT_MOST)
    closed = find_closed(space.group, upcoming)
    page = paginate(meetings.past(), request.GET, by=("-starts_at", "-public_id"), size=20)
    context = {
        "upcoming": upcoming.told(lambda meeting: _draw_meeting(space, meeting, closed)),
        "drafts": drafts.told(lambda meeting: _draw_meeting(space, meeting, {})),
        "past": [_draw_meeting(space, meeting, {}) for meeting in page],
        "page": page,
        "may_certify": space.may("plg.manage_certificates"),
        "series": cut(space.group.series.order_by("-first_day", "-pk"), MOST_SERIES),
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
    preview: Ahead | None = None
    if request.method == "POST" and form.is_valid():
        values = form.values()
        preview = _look_at_plan(Meeting(group=space.group), values)
        if _may_go_on(request, preview, values):
            meeting = actions.plan_meeting(group=space.group, by=request.user, **values)
            if meeting.status == MeetingStatus.DRAFT:
                messages.success(request, _("The draft is kept. Nobody is invited yet."))
            else:
                text = _("The meeting is planned. Everybody in the group is invited.")
                offer_undo(request, text, reverse("plg:meeting_unplan", args=[meeting.public_id]))
            return HttpResponseRedirect(reverse("plg:meeting_detail", args=[meeting.public_id]))
    context = {"form": form, "preview": preview}
    return render_space(request, space, "plg/meetings/meeting_plan.html", "meetings", context)


def _look_at_plan(meeting: Meeting, values: Cleaned) -> Ahead:
    """Who would be invited to a meeting of these `values`; of a meeting of the network, who not."""
    for name in ("audience", "starts_at", "ends_at", "host_site"):
        if name in values:
            setattr(meeting, name, values[name])
    if "invited" in values:
        return look_ahead(meeting, values["invited"])
    people = list(find_audience(meeting).order_by("sort_name", "pk"))
    left_out = Member.objects.active().count() - len(people) if meeting.group is None else 0
    return look_ahead(meeting, people, left_out=left_out)


def _may_go_on(request: MemberRequest, preview: Ahead, values: Cleaned) -> bool:
    """Nothing to look at first, or it was looked at; a draft tells nobody."""
    return "status" in values or not preview.is_worth_a_look or request.POST.get("seen") == preview.seen


@require_http_methods(["GET", "HEAD", "POST"])
def network_meeting_plan(request: MemberRequest) -> HttpResponse:
    """A meeting of the whole network. More than fifty people are invited only after a look at who they are."""
    require(request, "plg.manage_groups")
    form = NetworkMeetingForm(sent(request)[0])
    preview: Ahead | None = None
    if request.method == "POST" and form.is_valid():
        values = form.values()
        preview = _look_at_plan(Meeting(), values)
        if _may_go_on(request, preview, values):
            meeting = actions.plan_meeting(partnership=the_partnership(), by=request.user, **values)
            undo = reverse("plg:meeting_unplan", args=[meeting.public_id])
            offer_undo(request, _("The meeting is planned."), undo)
            return HttpResponseRedirect(reverse("plg:meeting_detail", args=[meeting.public_id]))
    trail = [(_("Agenda"), reverse("plg:agenda"))]
    context = {"form": form, "preview": preview, "trail": trail}
    return render_page(request, "plg/meetings/network_meeting_plan.html", context)


# One meeting ------------------------------------------------------------------------------------


def build_form(room: Room, data: QueryDict | None = None) -> MeetingForm:
    if room.meeting.group is not None:
        return MeetingForm(data, instance=room.meeting, group=room.meeting.group)
    return NetworkMeetingForm(data, instance=room.meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.change_meeting")
    former = {name: getattr(room.meeting, name) for name in TOLD}
    form = build_form(room, sent(request)[0])
    status, preview = 200, None
    if request.method == "POST" and form.is_valid():
        values = form.values()
        preview = _look_at_change(room.meeting, former, values)
        if preview is None or _may_go_on(request, preview, {}):
            try:
                _change(request, room, values)
                return HttpResponseRedirect(room.url("meeting_detail"))
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status, preview = 409, None
    context = {"form": form, "preview": preview}
    return render_room(request, room, "plg/meetings/meeting_change.html", context, status=status)


def _change(request: MemberRequest, room: Room, values: Cleaned) -> None:
    """Store it; of another time or place, that can be taken back for some minutes."""
    former = remember_meeting(room.meeting)
    changed = actions.change_meeting(meeting=room.meeting, by=request.user, **values)
    if is_told(former, changed):
        request.session[CHANGED] = former
        offer_undo(request, _("The meeting is changed."), room.url("meeting_put_back"))
    else:
        messages.success(request, _("The meeting is changed."))


def _look_at_change(meeting: Meeting, former: Mapping[str, object], values: Cleaned) -> Ahead | None:
    """Who would hear of the change; None when nobody does. A day that stays is not named again."""
    changed = {name for name in TOLD if name in values and values[name] != former[name]}
    if not changed or not meeting.is_planned:
        return None
    as_it_will_be = Meeting(group=meeting.group, **{name: values.get(name, former[name]) for name in TOLD})
    ahead = look_ahead(as_it_will_be, expected_people(meeting))
    return ahead if changed & set(actions.TIMES) else replace(ahead, closed="")


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    """Call it off; who is invited reads the reason. The page says who they are."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    if room.meeting.status == MeetingStatus.DRAFT:
        return _discard(request, room)
    form = CancelMeetingForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.cancel_meeting(meeting=room.meeting, by=request.user, reason=form.cleaned_data["reason"])
        text = _("The meeting is cancelled. Everybody who is invited is told.")
        offer_undo(request, text, room.url("meeting_reinstate"))
        return HttpResponseRedirect(room.url("meeting_detail"))
    preview = replace(look_ahead(room.meeting, expected_people(room.meeting)), closed="")
    return render_room(request, room, "plg/meetings/meeting_cancel.html", {"form": form, "preview": preview})


def _discard(request: MemberRequest, room: Room) -> HttpResponse:
    """Nobody knows of a draft: it is thrown away, without a reason."""
    if request.method != "POST":
        return render_room(request, room, "plg/meetings/meeting_cancel.html", {"form": None})
    owner = room.space.url("meeting_list") if room.space else reverse("plg:agenda")
    actions.discard_draft(meeting=room.meeting, by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return HttpResponseRedirect(owner)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_copy(request: MemberRequest, public_id: str) -> HttpResponse:
    """The same meeting on another day, with its agenda if you like."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    begin = timezone.localtime(room.meeting.starts_at)
    form = CopyMeetingForm(sent(request)[0], initial={"start_time": begin.time(), "with_agenda": True})
    preview: Ahead | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        starts_at = rhythm.local(data["day"], data["start_time"])
        preview = _look_at_copy(room.meeting, starts_at)
        if _may_go_on(request, preview, {}):
            copy = actions.copy_meeting(
                meeting=room.meeting, by=request.user, starts_at=starts_at, with_agenda=data["with_agenda"]
            )
            undo = reverse("plg:meeting_unplan", args=[copy.public_id])
            offer_undo(request, _("The meeting is planned."), undo)
            return HttpResponseRedirect(reverse("plg:meeting_detail", args=[copy.public_id]))
    return render_room(request, room, "plg/meetings/meeting_copy.html", {"form": form, "preview": preview})


def _look_at_copy(meeting: Meeting, starts_at: dt.datetime) -> Ahead:
    """Who would be invited to the same meeting on that day."""
    copy = Meeting(
        group=meeting.group,
        host_site=meeting.host_site,
        audience=meeting.audience,
        starts_at=starts_at,
        ends_at=starts_at + (meeting.ends_at - meeting.starts_at),
    )
    return look_at_audience(copy, chosen_for=meeting)


def look_at_audience(meeting: Meeting, *, chosen_for: Meeting | None = None) -> Ahead:
    """Who belongs at it; of one for whom somebody chooses, who was chosen for that or another meeting."""
    people = find_audience(meeting)
    if meeting.audience == MeetingAudience.CHOSEN:
        chosen = (chosen_for or meeting).invitations.standing().values("member")
        people = Member.objects.active().filter(pk__in=chosen)
    return look_ahead(meeting, list(people.order_by("sort_name", "pk")))
