"""The list of cycles, and where one stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import get_permitted, render_page
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters import ring_of


@require_safe
def cycle_list(request: MemberRequest) -> HttpResponse:
    cycles = LessonStudyCycle.objects.visible_to(request.user).order_by("-changed_at")
    return render_page(request, "lesson_study/cycles/cycle_list.html", {"cycles": cycles})


@require_safe
def cycle_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    cycles = LessonStudyCycle.objects.visible_to(request.user).select_related("group")
    cycle = get_permitted(request, cycles, "lesson_study.view_cycle", public_id=public_id)
    ring = ring_of(cycle, request.user)
    return render_page(request, "lesson_study/cycles/cycle_detail.html", {"cycle": cycle, "ring": ring})
