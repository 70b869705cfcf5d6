"""A cycle of Lesson Study: its team, its days, its goal, what was studied beforehand."""

from lesson_study.cycles.models.cycle import CycleStep, CycleTopic, LessonStudyCycle, LessonStudyCycleQuerySet
from lesson_study.cycles.models.days import CoverRequest, CoverRequestQuerySet, CycleDay
from lesson_study.cycles.models.study import PriorStudyItem, ReadingTask
from lesson_study.cycles.models.team import (
    KnowledgeableOther,
    KnowledgeableOtherQuerySet,
    TeamMember,
    TeamMemberQuerySet,
)

__all__ = [
    "CoverRequest",
    "CoverRequestQuerySet",
    "CycleDay",
    "CycleStep",
    "CycleTopic",
    "KnowledgeableOther",
    "KnowledgeableOtherQuerySet",
    "LessonStudyCycle",
    "LessonStudyCycleQuerySet",
    "PriorStudyItem",
    "ReadingTask",
    "TeamMember",
    "TeamMemberQuerySet",
]
