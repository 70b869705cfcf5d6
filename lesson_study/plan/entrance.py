"""How one comes into a plan: which cycle, which version, and with which right."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.http import get_permitted, render_private
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.entrance import build_trail
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters import present_ring
from lesson_study.plan.models import LessonPhaseRow, LessonPlan
from lesson_study.plan.queries import newest_plan

READ, CHANGE = "lesson_study.read_work", "lesson_study.change_work"


def enter_cycle(request: MemberRequest, public_id: str, permission: str = READ) -> LessonStudyCycle:
    cycles = LessonStudyCycle.objects.visible_to(request.user).select_related("group")
    found: LessonStudyCycle = get_permitted(request, cycles, permission, public_id=public_id)
    return found


def enter_plan(request: MemberRequest, public_id: str, permission: str = CHANGE) -> LessonPlan:
    """The newest version of the plan of a cycle; 404 when there is none yet."""
    cycle = enter_cycle(request, public_id, permission)
    plan = newest_plan(cycle)
    if plan is None:
        raise Http404
    plan.cycle = cycle
    return plan


def get_row(plan: LessonPlan, key: str) -> LessonPhaseRow:
    """The row of `plan` that a form names by its key, also one that was taken away."""
    found: LessonPhaseRow = get_object_or_404(LessonPhaseRow, plan=plan, key=read_key(key))
    found.plan = plan
    return found


def read_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def render_phase(
    request: HttpRequest, cycle: LessonStudyCycle, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page below the ring of the cycle."""
    trail = build_trail(cycle)
    if template != "lesson_plan.html":
        trail.append((_("Lesson plan"), reverse("lesson_study:lesson_plan", args=[cycle.public_id])))
    frame = {"cycle": cycle, "ring": present_ring(cycle, request.user, Phase.DESIGN), "trail": trail}  # type: ignore[arg-type]
    return render_private(request, f"lesson_study/plan/{template}", frame | context, status=status)
