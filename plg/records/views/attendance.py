"""Checking in on the day, confirming who was there, the sheet on paper, and objecting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page
from knowledge_network.members.accounts.actions import note_guess
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.people.search import name_filter
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions import attendance as actions
from plg.records.enums import AttendanceStatus, CheckIn, Contest
from plg.records.forms.attendance import AttendanceForm, CheckInForm, ContestAnswerForm, ContestForm, WalkInForm
from plg.records.models import Attendance
from plg.records.queries.attendance import Summary, attendance_rows, attendance_summary, find_attendance


@dataclass(frozen=True)
class AttendancePart:
    """Checking in while it runs, and afterwards who was there and my own hours."""

    check_in_open: bool
    has_code: bool
    my_attendance: Attendance | None
    may_contest: bool
    summary: Summary | None
    may_confirm: bool


def show_attendance(request: MemberRequest, room: Room) -> AttendancePart:
    """Two queries at most."""
    now, meeting = timezone.now(), room.meeting
    there = actions.get_attendance(meeting, request.user) if room.invitation is not None else None
    belongs = room.invitation is not None or room.space is not None
    return AttendancePart(
        check_in_open=actions.is_open(meeting, now) and belongs,
        has_code=bool(meeting.check_in_code),
        my_attendance=there,
        may_contest=there is not None and actions.may_contest(there, now),
        summary=attendance_summary(meeting) if room.can_read else None,
        may_confirm=room.can_run and meeting.starts_at <= now and meeting.status != MeetingStatus.CANCELLED,
    )


# Checking in ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_board(request: MemberRequest, public_id: str) -> HttpResponse:
    """For the screen in the room: the code, large, and as a QR code."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    if request.method == "POST":
        actions.open_check_in(meeting=room.meeting, by=request.user)
        return HttpResponseRedirect(room.url("check_in_board"))
    code = room.meeting.check_in_code
    address = absolute_url(room.url("check_in_scan", code)) if code else ""
    context = {
        "code": code,
        "address": address,
        "check_in_page": absolute_url(reverse("plg:check_in")).partition("://")[2].rstrip("/"),
        "is_open": actions.is_open(room.meeting, timezone.now()),
        "is_over": room.meeting.ends_at < timezone.now(),
        "qr": draw_qr(address) if code else "",
        "count": Attendance.objects.filter(invitation__meeting=room.meeting, checked_in_at__isnull=False).count(),
    }
    return render_room(request, room, "plg/records/check_in_board.html", context, partials=("count",))


def draw_qr(address: str) -> str:
    """The address as a QR code to draw in the page, with a title for who cannot see it."""
    svg = segno.make(address, error="m").svg_inline(scale=6, border=2, title=_("QR code to check in"), omitsize=True)
    return mark_safe(svg)  # noqa: S308  # nosec B703 - made here from an address of ours


# Ten thousand codes: at this pace somebody needs days, and a meeting takes hours.
GUESSES, GUESSES_COUNT = 10, dt.timedelta(minutes=10)


def may_guess(request: MemberRequest) -> bool:
    """Counted by the database, so that ten codes that are sent at once are ten."""
    return note_guess("check-in", request.user.public_id, most=GUESSES, within=GUESSES_COUNT)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: MemberRequest) -> HttpResponse:
    """Type the code of the meeting where you are now."""
    form = CheckInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not may_guess(request):
            return render(request, "429.html", status=429)
        status = 422
        if form.is_valid():
            meeting = find_running(request.user, form.cleaned_data["code"])
            if meeting is None:
                form.add_error("code", _("This code is not of a meeting that runs now. Look at the board again."))
            else:
                return _checked_in(request, meeting, form.cleaned_data["code"], CheckIn.CODE)
    return render_page(request, "plg/records/check_in.html", {"form": form}, status=status)


def find_running(member: Member, code: str) -> Meeting | None:
    """The meeting with this code that `member` may be at, now."""
    now = timezone.now()
    running = Meeting.objects.visible_to(member).taking_place().filter(check_in_code=code, ends_at__gte=now)
    return running.filter(starts_at__lte=now + actions.OPENS_BEFORE).order_by("starts_at").first()


