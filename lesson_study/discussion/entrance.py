"""The door of a discussion and a reflection: who may come in, and what their pages are about."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect

from knowledge_network.kit.http import get_permitted
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.links import build_address
from lesson_study.discussion.models import Discussion
from lesson_study.discussion.queries import find_discussion, find_lesson


def enter_cycle(request: MemberRequest, public_id: str, permission: str) -> LessonStudyCycle:
    """404 when it is hidden from the reader, 403 without `permission`."""
    cycles = LessonStudyCycle.objects.visible_to(request.user).select_related("group", "product")
    cycle: LessonStudyCycle = get_permitted(request, cycles, permission, public_id=public_id)
    return cycle


@dataclass(frozen=True)
class Talk:
    """A discussion that has begun, of a lesson that was taught."""

    cycle: LessonStudyCycle
    lesson: ResearchLesson
    discussion: Discussion

    @property
    def address(self) -> str:
        return build_address(self.lesson)

    def back(self, anchor: str = "") -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.address}{anchor}")


def enter_lesson(request: MemberRequest, public_id: str, number: int, permission: str) -> ResearchLesson:
    """The lesson `number` of a study; `permission` is asked of the cycle."""
    cycle = enter_cycle(request, public_id, permission)
    lesson = find_lesson(cycle, number)
    if lesson is None:
        raise Http404
    return lesson


def enter_talk(request: MemberRequest, public_id: str, number: int, permission: str) -> Talk:
    """A discussion that goes on; `permission` is asked of it. Who may not read the work of the team gets 403."""
    lesson = enter_lesson(request, public_id, number, "lesson_study.read_work")
    discussion = find_discussion(lesson)
    if discussion is None or not discussion.is_started:
        raise Http404
    if not request.user.has_perm(permission, discussion):
        raise PermissionDenied
    return Talk(lesson.cycle, lesson, discussion)
