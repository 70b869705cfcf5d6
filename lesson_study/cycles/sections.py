"""The corner of Lesson Study in the closed space of a group."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters.lists import where_it_stands
from plg.space.corners import Corner, Line, register

MOST_LINES = 5


def lines_of(group: Any, reader: Any) -> list[Line]:
    """What runs in the group, and what it finished. One query."""
    cycles = LessonStudyCycle.objects.filter(group=group).exclude(state=CycleState.STOPPED)
    rows = cycles.order_by("-changed_at", "-pk")[:MOST_LINES]
    return [Line(cycle.title, cycle.get_absolute_url(), where_it_stands(cycle)) for cycle in rows]


def start_of(group: Any, reader: Any) -> str:
    if not reader.has_perm("lesson_study.start_cycle", group):
        return ""
    return f"{reverse('lesson_study:cycle_start')}?groep={group.slug}"


register(
    Corner(
        name="lesson_study",
        heading=_("Lesson Study of this group"),
        icon="flask-conical",
        empty=_("Design a lesson with some of you, look at how pupils learn, and make it better."),
        button=_("Start a Lesson Study"),
        lines=lines_of,
        start=start_of,
    )
)
