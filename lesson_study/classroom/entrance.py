"""Who comes to a lesson: the cycle that one sees, the right that the page asks, the lesson by its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from knowledge_network.kit.http import get_permitted, render_private
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.entrance import build_trail
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters import present_ring

# The first lesson, and those after a revision.
PHASE_OF_LESSON = {1: Phase.LESSON}
LAST_LESSON = 3


@dataclass(frozen=True)
class Classroom:
    """`lesson` is None until it is set up."""

    cycle: LessonStudyCycle
    number: int
    lesson: ResearchLesson | None

    @property
    def phase(self) -> Phase:
        return PHASE_OF_LESSON.get(self.number, Phase.RETEACH)


def enter_classroom(request: MemberRequest, public_id: str, number: int, permission: str) -> Classroom:
    """404 for a cycle that the reader does not see, 403 for who may not `permission`."""
    cycles = LessonStudyCycle.objects.visible_to(request.user).select_related("group")
    cycle = get_permitted(request, cycles, permission, public_id=public_id)
    lessons = ResearchLesson.objects.filter(cycle=cycle, number=number).select_related("plan", "day", "teacher")
    lesson = lessons.first()
    if lesson is not None:
        lesson.cycle = cycle
    return Classroom(cycle, number, lesson)


def enter_lesson(request: MemberRequest, public_id: str, number: int, permission: str) -> ResearchLesson:
    """The same, for what needs a lesson that is set up."""
    classroom = enter_classroom(request, public_id, number, permission)
    if classroom.lesson is None:
        raise Http404
    return classroom.lesson


def render_classroom(
    request: MemberRequest,
    classroom: Classroom,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    partials: tuple[str, ...] = (),
) -> HttpResponse:
    """A page below a phase of the cycle; its notes are kept by no browser."""
    cycle = classroom.cycle
    title = _("Lesson %(number)s") % {"number": classroom.number}
    context |= {
        "cycle": cycle,
        "ring": present_ring(cycle, request.user, classroom.phase),
        "trail": build_trail(cycle),
        "number": classroom.number,
        "lesson_title": title,
        "phase_label": classroom.phase.label,
    }
    return render_private(request, template, context, status=status, partials=partials)
