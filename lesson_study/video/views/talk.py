"""Looking together, live on everybody's screen: the questions, the film, notes, and what stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_private, require
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions import sessions as actions
from lesson_study.video.actions import talk
from lesson_study.video.entrance import ACT, LEAD, do_deed, enter_session, make_trail
from lesson_study.video.forms.session import InsightForm, NoteForm
from lesson_study.video.links import POSTER, sign_file
from lesson_study.video.models import Clip, SessionInsight, SessionNote, VideoSession
from lesson_study.video.presenters.people import tell_name
from lesson_study.video.presenters.watching import WatchPage, build_watch, tell_screen

DEEDS = ("live", "talk_begin", "talk_on", "talk_back", "talk_close", "note_add", "insight_add", "watch")


@require_safe
def video_watch(request: MemberRequest, public_id: str) -> HttpResponse:
    """`fragment` in the address chooses which."""
    return render_watch(request, enter_session(request, public_id))


@never_cache
@require_safe
def video_live(request: MemberRequest, public_id: str) -> HttpResponse:
    """The page once more, or 204 when it would say nothing new to who has the state in `stand`."""
    session = enter_session(request, public_id)
    if request.GET.get("stand") == tell_screen(session):
        return HttpResponse(status=204)
    return render_watch(request, session)


def _find_chosen(request: MemberRequest) -> str:
    return request.POST.get("clip", "") or request.GET.get("fragment", "")


def render_watch(request: MemberRequest, session: VideoSession, *, status: int = 200, **bound: Any) -> HttpResponse:
    """`bound` are forms that were filled in wrongly, by their name in the template."""
    view = build_watch(session, request.user, _find_chosen(request), timezone.localdate())
    clip = _find_clip(session, view)
    context: dict[str, Any] = {
        "session": session,
        "view": view,
        "trail": make_trail(session),
        "viewer": tell_name(request.user),
        "note_form": NoteForm(clip=clip, takes_advice=view.takes_advice),
        "insight_form": InsightForm(),
        "poster": _sign_poster(request, session, clip, view),
    }
    context |= {f"{name}_url": reverse(f"lesson_study:video_{name}", args=[session.public_id]) for name in DEEDS}
    return render_private(request, "lesson_study/video/video_watch.html", context | bound, status=status)


def _find_clip(session: VideoSession, view: WatchPage) -> Clip | None:
    return Clip.objects.filter(session=session, public_id=view.clip.public_id).first() if view.clip else None


def _sign_poster(request: MemberRequest, session: VideoSession, clip: Clip | None, view: WatchPage) -> str:
    if clip is None or view.clip is None or not view.clip.is_shown or not clip.poster:
        return ""
    return sign_file(session, request.user, POSTER, clip.public_id, clip.poster)


def _lead(request: MemberRequest, public_id: str, deed: Callable[[VideoSession], object]) -> HttpResponse:
    session = enter_session(request, public_id, LEAD)
    return do_deed(request, lambda: deed(session), reverse("lesson_study:video_watch", args=[session.public_id]))


def _read_seen(request: MemberRequest) -> int:
    text = request.POST.get("step", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


@require_POST
def video_talk_begin(request: MemberRequest, public_id: str) -> HttpResponse:
    return _lead(request, public_id, lambda session: actions.begin_talk(session=session, by=request.user))


@require_POST
def video_talk_on(request: MemberRequest, public_id: str) -> HttpResponse:
    seen = _read_seen(request)
    return _lead(
        request, public_id, lambda session: actions.move_talk(session=session, by=request.user, seen=seen, way=1)
    )


@require_POST
def video_talk_back(request: MemberRequest, public_id: str) -> HttpResponse:
    seen = _read_seen(request)
    return _lead(
        request, public_id, lambda session: actions.move_talk(session=session, by=request.user, seen=seen, way=-1)
    )


@require_POST
def video_talk_close(request: MemberRequest, public_id: str) -> HttpResponse:
    return _lead(request, public_id, lambda session: actions.close_talk(session=session, by=request.user))


# What is said -------------------------------------------------------------------------------------


@require_POST
def video_note_add(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id)
    view = build_watch(session, request.user, _find_chosen(request), timezone.localdate())
    clip = _find_clip(session, view)
    form = NoteForm(request.POST, clip=clip, takes_advice=view.takes_advice)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "clip"}
        try:
            talk.write_note(session=session, by=request.user, clip=clip, **values)
        except RefusedError as refusal:
            form.add_error("kind", str(refusal))
        else:
            query = {"fragment": clip.public_id} if clip is not None else None
            url = reverse("lesson_study:video_watch", args=[session.public_id], query=query)
            return HttpResponseRedirect(f"{url}#notities")
    return render_watch(request, session, status=422, note_form=form)


@require_POST
def video_note_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    session = enter_session(request, public_id)
    note = get_object_or_404(SessionNote.objects.filter(session=session).select_related("clip"), public_id=key)
    note.session = session
    query = {"fragment": note.clip.public_id} if note.clip is not None else None
    url = reverse("lesson_study:video_watch", args=[session.public_id], query=query)
    return do_deed(request, lambda: talk.remove_note(note=note, by=request.user), f"{url}#notities")


@require_POST
def video_insight_add(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id)
    form = InsightForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            talk.write_insight(session=session, by=request.user, kind=data["kind"], text=data["insight"])
        except RefusedError as refusal:
            form.add_error("kind", str(refusal))
        else:
            url = reverse("lesson_study:video_watch", args=[session.public_id])
            return HttpResponseRedirect(f"{url}#inzichten")
    return render_watch(request, session, status=422, insight_form=form)


def _find_insight(session: VideoSession, key: str) -> SessionInsight:
    rows = SessionInsight.objects.filter(session=session).select_related("session__group")
    return get_object_or_404(rows, public_id=key)


def _with_insight(
    request: MemberRequest, public_id: str, key: str, deed: Callable[[SessionInsight], object], done: str
) -> HttpResponse:
    insight = _find_insight(enter_session(request, public_id), key)
    url = reverse("lesson_study:video_watch", args=[public_id])
    return do_deed(request, lambda: deed(insight), f"{url}#inzichten", done=done)


@require_POST
def video_insight_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    return _with_insight(
        request, public_id, key, lambda row: talk.remove_insight(insight=row, by=request.user), _("It is gone.")
    )


@require_POST
def video_insight_school(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    return _with_insight(
        request,
        public_id,
        key,
        lambda row: talk.take_to_school(insight=row, by=request.user),
        _("It stands with what you take back to school. In six weeks we ask what became of it."),
    )


@require_POST
def video_insight_action(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    def make(row: SessionInsight) -> object:
        require(request, ACT, row.session.group)
        return talk.make_action_point(insight=row, by=request.user)

    return _with_insight(request, public_id, key, make, _("It is an action point of yours in the group now."))


@require_POST
def video_insight_product(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    def make(row: SessionInsight) -> object:
        require(request, ACT, row.session.group)
        return talk.make_product(insight=row, by=request.user)

    done = _("It is a draft of the group in the knowledge base now. You find it under «My products».")
    return _with_insight(request, public_id, key, make, done)


@require_POST
def video_insight_goal(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """On to the goal itself: there the team makes a question of it."""
    insight = _find_insight(enter_session(request, public_id), key)
    require(request, ACT, insight.session.group)
    try:
        cycle = talk.make_goal(insight=insight, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        url = reverse("lesson_study:video_watch", args=[public_id])
        return HttpResponseRedirect(f"{url}#inzichten")
    messages.success(request, _("It stands with the goal of this Lesson Study now. Make it sharper together."))
    return HttpResponseRedirect(reverse("lesson_study:goal", args=[cycle.public_id]))
