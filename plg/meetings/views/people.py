"""Who is invited, for who leads the meeting: one table, many at once, guests, and badges to print."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.forms import Cleaned
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import present_in_parts
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from knowledge_network.members.trail.downloads import record_download
from plg.meetings.actions import answers as actions
from plg.meetings.actions import guests
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import RsvpAnswer
from plg.meetings.forms.answers import GuestForm, GuestsForm, PeopleFilter
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.presenters.ahead import ASK_ABOVE
from plg.meetings.presenters.people import (
    ANSWER_VALUES,
    PEOPLE,
    REMIND,
    SHEETS,
    WITHDRAW,
    draw_tabs,
    list_bulk_actions,
    look_at_people,
)
from plg.meetings.queries import list_people

PAGE_SIZE = 200
UNDO = "plg.people_of_meeting"


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_people(request: MemberRequest, public_id: str) -> HttpResponse:
    """Everybody who is invited with answer and note; guests are invited here."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    data = request.POST if request.method == "POST" else None
    several = data is not None and "lines" in data
    form, many = GuestForm(None if several else data), GuestsForm(data if several else None)
    status = 200
    if data is not None:
        bound: forms.Form = many if several else form
        status = 422
        if bound.is_valid():
            rows = bound.cleaned_data["lines"] if several else [bound.cleaned_data]
            if _invite_guests(request, room, rows):
                return HttpResponseRedirect(room.url("meeting_people"))
    filters, now = PeopleFilter(request.GET), timezone.now()
    has_begun = room.meeting.starts_at <= now
    actions_now = list_bulk_actions(has_begun=has_begun, is_over=room.meeting.ends_at <= now)
    people = filters.apply(list_people(room.meeting))
    counts = count_answers(room.meeting)
    context = {
        "table": lay_out(request, PEOPLE, people, actions=actions_now, size=PAGE_SIZE),
        "bulk_url": room.url("meeting_people_bulk"),
        "filters": filters,
        "tabs": draw_tabs(counts, filters),
        "total": counts["all"],
        "form": form,
        "many": many,
        "silent": counts["silent"],
        "has_begun": has_begun,
    }
    return render_room(request, room, "plg/meetings/meeting_people.html", context, partials=("people",), status=status)


def count_answers(meeting: Meeting) -> dict[str, int]:
    """How many gave which answer, `waiting` and `all` of them, and `silent` members who can be asked. One query."""
    seated = Q(waiting_since__isnull=True)
    figures = {answer: Count("pk", filter=seated & Q(answer=answer)) for answer in RsvpAnswer.values}
    silent = Q(answer=RsvpAnswer.NONE, member__isnull=False)
    counted: dict[str, int] = list_people(meeting).aggregate(
        **figures,
        all=Count("pk"),
        waiting=Count("pk", filter=Q(waiting_since__isnull=False)),
        silent=Count("pk", filter=silent & present("member__")),
    )
    return counted


def _invite_guests(request: MemberRequest, room: Room, rows: list[Cleaned]) -> bool:
    """Whether all could be invited; who could not is named."""
    refused = []
    for row in rows:
        try:
            guests.invite_guest(meeting=room.meeting, by=request.user, **row)
        except RefusedError as refusal:
            refused.append(f"{row['name']}: {refusal}")
    if count := len(rows) - len(refused):
        messages.success(
            request, ngettext("%(n)d guest is invited.", "%(n)d guests are invited.", count) % {"n": count}
        )
    for text in refused:
        messages.error(request, text)
    return not refused


# Many at once -----------------------------------------------------------------------------------


