"""What teams shared, for every member."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import render_page
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters.lists import describe_years
from lesson_study.pages.presenters import archived, topics_to_show


@require_safe
def archive(request: MemberRequest, public_id: str) -> HttpResponse:
    cycles = LessonStudyCycle.objects.in_archive().select_related("group", "product")
    cycle = get_object_or_404(cycles.visible_to(request.user), public_id=public_id)
    context = {
        "archived": archived(cycle, request.user),
        "cycle": cycle,
        "years": describe_years(cycle),
        "to_show": topics_to_show(cycle, request.user),
        "is_near": request.user.has_perm("lesson_study.view_log", cycle),
        "trail": [(_("Lesson Study"), reverse("lesson_study:cycle_list"))],
    }
    return render_page(request, "lesson_study/pages/archive.html", context)
