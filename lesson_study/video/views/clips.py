"""Fragments: their words, their film, who may look, the veto."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.faces import can_find_faces
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions import clips as actions
from lesson_study.video.actions.consents import clear_clip
from lesson_study.video.entrance import CHECK, OWN, READ, do_deed, enter_clip, enter_session, make_trail
from lesson_study.video.enums import Audience, Cover, RecordingState
from lesson_study.video.forms.session import ClipForm, FilmForm, ShareForm
from lesson_study.video.links import sign_file
from lesson_study.video.models import Clip, Recording, VideoSession


def _back(session: VideoSession) -> str:
    return f"{session.get_absolute_url()}#fragmenten"


def _render(request: MemberRequest, name: str, session: VideoSession, **context: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    page = {"session": session, "trail": make_trail(session), **context}
    return render_private(request, f"lesson_study/video/{name}.html", page, status=status)


@form_page
def video_clip_add(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    form = ClipForm(sent(request)[0], instance=Clip(session=session, position=1))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_clip(session=session, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(_back(session))
    return _render(request, "video_clip", session, form=form)


@form_page
def video_clip_change(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    clip = enter_clip(request, public_id, key, OWN)
    form = ClipForm(sent(request)[0], instance=clip)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_clip(clip=clip, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(_back(clip.session))
    return _render(request, "video_clip", clip.session, form=form, clip=clip)


@form_page
def video_clip_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """Asked once more: its film is erased."""
    clip = enter_clip(request, public_id, key, OWN)
    if request.method == "POST":
        return do_deed(
            request,
            lambda: actions.remove_clip(clip=clip, by=request.user),
            _back(clip.session),
            done=_("The fragment is gone, with its film."),
        )
    context = {"session": clip.session, "clip": clip, "trail": make_trail(clip.session)}
    return render_private(request, "lesson_study/video/video_clip_remove.html", context)


@form_page
def video_clip_share(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """Open the film wider or narrower, longer or shorter; what is missing for whom is said beforehand."""
    clip = enter_clip(request, public_id, key, OWN)
    session, today = clip.session, timezone.localdate()
    initial = {"audiences": clip.audiences, "ends_on": clip.ends_on}
    form = ShareForm(sent(request)[0], initial=initial, longest=actions.tell_longest_term(session))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if data["ends_on"] != clip.ends_on:
                actions.extend_clip(clip=clip, by=request.user, ends_on=data["ends_on"])
            actions.share_clip(clip=clip, by=request.user, audiences=data["audiences"])
        except RefusedError as refusal:
            form.add_error("audiences", str(refusal))
        else:
            messages.success(request, _("Kept. Only who is on your list and belongs to these people sees it."))
            return HttpResponseRedirect(_back(session))
    missing = [
        (str(audience.label), [str(one.label) for one in actions.list_reasons(session, clip, [audience], today)])
        for audience in Audience
    ]
    longest = actions.tell_longest_term(session)
    return _render(request, "video_clip_share", session, form=form, clip=clip, missing=missing, longest=longest)


@require_POST
def video_clip_approve(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    clip = enter_clip(request, public_id, key, OWN)
    return do_deed(
        request,
        lambda: actions.approve_film(clip=clip, by=request.user, is_sure="sure" in request.POST),
        _back(clip.session),
        done=_("Watched through. Now you can choose who may look."),
    )


@require_POST
def video_clip_clear(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    clip = enter_clip(request, public_id, key, CHECK)
    return do_deed(
        request,
        lambda: clear_clip(clip=clip, by=request.user),
        _back(clip.session),
        done=_("Noted. When both of you looked, the fragment can be opened anew."),
    )


@require_POST
def video_clip_veto(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    clip = enter_clip(request, public_id, key, READ)
    if not actions.may_veto(clip.session, request.user):
        raise PermissionDenied
    return do_deed(
        request,
        lambda: actions.veto_clip(clip=clip, by=request.user),
        _back(clip.session),
        done=_("Nobody sees this fragment any more. You need not say why."),
    )


@require_POST
def video_clip_veto_lift(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    clip = enter_clip(request, public_id, key, READ)
    if not actions.may_veto(clip.session, request.user):
        raise PermissionDenied
    return do_deed(request, lambda: actions.lift_veto(clip=clip, by=request.user), _back(clip.session))


@form_page
def video_film_make(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """Which part of the recording becomes the film, and what is taken away of the picture."""
    clip = enter_clip(request, public_id, key, OWN)
    session = clip.session
    covers = actions.list_covers(session)
    form = FilmForm.of(clip, covers, sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_film(clip=clip, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The film is being made. We tell you when it is ready to check."))
            return HttpResponseRedirect(_back(session))
    recording = Recording.objects.filter(session=session, state=RecordingState.READY).first()
    preview = sign_file(session, request.user, "opname", recording.key) if recording is not None else ""
    context = {
        "form": form,
        "clip": clip,
        "preview": preview,
        "recording": recording,
        "finds_faces": can_find_faces(),
        "wants_cover": Cover.NONE not in covers,
    }
    return _render(request, "video_film_make", session, **context)
