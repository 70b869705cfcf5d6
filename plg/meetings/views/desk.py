"""All meetings in one table, for who runs the network: find, ask who did not answer, cancel several at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import CSV, XLSX, present_in_parts
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from plg.meetings.actions.answers import remind_unanswered, take_reminders_back
from plg.meetings.actions.meetings import cancel_meeting, reinstate_meeting
from plg.meetings.forms.desk import REMIND, MeetingDeskFilter
from plg.meetings.forms.meetings import CancelMeetingForm
from plg.meetings.models import Meeting
from plg.meetings.presenters.desk import ACTIONS, MEETINGS, look_at_cancelling, look_at_reminding
from plg.meetings.queries import forget_reminding, list_for_desk

SHOWN = 40
CANCELLED, REMINDED = "plg.cancelled_together", "plg.reminded_together"


@require_safe
def manage_meetings(request: MemberRequest) -> HttpResponse:
    require(request, "plg.manage_groups")
    filters = MeetingDeskFilter(request.GET)
    meetings = filters.apply(list_for_desk())
    context = {
        "filters": filters,
        "table": lay_out(request, MEETINGS, meetings, actions=ACTIONS, size=SHOWN),
        "bulk_url": reverse("plg:manage_meetings_bulk"),
        "total": count_capped(meetings),
    }
    return render_page(request, "plg/meetings/manage_meetings.html", context, partials=("results",))


@require_POST
def manage_meetings_bulk(request: MemberRequest) -> HttpResponseBase:
    """First the look at what would happen; with `confirmed` it happens. A sheet is made at once."""
    require(request, "plg.manage_groups")
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(reverse("plg:manage_meetings"))
    meetings = MeetingDeskFilter(form.filter_data).apply(list_for_desk())
    if not form.cleaned_data["everything"]:
        meetings = list_for_desk().filter(public_id__in=form.cleaned_data["ids"])
    meetings = meetings.order_by(*MEETINGS.read_order(form.filter_data))
    action = form.cleaned_data["action"]
    if action in {CSV, XLSX}:
        return make_later(request, meetings) or MEETINGS.export(present_in_parts(meetings), action)
    chosen = list(meetings[:MOST_AT_ONCE])
    return _remind(request, chosen) if action == REMIND else _cancel(request, chosen)


def _remind(request: MemberRequest, meetings: list[Meeting]) -> HttpResponse:
    if "confirmed" not in request.POST:
        return render_page(request, "members/tables/look_first.html", {"look": look_at_reminding(meetings)})
    count = remind_unanswered(meetings=meetings, by=request.user)
    forget_reminding()
    text = ngettext("%(n)d person is asked again.", "%(n)d people are asked again.", count)
    request.session[REMINDED] = [meeting.public_id for meeting in meetings]
    offer_undo(request, text % {"n": count}, reverse("plg:manage_meetings_unask"))
    return HttpResponseRedirect(reverse("plg:manage_meetings"))


@require_POST
def manage_meetings_unask(request: MemberRequest) -> HttpResponse:
    """Who was asked by this reader's last reminder and did not hear of it yet hears nothing."""
    require(request, "plg.manage_groups")
    meetings = list_for_desk().filter(public_id__in=request.session.pop(REMINDED, []))
    count = take_reminders_back(meetings=meetings, by=request.user)
    forget_reminding()
    text = ngettext("%(n)d reminder is taken back.", "%(n)d reminders are taken back.", count)
    messages.success(request, text % {"n": count})
    return HttpResponseRedirect(reverse("plg:manage_meetings"))


def _cancel(request: MemberRequest, meetings: list[Meeting]) -> HttpResponse:
    now = timezone.now()
    able = [
        meeting
        for meeting in meetings
        if meeting.is_planned and meeting.ends_at > now and request.user.has_perm("plg.change_meeting", meeting)
    ]
    confirmed = "confirmed" in request.POST
    form = CancelMeetingForm(request.POST if confirmed else None)
    if not confirmed or not form.is_valid():
        look = look_at_cancelling(able, [meeting for meeting in meetings if meeting not in able], form)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    for meeting in able:
        cancel_meeting(meeting=meeting, by=request.user, reason=form.cleaned_data["reason"])
    request.session[CANCELLED] = [meeting.public_id for meeting in able]
    said = ngettext("%(n)d meeting is cancelled.", "%(n)d meetings are cancelled.", len(able)) % {"n": len(able)}
    offer_undo(request, said, reverse("plg:manage_meetings_undo"))
    return HttpResponseRedirect(reverse("plg:manage_meetings"))


@require_POST
def manage_meetings_undo(request: MemberRequest) -> HttpResponse:
    """The meetings that this reader cancelled together take place after all; who did not hear of it hears nothing."""
    require(request, "plg.manage_groups")
    count = 0
    for meeting in list_for_desk().filter(public_id__in=request.session.pop(CANCELLED, [])):
        if request.user.has_perm("plg.change_meeting", meeting):
            reinstate_meeting(meeting=meeting, by=request.user)
            count += 1
    said = ngettext("%(n)d meeting takes place after all.", "%(n)d meetings take place after all.", count)
    messages.success(request, said % {"n": count})
    return HttpResponseRedirect(reverse("plg:manage_meetings"))
