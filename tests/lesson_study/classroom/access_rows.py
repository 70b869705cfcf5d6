"""A lesson and its notes: the team alone. The shell of the page for the phone holds nothing, and is for everybody."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lesson_study.classroom.models import Observation
from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, OK, REFUSED, STRANGERS, Row, everybody
from tests.lesson_study.building import join_team, make_cycle
from tests.lesson_study.classroom.building import make_lesson

# `group_member` is in the team; `group_lead` leads its group and is not. Coordinators know that the cycle exists.
TEAM = {
    "*": HIDDEN,
    **dict.fromkeys(STRANGERS, LOGIN),
    "group_lead": FORBIDDEN,
    "coordinator": FORBIDDEN,
    "group_member": OK,
}


def objects_of(world: Any) -> dict[str, Any]:
    cycle = make_cycle(group=world.group)
    join_team(cycle, member=world.people["group_member"])
    lesson = make_lesson(cycle=cycle)
    note = Observation.objects.create(
        lesson=lesson, observer=world.people["group_member"], noted_at=timezone.now(), text="Telt stukjes"
    )
    return {"lesson": lesson, "lesson_note": note}


def cycle(world: Any) -> dict[str, Any]:
    return {"public_id": world.lesson.cycle.public_id}


def lesson(world: Any) -> dict[str, Any]:
    return {**cycle(world), "number": 1}


def note(world: Any) -> dict[str, Any]:
    return {**lesson(world), "uuid": world.lesson_note.uuid}


def pupil(world: Any) -> dict[str, Any]:
    return {**lesson(world), "code": "A"}


def without(outcomes: dict[str, str], outcome: str) -> dict[str, str]:
    return {**outcomes, "group_member": outcome}


ROWS = [
    Row("lesson_study:lesson", TEAM, kwargs=cycle),
    Row("lesson_study:lesson_of_number", TEAM, kwargs=lesson),
    Row(
        "lesson_study:lesson_of_number", without(TEAM, HIDDEN), kwargs=lambda w: {**cycle(w), "number": 2}, note="none"
    ),
    Row("lesson_study:lesson_setup", TEAM, kwargs=lesson),
    Row("lesson_study:lesson_setup", without(TEAM, "422"), "post", kwargs=lesson, note="empty form"),
    Row("lesson_study:lesson_start", TEAM, "post", kwargs=lesson),
    Row("lesson_study:lesson_end", TEAM, "post", kwargs=lesson),
    Row("lesson_study:lesson_reopen", TEAM, "post", kwargs=lesson),
    Row("lesson_study:note_write", TEAM, kwargs=lesson),
    Row(
        "lesson_study:note_write",
        TEAM,
        "post",
        kwargs=lesson,
        data=lambda w: {"noted_at": "2026-11-24T10:00", "text": "Tekent"},
    ),
    Row("lesson_study:note_change", TEAM, kwargs=note),
    Row(
        "lesson_study:note_change",
        TEAM,
        "post",
        kwargs=note,
        data=lambda w: {"noted_at": "2026-11-24T10:00", "text": "Tekent"},
    ),
    Row("lesson_study:interview_write", TEAM, kwargs=pupil),
    Row("lesson_study:interview_write", TEAM, "post", kwargs=pupil, data=lambda w: {"liked": "Het touw"}),
    Row("lesson_study:interviews_skip", TEAM, "post", kwargs=lesson, data=lambda w: {"reason": "Ziek"}),
    Row("lesson_study:observe", everybody(), kwargs=lesson),
    Row("lesson_study:observe_worker", everybody(), kwargs=lesson),
    Row("lesson_study:observe_manifest", everybody(), kwargs=lesson),
    Row("lesson_study:observe_bundle", TEAM, kwargs=lesson),
    Row("lesson_study:observe_sync", without(TEAM, REFUSED), "post", kwargs=lesson, note="no batch"),
]
