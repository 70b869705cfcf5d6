"""The film itself: whether somebody gets it is asked at each request, also in the middle of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge_network.kit.ranges import serve_ranges
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions.watching import note_look
from lesson_study.video.captions import read_captions, write_webvtt
from lesson_study.video.entrance import OWN, enter_clip, enter_session
from lesson_study.video.enums import RecordingState
from lesson_study.video.facts import find_missing_now
from lesson_study.video.links import FILM, POSTER, RECORDING, FileAddress, read_file_address, sign_file
from lesson_study.video.models import Clip, Recording, VideoSession

KINDS = {FILM: "video/mp4", POSTER: "image/jpeg", RECORDING: "video/mp4"}


def _get_open_clip(request: MemberRequest, public_id: str, key: str) -> Clip:
    """The fragment when the reader gets its film now, else 404: it is not there for them."""
    clip = enter_clip(request, public_id, key)
    if find_missing_now(clip, request.user, timezone.localdate()):
        raise Http404
    return clip


@never_cache
@require_safe
def video_film(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """On to an address that is good for a quarter of an hour; that somebody looked is noted."""
    clip = _get_open_clip(request, public_id, key)
    note_look(clip=clip, by=request.user)
    return HttpResponseRedirect(sign_file(clip.session, request.user, FILM, clip.public_id, clip.content))


@never_cache
@require_safe
def video_captions(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    clip = _get_open_clip(request, public_id, key)
    return HttpResponse(write_webvtt(read_captions(clip.captions)), content_type="text/vtt; charset=utf-8")


@require_safe
def video_file(request: MemberRequest, public_id: str, token: str) -> HttpResponseBase:
    """Film, still or the small copy of the recording, with ranges: jumping works in every browser."""
    session = enter_session(request, public_id)
    address = read_file_address(session, request.user, token)
    name = _find_name(request, session, address) if address is not None else ""
    if address is None or not name:
        raise Http404
    return serve_ranges(
        request, name, KINDS[address.kind], may_go_on=lambda: _find_name(request, session, address) == name
    )


def _find_name(request: MemberRequest, session: VideoSession, address: FileAddress) -> str:
    """The name of the file as it is now; empty when it is hidden, gone, or not for this reader any more."""
    if address.kind == RECORDING:
        row = Recording.objects.filter(session=session, key=address.key, state=RecordingState.READY).first()
        return row.preview if row is not None and request.user.has_perm(OWN, session) else ""
    clip = Clip.objects.filter(session=session, public_id=address.key).first()
    if clip is None:
        return ""
    clip.session = session
    name = clip.content if address.kind == FILM else clip.poster
    if not name or name[-20:] != address.name:
        return ""
    return "" if find_missing_now(clip, request.user, timezone.localdate()) else name
