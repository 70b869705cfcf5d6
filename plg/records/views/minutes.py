"""Minutes: writing them while people talk, reading, sharing, adopting, correcting; and the depth of exchange."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import as_context, redirect_back, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.together import MET_CODE
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.enums import Depth, MeetingStatus
from plg.meetings.models import Meeting
from plg.records.actions import minutes as actions
from plg.records.forms.minutes import CorrectionForm, DepthForm, MinutesForm
from plg.records.minutes_text import fingerprint, fingerprints, stored_text
from plg.records.models import Decision, Minutes
from plg.records.queries import minutes as queries
from plg.records.queries.attendance import attendance_summary
from plg.space.entrance import enter, render_space

# Who saved this recently is writing now.
WRITES_NOW = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class MinutesPart:
    """On the page of the meeting: whether minutes exist, and what I may do with them."""

    minutes: Minutes | None
    may_write_minutes: bool
    may_read_minutes: bool
    to_adopt: list[Minutes]
    depth_form: DepthForm | None


def show_minutes(request: MemberRequest, room: Room) -> MinutesPart:
    """Three queries at most."""
    meeting, minutes = room.meeting, queries.find_minutes(room.meeting)
    runs = room.can_run and meeting.status not in (MeetingStatus.CANCELLED, MeetingStatus.DRAFT)
    ran = runs and meeting.starts_at <= timezone.now()
    return MinutesPart(
        minutes=minutes,
        may_write_minutes=runs and not (minutes and minutes.is_adopted),
        may_read_minutes=may_read(room, minutes),
        to_adopt=queries.waiting_for_adoption(meeting) if ran else [],
        depth_form=_build_depth_form(meeting) if ran else None,
    )


def may_read(room: Room, minutes: Minutes | None) -> bool:
    """What is shared, for who may read the meeting; a draft only for who writes it."""
    return minutes is not None and room.can_read and (minutes.is_shared or room.can_run)


def written_minutes(room: Room) -> Minutes:
    """The minutes as far as the reader of this room may have them."""
    minutes = queries.find_minutes(room.meeting)
    if minutes is None:
        raise Http404
    if not may_read(room, minutes):
        raise PermissionDenied
    return minutes


@require_safe
def minutes_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.read_meeting")
    minutes = written_minutes(room)
    context = {
        "minutes": minutes,
        "sections": queries.list_sections(room.meeting),
        "decisions": list(
            room.meeting.decisions.select_related("agenda_item").order_by("agenda_item__position", "position", "pk")
        ),
        "actions": queries.list_actions(room.meeting),
        "summary": attendance_summary(room.meeting),
        "remarks": list(minutes.remarks.select_related("written_by").order_by("written_at")),
        "correction_form": CorrectionForm() if may_correct(room) and minutes.is_shared else None,
    }
    return render_room(request, room, "plg/records/minutes_detail.html", context)


def may_correct(room: Room) -> bool:
    """Who takes part, and who runs it."""
    return room.can_run or (room.space is not None and room.space.can_post)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_write(request: MemberRequest, public_id: str) -> HttpResponse:
    """The agenda as headings. `autosave` in a POST answers with JSON: the new version, or what stands in the way."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    minutes = queries.find_minutes(room.meeting)
    form = build_form(room, minutes, sent(request)[0])
    by_itself = "autosave" in request.POST
    status, conflicts = 200, []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = {"version": data["version"], "base": data["base"], "text": form.text()}
        try:
            saved = actions.save_minutes(meeting=room.meeting, by=request.user, **wanted)
            return after_save(request, room, form, saved, by_itself=by_itself)
        except actions.ConflictError as refusal:
            form.add_error(None, str(refusal))
            conflicts, status = laid_beside(room, form, refusal), 409
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    if by_itself:
        return JsonResponse({"error": _("Not saved yet.")}, status=status if status != 200 else 422)
    context = {
        "form": form,
        "minutes": minutes,
        "conflicts": conflicts,
        "writer": writer_now(minutes, request),
        "summary": attendance_summary(room.meeting),
        "to_adopt": queries.waiting_for_adoption(room.meeting) if request.method != "POST" else [],
    }
    return render_room(request, room, "plg/records/minutes_write.html", context, status=status)


