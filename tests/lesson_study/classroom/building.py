"""A lesson with observers, and notes as a device seals them."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lesson_study.classroom import actions
from lesson_study.classroom.enums import Match, RecordKind
from lesson_study.classroom.links import make_capability
from lesson_study.classroom.models import ResearchLesson
from lesson_study.classroom.sealing import FORMAT, name_record, seal
from lesson_study.cycles.enums import TeamRole
from lesson_study.cycles.models import LessonStudyCycle
from tests.lesson_study.building import join_team, make_cycle, make_plan, team_member


def make_lesson(*, number: int = 1, pupils: str = "AB", rows: int = 2, cycle: LessonStudyCycle | None = None) -> Any:
    """A lesson of a team of four: the observer looks at A, somebody else at the other pupils and the class."""
    cycle = cycle or make_cycle()
    plan = cycle.plans.first() or make_plan(cycle, rows=rows, pupils=pupils, fixed=True)
    observer = team_member(cycle, TeamRole.OBSERVER)
    second = join_team(cycle)
    cases = list(cycle.case_pupils.order_by("code"))
    watches = [(observer if at == 0 else second, case) for at, case in enumerate(cases)]
    return actions.set_up_lesson(
        cycle=cycle,
        number=number,
        plan=plan,
        day=None,
        class_label="groep 7",
        teacher=team_member(cycle, TeamRole.TEACHER),
        observers=[*watches, (second, None)],
        by=observer,
    )


def observer_of(lesson: ResearchLesson) -> Any:
    return team_member(lesson.cycle, TeamRole.OBSERVER)


def sealed_note(
    lesson: ResearchLesson,
    *,
    uuid_: uuid.UUID | None = None,
    revision: int = 1,
    plain: bytes | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """As it stands in a batch."""
    key = str(uuid_ or uuid.uuid4())
    note = {
        "kind": RecordKind.NOTE,
        "noted_at": timezone.now().isoformat(),
        "row": str(lesson.plan.rows.order_by("position").first().key),
        "pupil": "A",
        "match": Match.EXPECTED,
        "text": "Legt een strook neer",
        "quote": False,
        "critical": False,
    } | fields
    text = json.dumps(note).encode() if plain is None else plain
    about = name_record(lesson.public_id, key, revision)
    return {"uuid": key, "revision": revision, "format": FORMAT, "sealed": seal(lesson.public_key, text, about)}


def batch_of(
    lesson: ResearchLesson, member: Any, *records: dict[str, Any], at: dt.datetime | None = None
) -> dict[str, Any]:
    return {
        "capability": make_capability(member=member, lesson=lesson, at=at or timezone.now()),
        "records": list(records),
    }


def sync_address(lesson: ResearchLesson) -> str:
    return reverse("lesson_study:observe_sync", args=[lesson.cycle.public_id, lesson.number])


def send(client: Any, lesson: ResearchLesson, batch: Any) -> Any:
    body = batch if isinstance(batch, (bytes, str)) else json.dumps(batch)
    return client.post(sync_address(lesson), body, content_type="application/json")


def reasons(response: Any) -> list[str]:
    """Why records were refused, in their order."""
    return [one["reason"] for one in response.json()["refused"]]