def _checked_in(request: MemberRequest, meeting: Meeting, code: str, way: str) -> HttpResponse:
    now = timezone.now()
    try:
        there = actions.check_in(meeting=meeting, member=request.user, code=code, way=way, at=now)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return render_page(request, "plg/records/check_in.html", {"form": CheckInForm()}, status=409)
    if there.checked_in_at == now:
        messages.success(request, _("You are checked in. Have a good meeting."))
    else:
        messages.info(request, _("You were on the list already. Have a good meeting."))
    return HttpResponseRedirect(reverse("plg:meeting_detail", args=[meeting.public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_scan(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    """Where the QR code leads: one press and you are checked in. Looking alone notes nothing."""
    room = enter_meeting(request, public_id)
    if request.method == "POST":
        if not may_guess(request):
            return render(request, "429.html", status=429)
        return _checked_in(request, room.meeting, code[:12], CheckIn.QR)
    # Whether the code is right is told after the press only: looking is not counted, and must not help to guess.
    now = timezone.now()
    context = {
        "is_open": actions.is_open(room.meeting, now),
        "is_early": now < room.meeting.starts_at - actions.OPENS_BEFORE,
        "there": actions.get_attendance(room.meeting, request.user),
    }
    return render_room(request, room, "plg/records/check_in_scan.html", context)


# Confirming -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    """One table: everybody who was invited, filled in from answers and check-ins."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    if request.method != "POST":
        return _render_table(request, room)
    if "everybody" in request.POST:
        messages.info(request, _("Filled in, not confirmed yet. Change who was not there, then confirm."))
        return _render_table(request, room, lines=_draw_lines(room, _put_all_present(room, request.POST)))
    lines = _draw_lines(room, request.POST)
    # Every row is looked at, so that every row shows what is wrong with it.
    if [line for line in lines if not line.form.is_valid()]:
        messages.error(request, _("Not saved yet: look at the rows with a red line."))
        return _render_table(request, room, lines=lines, status=422)
    statuses = {
        line.row.public_id: (line.form.cleaned_data["status"], line.form.cleaned_data["minutes"]) for line in lines
    }
    try:
        actions.confirm_attendance(meeting=room.meeting, by=request.user, statuses=statuses)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _render_table(request, room, lines=lines, status=409)
    messages.success(request, _("The attendance is confirmed."))
    return HttpResponseRedirect(room.url("meeting_detail"))


@dataclass(frozen=True)
class AttendanceLine:
    """Somebody who was invited, with the form of their row, and what is chosen in it now."""

    row: MeetingInvitation
    form: AttendanceForm
    chosen: str
    checked_in: bool


@dataclass(frozen=True)
class ContestLine:
    """An objection that waits, and the form of its answer."""

    row: MeetingInvitation
    form: ContestAnswerForm


@dataclass(frozen=True)
class SheetLine:
    name: str
    where: str
    answer: str
    attendance: str


def _render_table(
    request: MemberRequest,
    room: Room,
    *,
    lines: list[AttendanceLine] | None = None,
    walk_in: WalkInForm | None = None,
    answered: tuple[str, ContestAnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with the table; `answered` is an answer to an objection (of which invitation) that is not right yet."""
    lines = _draw_lines(room, None) if lines is None else lines
    contests = []
    for line in lines:
        there = find_attendance(line.row)
        if there is not None and there.contest == Contest.OPEN:
            key = line.row.public_id
            sent_now = answered is not None and answered[0] == key
            form = answered[1] if answered and sent_now else ContestAnswerForm(auto_id=f"{key}-%s")
            contests.append(ContestLine(line.row, form))
    context = {
        "lines": lines,
        "walk_in": walk_in or WalkInForm(find=members_called),
        "statuses": AttendanceStatus.choices,
        "answers": RsvpAnswer.choices,
        "contests": contests,
        "has_begun": room.meeting.starts_at <= timezone.now(),
    }
    return render_room(request, room, "plg/records/attendance_confirm.html", context, status=status)


def _draw_lines(room: Room, data: QueryDict | None) -> list[AttendanceLine]:
    rows = attendance_rows(room.meeting)
    for row in rows:
        row.meeting = room.meeting
    return [_draw_line(row, room.meeting, data) for row in rows]


def _put_all_present(room: Room, sent: QueryDict) -> QueryDict:
    """What was filled in, with everybody present but who said no."""
    data = sent.copy()
    for row in room.meeting.invitations.standing().exclude(answer=RsvpAnswer.NO):
        data[f"{row.public_id}-status"] = AttendanceStatus.PRESENT
    return data


def members_called(name: str) -> list[Member]:
    """Members whose name holds these words; a few, to choose from."""
    return list(Member.objects.active().filter(name_filter(name)).order_by("sort_name", "pk")[:10])


def _draw_line(row: MeetingInvitation, meeting: Meeting, data: QueryDict | None) -> AttendanceLine:
    suggestion = actions.suggest_attendance(row)
    initial = {"status": suggestion.status, "minutes": suggestion.minutes}
    form = AttendanceForm(data, prefix=row.public_id, meeting=meeting, initial=initial)
    return AttendanceLine(row, form, form["status"].value(), suggestion.checked_in)


@require_POST
def walk_in_add(request: MemberRequest, public_id: str) -> HttpResponse:
    """Somebody was there who was not invited: found by name among the members, else a guest."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    form = WalkInForm(request.POST, find=members_called)
    if not form.is_valid():
        return _render_table(request, room, walk_in=form, status=422)
    name = form.cleaned_data["name"]
    added = actions.add_walk_in(meeting=room.meeting, by=request.user, member=form.found, name=name)
    messages.success(request, _("%(name)s is on the list.") % {"name": added.name})
    return HttpResponseRedirect(room.url("attendance_confirm"))


@require_safe
def attendance_sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    """A list to print and sign: names, where people work, and room for a signature."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    rows = attendance_rows(room.meeting)
    lines = [
        SheetLine(
            name=row.name,
            where=row.workplace or row.guest_organisation,
            answer=row.get_answer_display(),
            attendance=there.get_status_display() if (there := find_attendance(row)) else "",
        )
        for row in rows
    ]
    context = {"lines": lines, "empty_lines": range(4), "confirmed": room.meeting.attendance_confirmed_at is not None}
    return render_room(request, room, "plg/records/attendance_sheet.html", context)


# Objecting --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_contest(request: MemberRequest, public_id: str) -> HttpResponse:
    """My own attendance is not right."""
    room = enter_meeting(request, public_id)
    there = actions.get_attendance(room.meeting, request.user)
    if there is None:
        raise PermissionDenied
    form = ContestForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.contest_attendance(attendance=there, by=request.user, text=form.cleaned_data["text"])
                messages.success(request, _("Sent. Who leads the meeting looks at it and answers you."))
                return HttpResponseRedirect(room.url("meeting_detail"))
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    return render_room(
        request, room, "plg/records/attendance_contest.html", {"form": form, "there": there}, status=status
    )


@require_POST
def contest_answer(request: MemberRequest, public_id: str, invitation: str) -> HttpResponse:
    """Who leads the meeting puts it right, or says why it stays."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    there = get_object_or_404(
        Attendance.objects.exclude(contest=""), invitation__meeting=room.meeting, invitation__public_id=invitation
    )
    form = ContestAnswerForm(request.POST, auto_id=f"{invitation}-%s")
    if not form.is_valid():
        return _render_table(request, room, answered=(invitation, form), status=422)
    data = form.cleaned_data
    actions.answer_contest(
        attendance=there,
        by=request.user,
        granted=data["decision"] == "grant",
        answer=data["answer"],
        status=data["status"],
        minutes=data["minutes"],
    )
    messages.success(request, _("Your answer is sent."))
    return HttpResponseRedirect(room.url("attendance_confirm"))
