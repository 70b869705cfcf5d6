"""Meetings of a group: the list, planning, changing, calling off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.http import MemberRequest
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from plg.actions import meetings as actions
from plg.errors import RefusedError
from plg.forms.space import CancelMeetingForm, MeetingForm
from plg.holidays import closed_days
from plg.models import Meeting
from plg.views.entrance import Space, enter, render_space, sent

UPCOMING_AT_MOST = 100


@require_safe
def meeting_list(request: MemberRequest, slug: str) -> HttpResponse:
    """What comes, soonest first, and below it what was, newest first."""
    space = enter(request, slug, "plg.view_meetings")
    meetings = space.group.meetings.select_related("host_site")
    upcoming = list(meetings.upcoming().order_by("starts_at", "pk")[:UPCOMING_AT_MOST])
    closed = closed_days(timezone.localdate(meeting.starts_at) for meeting in upcoming)
    page = paginate(meetings.past(), request.GET, by=("-starts_at", "-public_id"), size=20)
    context = {
        "upcoming": [meeting_row(space, meeting, closed) for meeting in upcoming],
        "past": [meeting_row(space, meeting, {}) for meeting in page],
        "page": page,
    }
    return render_space(request, space, "plg/meeting_list.html", "meetings", context)


def meeting_row(space: Space, meeting: Meeting, closed: dict[dt.date, Any]) -> dict[str, Any]:
    """A card or line of the list; `closed_because` names the holiday on which it falls."""
    starts = timezone.localtime(meeting.starts_at)
    host = meeting.host_site
    can_change = space.can_plan and meeting.is_planned
    return {
        "meeting": meeting,
        "starts": starts,
        "place": " · ".join(part for part in (host.name if host else "", meeting.location) if part),
        "closed_because": closed.get(starts.date()),
        "is_cancelled": meeting.status == Meeting.Status.CANCELLED,
        "change_url": space.url("meeting_change", meeting.public_id) if can_change else "",
        "cancel_url": space.url("meeting_cancel", meeting.public_id) if can_change else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug, "plg.plan_meeting")
    form = MeetingForm(sent(request)[0], group=space.group)
    if request.method == "POST" and form.is_valid():
        meeting = actions.plan_meeting(group=space.group, by=request.user, **form.values())
        messages.success(request, _("The meeting is planned. Everybody in the group is told."))
        warn_when_closed(request, meeting)
        return HttpResponseRedirect(space.url("meeting_list"))
    return render_space(request, space, "plg/meeting_plan.html", "meetings", {"form": form})


def warn_when_closed(request: MemberRequest, meeting: Meeting) -> None:
    """Say that schools are closed on that day; a group may meet then all the same."""
    day = timezone.localdate(meeting.starts_at)
    if reason := closed_days([day]).get(day):
        text = _("Please note: schools are closed on %(day)s (%(reason)s). You can still choose another day.")
        messages.warning(request, text % {"day": nice_date(day), "reason": reason})


def meeting_in(space: Space, public_id: str) -> Meeting:
    return get_object_or_404(space.group.meetings.select_related("host_site"), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug, "plg.plan_meeting")
    meeting = meeting_in(space, public_id)
    form = MeetingForm(sent(request)[0], instance=meeting, group=space.group)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_meeting(meeting=meeting, by=request.user, **form.values())
            messages.success(request, _("The meeting is changed."))
            warn_when_closed(request, changed)
            return HttpResponseRedirect(space.url("meeting_list"))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "meeting": meeting}
    return render_space(request, space, "plg/meeting_change.html", "meetings", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Call it off; the group reads the reason."""
    space = enter(request, slug, "plg.plan_meeting")
    meeting = meeting_in(space, public_id)
    form = CancelMeetingForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.cancel_meeting(meeting=meeting, by=request.user, reason=form.cleaned_data["reason"])
        text = _("The meeting is cancelled. Everybody in the group is told.")
        offer_undo(request, text, space.url("meeting_reinstate", public_id))
        return HttpResponseRedirect(space.url("meeting_list"))
    context = {"form": form, "meeting": meeting}
    return render_space(request, space, "plg/meeting_cancel.html", "meetings", context)


@require_POST
def meeting_reinstate(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug, "plg.plan_meeting")
    actions.reinstate_meeting(meeting=meeting_in(space, public_id), by=request.user)
    messages.success(request, _("The meeting takes place after all."))
    return HttpResponseRedirect(space.url("meeting_list"))
