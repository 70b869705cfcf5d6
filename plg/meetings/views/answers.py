"""Answering an invitation: on the page, from the mail without logging in, and by who leads the meeting."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import redirect_back, render_page, require, signed_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.enums import GroupRole
from plg.groups.models import GroupMembership
from plg.meetings import links as meeting_links
from plg.meetings.actions import answers as actions
from plg.meetings.actions import guests
from plg.meetings.calendars import describe_place
from plg.meetings.entrance import Room, enter_meeting
from plg.meetings.enums import AnswerVia, MeetingStatus, RsvpAnswer
from plg.meetings.forms.answers import AnswerForm, PageAnswerForm
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.queries import find_unanswered, forget_reminding, list_unanswered, read_reminding

PAGE_SIZE = 40
ORDER = (RsvpAnswer.YES, RsvpAnswer.MAYBE, RsvpAnswer.NONE, RsvpAnswer.NO)


@dataclass(frozen=True)
class AnswersPart:
    """My answer and, for who may read along, who comes: `people` by answer, `observers` by their member."""

    mine: MeetingInvitation | None
    can_answer: bool
    place_in_line: int
    people: list[tuple[str, str, list[MeetingInvitation]]] = field(default_factory=list)
    coming: int = 0
    seats_left: int | None = None
    observers: set[int] = field(default_factory=set)
    rsvp: type[RsvpAnswer] = RsvpAnswer


def show_answers(request: MemberRequest, room: Room) -> AnswersPart:
    """Two or three queries."""
    mine, meeting = room.invitation, room.meeting
    open_to_answers = meeting.is_planned and meeting.ends_at > timezone.now()
    shown = AnswersPart(
        mine=mine,
        can_answer=mine is not None and open_to_answers,
        place_in_line=actions.place_in_line(mine) if mine is not None else 0,
    )
    if not room.can_read:
        return shown
    invitations = list(list_invited(meeting))
    taken = sum(invitation.has_seat for invitation in invitations)
    observers: set[int] = set()
    if meeting.group_id is not None:
        watching = GroupMembership.objects.current().filter(group=meeting.group_id, role=GroupRole.OBSERVER)
        observers = set(watching.values_list("member_id", flat=True))
    return replace(
        shown,
        people=in_groups(invitations),
        coming=taken,
        seats_left=max(0, meeting.capacity - taken) if meeting.capacity is not None else None,
        observers=observers,
    )


def in_groups(rows: list[MeetingInvitation]) -> list[tuple[str, str, list[MeetingInvitation]]]:
    """(label, value, people) for each answer; who said yes and waits for a place does not come yet."""
    waiting = [row for row in rows if row.waiting_since is not None]
    seated = [row for row in rows if row.waiting_since is None]
    groups = [
        (str(label), answer, [row for row in seated if row.answer == answer])
        for answer in ORDER
        for label in [dict(RsvpAnswer.choices)[answer]]
    ]
    return [groups[0], (_("on the waiting list"), "waiting", waiting), *groups[1:]]


def list_invited(meeting: Meeting) -> QuerySet[MeetingInvitation]:
    """The standing invitations of present members and of guests, by name."""
    rows = meeting.invitations.standing().filter(present("member__") | Q(member__isnull=True))
    return rows.select_related("member").order_by("member__sort_name", "guest_name", "pk")


@require_POST
def meeting_answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """My answer, from the page of the meeting, the agenda or my start page."""
    room = enter_meeting(request, public_id)
    if room.invitation is None:
        raise PermissionDenied
    form = PageAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether you come."))
        return redirect_back(request, room.url("meeting_detail"))
    note = form.cleaned_data["note"] if "note" in request.POST else None
    try:
        invitation = actions.answer_meeting(
            invitation=room.invitation,
            answer=form.cleaned_data["answer"],
            note=note,
            presence=form.cleaned_data["presence"],
            via=AnswerVia.PAGE,
            by=request.user,
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, thanks(invitation))
    return redirect_back(request, room.url("meeting_detail"))


def thanks(invitation: MeetingInvitation) -> str:
    if invitation.waiting_since is not None:
        return _("The meeting is full. You are on the waiting list; we tell you when there is a place.")
    return {
        RsvpAnswer.YES.value: _("You are in. It stands in your agenda."),
        RsvpAnswer.MAYBE.value: _("Noted: perhaps. We ask you again before the meeting."),
        RsvpAnswer.NO.value: _("Noted: you are not coming. You get no reminders of this meeting."),
    }.get(invitation.answer, _("Your answer is noted."))


# From the mail ----------------------------------------------------------------------------------


@signed_page
def answer_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The answer is chosen already, one press confirms it. Looking stores nothing: mail programs open every link."""
    invitation = meeting_links.read(token)
    if invitation is None:
        return render(request, "plg/meetings/answer_invalid.html", status=404)
    chosen = RsvpAnswer.by_address().get(request.GET.get("antwoord", ""), invitation.answer)
    initial = {"answer": chosen, "note": invitation.note}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    meeting, done, refused, status = invitation.meeting, "", "", 200
    if request.method == "POST":
        if too_many(request, "answer_from_mail"):
            return render(request, "429.html", status=429)
        if form.is_valid():
            try:
                invitation = actions.answer_meeting(invitation=invitation, via=AnswerVia.MAIL, **form.cleaned_data)
                done = thanks(invitation)
            except RefusedError as refusal:
                refused, status = str(refusal), 409
        else:
            status = 422
    context = {
        "form": form,
        "meeting": meeting,
        "invitation": invitation,
        "place": describe_place(meeting),
        "done": done,
        "refused": refused,
        "is_over": meeting.ends_at <= timezone.now(),
        "is_full": not invitation.has_seat and not actions.has_room(meeting),
        "is_cancelled": meeting.status == MeetingStatus.CANCELLED,
        "token": token,
    }
    return render(request, "plg/meetings/answer_from_mail.html", context, status=status)


@signed_page
def guest_stop(request: HttpRequest, token: str) -> HttpResponse:
    """A guest wants no invitations any more, or wants them again. The signed address is what allows it (RFC 8058)."""
    invitation = meeting_links.read(token)
    if invitation is None or invitation.member is not None:
        return render(request, "plg/meetings/answer_invalid.html", status=404)
    done = again = False
    if request.method == "POST":
        if too_many(request, "answer_from_mail"):
            return render(request, "429.html", status=429)
        again = request.POST.get("again") == "1"
        done = not again
        guests.refuse_mail(invitation=invitation, again=again)
    return render(request, "plg/meetings/guest_stop.html", {"done": done, "again": again, "token": token})


# Over all groups ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def unanswered_remind(request: MemberRequest) -> HttpResponse:
    """Everybody who did not answer a meeting of the coming weeks, over all groups: a look first, then one press."""
    require(request, "plg.manage_groups")
    if request.method == "POST":
        count = actions.remind_unanswered(meetings=find_unanswered(), by=request.user)
        forget_reminding()
        text = ngettext("%(n)d person is asked again.", "%(n)d people are asked again.", count) % {"n": count}
        messages.success(request, text)
        return HttpResponseRedirect(reverse("plg:unanswered_remind"))
    counted = read_reminding()
    context = {
        "page": paginate(list_unanswered(), request.GET, by=("starts_at", "pk"), size=PAGE_SIZE),
        "reminding": counted.found,
        "counted_at": counted.at,
        "trail": [(_("Management"), reverse("dashboards:management"))],
    }
    return render_page(request, "plg/meetings/unanswered_remind.html", context)