def build_form(room: Room, minutes: Minutes | None, data: QueryDict | None) -> MinutesForm:
    return MinutesForm(
        data,
        meeting=room.meeting,
        minutes=minutes,
        items=list(room.meeting.agenda_items.order_by("position", "pk")),
        people=queries.list_people(room.meeting),
        earlier=queries.open_from_earlier(room.meeting),
    )


def after_save(
    request: MemberRequest, room: Room, form: MinutesForm, minutes: Minutes, *, by_itself: bool
) -> HttpResponse:
    if by_itself:
        return JsonResponse({"version": minutes.version, **what_others_wrote(room, form, minutes)})
    if "share" in request.POST and not minutes.is_shared:
        actions.share_minutes(meeting=room.meeting, by=request.user)
        offer_undo(request, _("The minutes are shared."), room.url("minutes_unshare"))
    else:
        messages.success(request, _("The minutes are saved."))
    return forget_drafts(HttpResponseRedirect(room.url("minutes_detail")), f"minutes:{room.meeting.public_id}")


def what_others_wrote(room: Room, form: MinutesForm, minutes: Minutes) -> dict[str, object]:
    """For a page that stays open: the fingerprints it starts from now, the fields that somebody else changed, and
    whether there are rows (`more`) that it does not show."""
    stored = stored_text(room.meeting, minutes)
    values = form.values_of(stored)
    changed = [
        {"name": name, "key": key, "value": values.get(name, "")}
        for key in form.text().pieces() | stored.pieces()
        for name in form.names_of(key)
        if name in form.data and fingerprint(form.data[name]) != fingerprint(values.get(name, ""))
    ]
    return {
        "base": fingerprints(stored),
        "changed": changed,
        "more": any(name not in form.data for key in stored.pieces() for name in form.names_of(key)[:1]),
    }


def laid_beside(room: Room, form: MinutesForm, refusal: actions.ConflictError) -> list[dict[str, str]]:
    """Draw the form with everything put together, and give what the other wrote where both changed the same piece."""
    minutes = queries.find_minutes(room.meeting)
    stored = stored_text(room.meeting, minutes)
    form.data = {
        **form.values_of(stored),
        **{name: form.data[name] for name in form.data},
        **form.values_of(refusal.text),
        "version": minutes.version if minutes else 0,
        "base": json.dumps(fingerprints(stored)),
    }
    theirs = stored.pieces()
    return [{"label": form.label_of(key), "text": shown(key, theirs.get(key, ""), form)} for key in refusal.keys]


def shown(key: str, said: str, form: MinutesForm) -> str:
    """A piece in words: of an action point the owner's name instead of the public id."""
    if not key.startswith("action:") or not said:
        return said
    title, owner, due = said.split("\n")
    person = form.people.get(owner)
    return " · ".join(part for part in (title, person.get_full_name() if person else "", due) if part)


def writer_now(minutes: Minutes | None, request: MemberRequest) -> str:
    """The name of a colleague who saved a moment ago."""
    if minutes is None or minutes.written_by is None or minutes.written_by_id == request.user.pk:
        return ""
    is_recent = timezone.now() - minutes.saved_at < WRITES_NOW
    return minutes.written_by.get_full_name() if is_recent and minutes.written_by.is_present else ""