@require_POST
def meeting_people_bulk(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Answer for people, ask them or take their invitation back: for more than one after a look; or a sheet."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    now = timezone.now()
    choices = list_bulk_actions(has_begun=room.meeting.starts_at <= now, is_over=room.meeting.ends_at <= now)
    form = PickForm(request.POST, actions=choices)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(room.url("meeting_people"))
    action = form.cleaned_data["action"]
    people = PeopleFilter(form.filter_data).apply(list_people(room.meeting))
    if not form.cleaned_data["everything"]:
        people = list_people(room.meeting).filter(public_id__in=form.cleaned_data["ids"])
    people = people.order_by(*PEOPLE.read_order(form.filter_data))
    if action in SHEETS:
        if later := make_later(request, people):
            return later
        sheet = PEOPLE.export(present_in_parts(people), action)
        return record_download(sheet, "plg.invitees_exported", room.meeting, by=request.user, count=people.count())
    chosen = list(people[:MOST_AT_ONCE])
    if len(chosen) != 1 and "confirmed" not in request.POST:
        look = look_at_people(room.meeting, chosen, action)
        return render_room(request, room, "members/tables/look_first.html", {"look": look})
    _do_for(request, room, chosen, action)
    return HttpResponseRedirect(room.url("meeting_people"))


def _do_for(request: MemberRequest, room: Room, chosen: list[MeetingInvitation], action: str) -> None:
    if action == REMIND:
        members = {row.member_id for row in chosen if row.member_id is not None}
        count = actions.remind_unanswered(meetings=[room.meeting], by=request.user, only=members)
        _offer_unasking(request, room, count)
        return
    former: list[tuple[str, str]] = []
    if action == WITHDRAW:
        for row in chosen:
            guests.withdraw_invitation(invitation=row, by=request.user)
        former = [(row.public_id, "") for row in chosen]
        text = ngettext("%(n)d person is no longer invited.", "%(n)d people are no longer invited.", len(former))
    elif action in ANSWER_VALUES:
        try:
            former = actions.answer_for_many(invitations=chosen, answer=action, by=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return
        text = ngettext("%(n)d answer is noted.", "%(n)d answers are noted.", len(former))
    request.session[UNDO] = {"meeting": room.meeting.public_id, "former": former}
    offer_undo(request, text % {"n": len(former)}, room.url("meeting_people_undo"))


@require_POST
def meeting_people_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take back what this reader did last for many: answers are what they were, invitations stand again."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    done = request.session.pop(UNDO, {})
    former = done.get("former", []) if done.get("meeting") == room.meeting.public_id else []
    if done.get("asked") and done["meeting"] == room.meeting.public_id:
        count = actions.take_reminders_back(meetings=[room.meeting], by=request.user)
        text = ngettext("%(n)d reminder is taken back.", "%(n)d reminders are taken back.", count)
        messages.success(request, text % {"n": count})
        return HttpResponseRedirect(room.url("meeting_people"))
    try:
        count = _put_back(room, former, request)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%(n)d person is as before.", "%(n)d people are as before.", count)
        messages.success(request, text % {"n": count})
    return HttpResponseRedirect(room.url("meeting_people"))


def _put_back(room: Room, former: list[list[str]], request: MemberRequest) -> int:
    withdrawn = {public_id for public_id, answer in former if not answer}
    for row in room.meeting.invitations.filter(public_id__in=withdrawn).select_related("member", "meeting"):
        guests.restore_invitation(invitation=row, by=request.user)
    answered = [(public_id, answer) for public_id, answer in former if answer]
    return len(withdrawn) + actions.put_answers_back(meeting=room.meeting, former=answered, by=request.user)


@require_POST
def meeting_remind(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask who did not answer once more; more than fifty of them after a look."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    silent = list(list_people(room.meeting).filter(answer=RsvpAnswer.NONE, member__isnull=False)[: MOST_AT_ONCE + 1])
    if len(silent) > ASK_ABOVE and "confirmed" not in request.POST:
        look = replace(look_at_people(room.meeting, silent, REMIND), url=room.url("meeting_remind"), hidden=[])
        return render_room(request, room, "members/tables/look_first.html", {"look": look})
    count = actions.remind_unanswered(meetings=[room.meeting], by=request.user)
    _offer_unasking(request, room, count)
    return HttpResponseRedirect(room.url("meeting_people"))


def _offer_unasking(request: MemberRequest, room: Room, count: int) -> None:
    text = ngettext("%(n)d person is asked again.", "%(n)d people are asked again.", count) % {"n": count}
    request.session[UNDO] = {"meeting": room.meeting.public_id, "asked": True}
    offer_undo(request, text, room.url("meeting_people_undo"))


# On paper ---------------------------------------------------------------------------------------


@require_safe
def meeting_badges(request: MemberRequest, public_id: str) -> HttpResponse:
    """Badges of who comes or may come, to print and cut: name, and where they work."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    people = list_people(room.meeting).exclude(answer=RsvpAnswer.NO)
    return render_room(request, room, "plg/meetings/meeting_badges.html", {"people": list(people)})
