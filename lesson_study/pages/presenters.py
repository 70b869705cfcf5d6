"""What a finished study left for everybody: question, goal, misconceptions, insights on three levels, the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lesson_study.cycles.enums import StudyItemKind
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Insight, ShareEvent

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Level:
    label: str | _StrPromise
    insights: list[Insight]


@dataclass(frozen=True)
class Archived:
    """Never a note, an interview, a class or who said what."""

    cycle: LessonStudyCycle
    misconceptions: list[str]
    sources: list[str]
    levels: list[Level]
    shared_at: list[ShareEvent]


def archived(cycle: LessonStudyCycle) -> Archived:
    """Three queries."""
    items = list(cycle.study_items.order_by("position", "pk").values_list("kind", "title"))
    insights = list(Insight.objects.filter(cycle=cycle).order_by("position", "pk"))
    levels = [
        Level(level.label, found)
        for level in InsightLevel
        if (found := [insight for insight in insights if insight.level == level])
    ]
    return Archived(
        cycle=cycle,
        misconceptions=[title for kind, title in items if kind == StudyItemKind.MISCONCEPTION],
        sources=[title for kind, title in items if kind == StudyItemKind.SOURCE],
        levels=levels,
        shared_at=list(ShareEvent.objects.filter(cycle=cycle).order_by("day", "pk")),
    )