@require_POST
def minutes_share(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.run_meeting")
    if not _done(request, actions.share_minutes, meeting=room.meeting, by=request.user):
        return HttpResponseRedirect(room.url("meeting_detail"))
    offer_undo(request, _("The minutes are shared."), room.url("minutes_unshare"))
    return HttpResponseRedirect(room.url("minutes_detail"))


@require_POST
def minutes_unshare(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.run_meeting")
    if _done(request, actions.unshare_minutes, meeting=room.meeting, by=request.user):
        messages.info(request, _("The minutes are a draft again."))
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_POST
def minutes_adopt(request: MemberRequest, public_id: str) -> HttpResponse:
    """Adopt the minutes of this meeting in a later one, whose public id stands in `in_meeting`."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    later = get_object_or_404(
        Meeting.objects.visible_to(request.user), public_id=request.POST.get("in_meeting", "")[:10]
    )
    form = CorrectionForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    if form.is_valid() and _done(
        request, actions.adopt_minutes, meeting=room.meeting, in_meeting=later, by=request.user, correction=text
    ):
        offer_undo(request, _("The minutes are adopted."), room.url("minutes_adopt_undo"))
    elif not form.is_valid():
        messages.warning(request, _("A correction has at most 1000 characters."))
    return redirect_back(request, room.url("minutes_detail"))


@require_POST
def minutes_adopt_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.run_meeting")
    if _done(request, actions.undo_adoption, meeting=room.meeting, by=request.user):
        messages.info(request, _("The minutes are not adopted yet."))
    return HttpResponseRedirect(room.url("meeting_detail"))


@require_POST
def minutes_correct(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.read_meeting")
    if not may_correct(room):
        raise PermissionDenied
    written_minutes(room)
    form = CorrectionForm(request.POST)
    if form.is_valid() and form.cleaned_data["text"]:
        actions.note_correction(meeting=room.meeting, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("The correction stands with the minutes."))
    else:
        messages.warning(request, _("Write the correction first, in at most 1000 characters."))
    return HttpResponseRedirect(room.url("minutes_detail"))


@require_POST
def depth_mark(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_meeting(request, public_id, "plg.run_meeting")
    form = _build_depth_form(room.meeting, request.POST)
    if form.is_valid():
        actions.mark_depth(meeting=room.meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("The depth of exchange is noted."))
    elif form.has_error("depth", MET_CODE) or form.has_error("note", MET_CODE):
        words = _("Somebody else noted the depth meanwhile. You wrote: «%(note)s». Make one of it and save again.")
        messages.warning(request, words % {"note": form.data.get("note", "")})
    else:
        messages.warning(request, _("Choose one of the four levels."))
    return HttpResponseRedirect(room.url("meeting_detail"))


def _build_depth_form(meeting: Meeting, data: QueryDict | None = None) -> DepthForm:
    return DepthForm(data, initial={"depth": meeting.depth, "note": meeting.depth_note})


@require_safe
def depth_line(request: MemberRequest, slug: str) -> HttpResponse:
    """The group's own line over time, drawn and as a table."""
    space = enter(request, slug)
    meetings = queries.depth_line(space.group)
    context = {**as_context(_draw_depth(meetings)), "newest": meetings[::-1]}
    return render_space(request, space, "plg/records/depth_line.html", "meetings", context)


@dataclass(frozen=True)
class DepthPoint:
    meeting: Meeting
    x: int
    y: int
    day: str


@dataclass(frozen=True)
class DepthLevel:
    number: int
    label: str | Promise

    @property
    def y(self) -> int:
        return 190 - 40 * self.number

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class DepthDrawing:
    """Where each mark stands: 44 units to the next meeting, 40 for each level."""

    points: list[DepthPoint]
    line: str
    width: int
    levels: list[DepthLevel]


def _draw_depth(meetings: list[Meeting]) -> DepthDrawing:
    points = [
        DepthPoint(
            meeting=meeting,
            x=60 + 44 * number,
            y=190 - 40 * (meeting.depth or 0),
            day=date_format(timezone.localtime(meeting.starts_at), "j b"),
        )
        for number, meeting in enumerate(meetings)
    ]
    return DepthDrawing(
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        width=max(320, 70 + 44 * len(meetings)),
        levels=[DepthLevel(level.value, level.label) for level in Depth],
    )


@require_safe
def decision_list(request: MemberRequest, slug: str) -> HttpResponse:
    """What the group agreed in its meetings, newest first; `q` searches, `jaar` is a calendar year."""
    space = enter(request, slug)
    seen = Meeting.objects.filter(group=space.group).of_whole_groups()
    rows = Decision.objects.filter(meeting__in=seen).select_related("meeting", "agenda_item")
    if not space.may("plg.write_agreement"):
        rows = rows.filter(meeting__minutes__shared_at__isnull=False)
    years = sorted({day.year for day in rows.dates("meeting__starts_at", "year")}, reverse=True)
    query, year = request.GET.get("q", "")[:100].strip().replace("\x00", ""), request.GET.get("jaar", "")
    if query:
        rows = rows.filter(text__icontains=query)
    if year in {str(known) for known in years}:
        rows = rows.filter(meeting__starts_at__year=int(year))
    rows = rows.annotate(on=F("meeting__starts_at"))
    page = paginate(rows, request.GET, by=("-on", "-public_id"), size=50)
    context = {"page": page, "query": query, "year": year, "years": years}
    return render_space(request, space, "plg/records/decision_list.html", "meetings", context)


def _done(request: MemberRequest, action: Callable[..., object], **arguments: object) -> bool:
    """Whether the action was carried out; otherwise its reason is shown."""
    try:
        action(**arguments)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return False
    return True
