"""The door of a session, and of one fragment of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.models import Clip, VideoSession

READ, OWN, CHECK, LEAD = (f"lesson_study.{verb}_video" for verb in ("read", "own", "check", "lead"))
ACT = "lesson_study.act_on_insight"


def enter_session(request: MemberRequest, public_id: str, permission: str = READ) -> VideoSession:
    """404 for who is not in it, 403 without `permission`."""
    rows = VideoSession.objects.visible_to(request.user).select_related(
        "group", "organisation", "owner", "checker", "leader"
    )
    found: VideoSession = get_permitted(request, rows, permission, public_id=public_id)
    return found


def enter_clip(request: MemberRequest, public_id: str, key: str, permission: str = READ) -> Clip:
    session = enter_session(request, public_id, permission)
    clip = get_object_or_404(Clip.objects.filter(session=session), public_id=key)
    clip.session = session
    return clip


def make_trail(session: VideoSession | None = None) -> list[tuple[str, str]]:
    trail = [(_("Looking together"), reverse("lesson_study:video_list"))]
    return [*trail, (session.title, session.get_absolute_url())] if session is not None else trail


def do_deed(request: MemberRequest, deed: Callable[[], object], to: str, *, done: str = "") -> HttpResponse:
    """Do it and go on to `to`; a refusal is said there."""
    try:
        deed()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return HttpResponseRedirect(to)
