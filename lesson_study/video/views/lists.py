"""One's sessions, beginning one, how it works, papers to print, and what a group found strong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.faces import can_find_faces
from knowledge_network.kit.films import has_program
from knowledge_network.kit.http import form_page, render_page, render_private, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions import sessions as actions
from lesson_study.video.entrance import make_trail
from lesson_study.video.enums import NoteKind
from lesson_study.video.forms.session import GroupForm, StartForm
from lesson_study.video.models import VideoSession
from lesson_study.video.presenters.session import build_line
from lesson_study.video.queries import find_groups_to_start_in, find_places, list_insights_of_group
from lesson_study.video.words import GROUND_RULES, NOTE_ICONS, PROMPTS, READINESS
from plg.groups.models import Group


@require_safe
def video_list(request: MemberRequest) -> HttpResponse:
    """Mine, and those in which I look along: the newest first."""
    rows = VideoSession.objects.visible_to(request.user).select_related("group", "owner")
    page = paginate(rows, request.GET, by=("-made_at", "-public_id"), size=24)
    context = {
        "page": page,
        "lines": [build_line(session, request.user) for session in page],
        "can_start": find_groups_to_start_in(request.user).exists(),
    }
    return render_page(request, "lesson_study/video/video_list.html", context)


@form_page
def video_start(request: MemberRequest) -> HttpResponse:
    """First with which group, then which moment. Who begins it is who is filmed."""
    groups = find_groups_to_start_in(request.user)
    slug = (request.POST.get("group") or request.GET.get("groep", "")).replace("\x00", "")
    chosen = groups.first() if not slug and groups.count() == 1 else None
    group = chosen or (get_object_or_404(Group.objects.visible_to(request.user), slug=slug) if slug else None)
    context: dict[str, Any] = {"group": group, "trail": make_trail(), "group_form": GroupForm(groups=groups)}
    if group is None:
        context["has_groups"] = groups.exists()
        return render_page(request, "lesson_study/video/video_start.html", context)
    require(request, "lesson_study.start_video", group)
    form = StartForm(sent(request)[0], places=find_places(request.user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            session = actions.start_session(
                group=group,
                by=request.user,
                organisation=data["organisation"],
                title=data["title"],
                focus=data["focus"],
                idempotency_key=data["key"],
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("There is your session. Only you see it, until you ask people to look along."))
            return HttpResponseRedirect(session.get_absolute_url())
    context |= {"form": form, "has_places": form.fields["organisation"].queryset.exists()}  # type: ignore[attr-defined]
    return render_page(request, "lesson_study/video/video_start.html", context, status=422 if form.is_bound else 200)


@require_safe
def video_about(request: MemberRequest) -> HttpResponse:
    """The way of working, and what happens to a film."""
    context = {
        "trail": make_trail(),
        "prompts": PROMPTS,
        "points": READINESS.values(),
        "rules": GROUND_RULES,
        "kinds": [(kind, NOTE_ICONS[kind]) for kind in NoteKind],
        "has_program": has_program(),
        "finds_faces": can_find_faces(),
    }
    return render_page(request, "lesson_study/video/video_about.html", context)


@require_safe
def video_papers(request: MemberRequest) -> HttpResponse:
    """House rules for the wall, and letters that a school makes its own."""
    context = {"trail": make_trail(), "rules": GROUND_RULES, "prompts": PROMPTS}
    return render_page(request, "lesson_study/video/video_papers.html", context)


@require_safe
def video_group(request: MemberRequest, slug: str) -> HttpResponse:
    """What is strong here already: insights of all sessions of a group, without people."""
    group = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    require(request, "plg.enter_group", group)
    page = paginate(list_insights_of_group(group), request.GET, by=("-at", "-public_id"), size=30)
    lines = [(row, NOTE_ICONS[NoteKind(row.kind)]) for row in page]
    context = {
        "group": group,
        "page": page,
        "lines": lines,
        "trail": make_trail(),
        "can_start": request.user.has_perm("lesson_study.start_video", group),
    }
    return render_private(request, "lesson_study/video/video_group.html", context)
