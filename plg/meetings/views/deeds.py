"""What one press does with a meeting: sending a draft out, and taking back what was planned, changed or called off."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.actions import meetings as actions
from plg.meetings.actions.moves import put_meeting_back
from plg.meetings.actions.news import find_who_heard_cancellation
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.presenters.ahead import Ahead, look_ahead, look_at_deed
from plg.meetings.views.meetings import CHANGED, look_at_audience


@require_POST
def meeting_unplan(request: MemberRequest, public_id: str) -> HttpResponse:
    """Undo planning while nobody heard of it: it is a draft again."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    try:
        actions.unplan_meeting(meeting=room.meeting, by=request.user)
        messages.success(request, _("The meeting is a draft again. Nobody hears of it."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_POST
def meeting_put_back(request: MemberRequest, public_id: str) -> HttpResponse:
    """Time, place and answers as before the change that this reader made last."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    former = request.session.pop(CHANGED, None)
    if former is None:
        messages.error(request, _("There is nothing to take back any more."))
        return HttpResponseRedirect(room.url("meeting_detail"))
    try:
        put_meeting_back(meeting=room.meeting, by=request.user, former=former)
        messages.success(request, _("The meeting is at its old time and place. Answers stand as they were."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_POST
def meeting_reinstate(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take a cancellation back. More than fifty who heard of it hear this after a look; before that it is an undo."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    heard = find_who_heard_cancellation(room.meeting)
    ahead = replace(look_ahead(room.meeting, heard), closed="")
    title, button = _("It takes place after all"), _("Let it take place, and tell them")
    if room.meeting.is_cancelled and (page := _ask_first(request, room, ahead, title, button)):
        return page
    actions.reinstate_meeting(meeting=room.meeting, by=request.user)
    messages.success(request, _("The meeting takes place after all."))
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_POST
def meeting_publish(request: MemberRequest, public_id: str) -> HttpResponse:
    """A draft is sent: people are invited, more than fifty of them after a look."""
    room = enter_meeting(request, public_id, "plg.change_meeting")
    ahead = look_at_audience(room.meeting)
    if room.meeting.is_draft and (page := _ask_first(request, room, ahead, _("Send the draft out"), _("Invite them"))):
        return page
    actions.publish_meeting(meeting=room.meeting, by=request.user)
    count = room.meeting.invitations.standing().count()
    text = ngettext(
        "The meeting is planned. %(n)d person is invited.", "The meeting is planned. %(n)d people are invited.", count
    )
    offer_undo(request, text % {"n": count}, room.url("meeting_unplan"))
    return HttpResponseRedirect(room.url("meeting_detail"))


def _ask_first(request: MemberRequest, room: Room, ahead: Ahead, title: str, button: str) -> HttpResponse | None:
    """The page that says who hears of it, as long as it was not looked at."""
    if not ahead.is_worth_a_look or request.POST.get("seen") == ahead.seen:
        return None
    look = look_at_deed(ahead, title=title, button=button, url=request.path, back=room.url("meeting_detail"))
    return render_room(request, room, "members/tables/look_first.html", {"look": look})
