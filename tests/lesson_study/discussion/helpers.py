"""A lesson that was taught, with notes; a discussion in a step."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.models import Member
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import Observation, ResearchLesson
from lesson_study.cycles.enums import Phase, TeamRole
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.actions.discussions import go_on, start_discussion
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import Discussion
from lesson_study.plan.models import CasePupil, LessonPlan
from tests.lesson_study.building import make_cycle, make_plan, team_member

WARNS = "de naam van een kind"


def taught(cycle: LessonStudyCycle | None = None, *, number: int = 1, plan: LessonPlan | None = None) -> ResearchLesson:
    """A lesson that ended an hour ago, of a cycle in the phase of the discussion."""
    cycle = cycle or make_cycle(phase=Phase.DISCUSSION)
    plan = plan or make_plan(cycle, fixed=True)
    now = timezone.now()
    return ResearchLesson.objects.create(
        cycle=cycle,
        number=number,
        plan=plan,
        teacher=team_member(cycle, TeamRole.TEACHER),
        started_at=now - dt.timedelta(hours=2),
        ended_at=now - dt.timedelta(hours=1),
    )


def chair_of(lesson: ResearchLesson) -> Member:
    return team_member(lesson.cycle, TeamRole.FACILITATOR)


def observer_of(lesson: ResearchLesson) -> Member:
    return team_member(lesson.cycle, TeamRole.OBSERVER)


def noted(lesson: ResearchLesson, text: str = "", *, row: int = 0, code: str = "A", **fields: Any) -> Observation:
    return Observation.objects.create(
        lesson=lesson,
        row=lesson.plan.rows.order_by("position")[row],
        case_pupil=CasePupil.objects.get(cycle=lesson.cycle, code=code) if code else None,
        **{
            "observer": observer_of(lesson),
            "noted_at": timezone.now() - dt.timedelta(minutes=80),
            "match": Match.EXPECTED,
            "text": text,
        }
        | fields,
    )


def talk_in(step: Step, lesson: ResearchLesson | None = None) -> Discussion:
    """A discussion that goes on in `step`."""
    lesson = lesson or taught()
    by = chair_of(lesson)
    discussion = start_discussion(lesson=lesson, by=by)
    while discussion.step != step:
        discussion = go_on(discussion=discussion, by=by, seen=Step(discussion.step))
    return discussion


def address(lesson: ResearchLesson, name: str = "discussion_of_lesson", *more: Any) -> str:
    return reverse(f"lesson_study:{name}", args=[lesson.cycle.public_id, lesson.number, *more])


def of_cycle(cycle: LessonStudyCycle, name: str, *more: Any) -> str:
    return reverse(f"lesson_study:{name}", args=[cycle.public_id, *more])
