"""A film comes in: the page with its progress, and one part after another."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.films import has_program
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions import uploads as actions
from lesson_study.video.entrance import OWN, do_deed, enter_session, make_trail
from lesson_study.video.forms.session import UploadForm
from lesson_study.video.models import Recording, VideoSession
from lesson_study.video.presenters.session import build_recording

LARGEST_AT_ONCE = 25 * 1024 * 1024


@form_page
def video_upload(request: MemberRequest, public_id: str) -> HttpResponse:
    """Without JavaScript a small film goes in one go; with it a large one in parts, by `size` and `name`."""
    session = enter_session(request, public_id, OWN)
    if request.method == "POST" and "size" in request.POST:
        return _begin(request, session)
    form = UploadForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            _take_whole(request, session, form)
        except RefusedError as refusal:
            form.add_error("film", str(refusal))
        else:
            messages.success(request, _("The film is in. We look at it and make it ready to choose from."))
            return HttpResponseRedirect(reverse("lesson_study:video_upload", args=[session.public_id]))
    return _render(request, session, form)


def _render(request: MemberRequest, session: VideoSession, form: UploadForm) -> HttpResponse:
    recording = Recording.objects.filter(session=session).first()
    context = {
        "session": session,
        "form": form,
        "trail": make_trail(session),
        "recording": build_recording(recording) if recording is not None else None,
        "sent_name": recording.sent_name if recording is not None else "",
        "missing": [one.label for one in actions.list_obstacles(session, timezone.localdate())],
        "has_program": has_program(),
        "room": filesizeformat(max(actions.count_room_left(session), 0)),
        "part_size": actions.PART,
        "at_once": filesizeformat(LARGEST_AT_ONCE),
    }
    status = 422 if form.is_bound else 200
    return render_private(request, "lesson_study/video/video_upload.html", context, status=status)


def _tell(recording: Recording, status: int = 200) -> JsonResponse:
    told = {"key": recording.key, "received": recording.received, "size": recording.size}
    return JsonResponse(told, status=status)


def _begin(request: MemberRequest, session: VideoSession) -> HttpResponse:
    words = request.POST["size"]
    size = int(words) if words.isdecimal() and len(words) < 14 else 0
    try:
        recording = actions.begin_upload(
            session=session, by=request.user, size=size, name=request.POST.get("name", "")[:300]
        )
    except RefusedError as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return _tell(recording)


def _take_whole(request: MemberRequest, session: VideoSession, form: UploadForm) -> None:
    film = form.cleaned_data["film"]
    if film.size > LARGEST_AT_ONCE:
        raise RefusedError(
            _("Without JavaScript a film is %(limit)s at most. Switch it on, and a large film goes in parts.")
            % {"limit": filesizeformat(LARGEST_AT_ONCE)}
        )
    recording = actions.begin_upload(session=session, by=request.user, size=film.size, name=film.name or "")
    while recording.received < recording.size:
        film.seek(recording.received)
        part = ContentFile(film.read(actions.PART))
        recording = actions.add_part(
            session=session, by=request.user, key=recording.key, offset=recording.received, part=part
        )


@require_POST
def video_upload_part(request: MemberRequest, public_id: str) -> HttpResponse:
    """409 says where the film goes on when the part does not fit."""
    session = enter_session(request, public_id, OWN)
    part, words = request.FILES.get("part"), request.POST.get("offset", "")
    if part is None or not words.isdecimal() or len(words) > 13:
        return JsonResponse({"error": str(actions.GONE)}, status=422)
    try:
        recording = actions.add_part(
            session=session, by=request.user, key=request.POST.get("key", "")[:32], offset=int(words), part=part
        )
    except actions.MisplacedPartError as misplaced:
        return JsonResponse({"received": misplaced.received}, status=409)
    except RefusedError as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return _tell(recording)


@require_POST
def video_recording_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    return do_deed(
        request,
        lambda: actions.remove_recording(session=session, by=request.user),
        reverse("lesson_study:video_upload", args=[session.public_id]),
        done=_("The recording is erased. Fragments that were made of it stay."),
    )
