"""«Wat neem je mee terug naar school?»: writing it down, what became of it, and one's own list."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.kit.http import get_permitted, render_page, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import MeetingStatus
from plg.records.actions import returns as actions
from plg.records.forms.minutes import FollowUpForm, ReturnForm
from plg.records.models import ReturnToSchool

MOST_SHARED = 100


@dataclass(frozen=True)
class ReturnsPart:
    """What I took back from a meeting, and what others share of it."""

    my_returns: list[ReturnToSchool] = field(default_factory=list)
    shared_returns: Cut[ReturnToSchool] = field(default_factory=lambda: cut([], MOST_SHARED))
    may_return: bool = False


def show_returns(request: MemberRequest, room: Room) -> ReturnsPart:
    """Two queries: one's own are all there, whatever others wrote."""
    if not room.can_read or room.meeting.starts_at > timezone.now():
        return ReturnsPart()
    rows = ReturnToSchool.objects.present().filter(present("member__"), meeting=room.meeting).select_related("member")
    mine = list(rows.filter(member=request.user).order_by("created_at", "pk"))
    is_inside = room.space is not None and room.space.membership is not None
    others = rows.exclude(member=request.user).filter(shared_with_group=True).order_by("created_at", "pk")
    shared = cut(others if is_inside else [], MOST_SHARED)
    return ReturnsPart(
        my_returns=mine,
        shared_returns=shared,
        may_return=may_return(room),
    )


def may_return(room: Room) -> bool:
    """Who was asked to be there: in the group or invited, once it has begun and unless it was cancelled."""
    belongs = room.invitation is not None or (room.space is not None and room.space.membership is not None)
    return belongs and room.meeting.starts_at <= timezone.now() and room.meeting.status != MeetingStatus.CANCELLED


@require_http_methods(["GET", "HEAD", "POST"])
def return_add(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.read_meeting")
    if not may_return(room):
        raise PermissionDenied
    form = ReturnForm(sent(request)[0], has_group=room.meeting.group is not None)
    if request.method == "POST" and form.is_valid():
        values = {"shared_with_group": False, **form.cleaned_data}
        row = actions.add_return(meeting=room.meeting, by=request.user, **values)
        offer_undo(request, _("Noted. In six weeks we ask what became of it."), _url("return_remove", row))
        return HttpResponseRedirect(room.url("meeting_detail"))
    return render_room(request, room, "plg/records/return_add.html", {"form": form})


@require_safe
def my_returns(request: MemberRequest) -> HttpResponse:
    """Everything that I took back, newest first."""
    rows = ReturnToSchool.objects.present().filter(member=request.user).select_related("meeting", "group")
    page = paginate(rows, request.GET, by=("-happened_on", "-public_id"), size=20)
    return render_page(request, "plg/records/my_returns.html", {"page": page})


def own_row(request: MemberRequest, public_id: str, *, removed: bool = False) -> ReturnToSchool:
    rows = ReturnToSchool.objects.select_related("meeting", "group", "member")
    rows = rows.filter(member=request.user) if removed else rows.visible_to(request.user)
    return get_permitted(request, rows, "plg.change_return", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def return_change(request: MemberRequest, public_id: str) -> HttpResponse:
    row = own_row(request, public_id)
    form = ReturnForm(sent(request)[0], instance=row, has_group=row.group is not None)
    if request.method == "POST" and form.is_valid():
        actions.change_return(row=own_row(request, public_id), by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return HttpResponseRedirect(reverse("plg:my_returns"))
    return render_page(request, "plg/records/return_change.html", {"form": form, "row": row, "trail": _trail()})


@require_http_methods(["GET", "HEAD", "POST"])
def return_follow_up(request: MemberRequest, public_id: str) -> HttpResponse:
    row = own_row(request, public_id)
    form = FollowUpForm(sent(request)[0], instance=row)
    if request.method == "POST" and form.is_valid():
        actions.change_return(row=own_row(request, public_id), by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. What became of it is noted."))
        return HttpResponseRedirect(reverse("plg:my_returns"))
    return render_page(request, "plg/records/return_follow_up.html", {"form": form, "row": row, "trail": _trail()})


@require_POST
def return_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    row = own_row(request, public_id)
    actions.remove_return(row=row, by=request.user)
    offer_undo(request, _("Taken away."), _url("return_restore", row))
    return HttpResponseRedirect(reverse("plg:my_returns"))


@require_POST
def return_restore(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.restore_return(row=own_row(request, public_id, removed=True), by=request.user)
    messages.success(request, _("It is back."))
    return HttpResponseRedirect(reverse("plg:my_returns"))


def _url(name: str, row: ReturnToSchool) -> str:
    return reverse(f"plg:{name}", args=[row.public_id])


def _trail() -> list[tuple[str, str]]:
    return [(_("What I took back"), reverse("plg:my_returns"))]
