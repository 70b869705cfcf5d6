"""What a device takes along into the classroom, and what it sends."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.classroom import actions
from lesson_study.classroom.entrance import enter_lesson
from lesson_study.classroom.enums import SyncProblem
from lesson_study.classroom.links import Capability, read_capability
from lesson_study.classroom.models import ResearchLesson
from lesson_study.classroom.presenters import make_bundle
from lesson_study.classroom.records import MOST_BYTES, BadRecordError, Batch, read_batch
from lesson_study.cycles.models import TeamMember

# For who is on no list of the team any more: until then they can have noted something.
LONGEST_LESSON_DAY = dt.timedelta(days=1)
STATUS_OF = {
    SyncProblem.BAD_REQUEST: 400,
    SyncProblem.OTHER_MEMBER: 409,
    SyncProblem.TOO_LARGE: 413,
    SyncProblem.TOO_MANY: 429,
}


@require_safe
@cache_control(private=True, no_store=True)
def observe_bundle(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    """Plan, case pupils and keys, for a device that is made ready. The page stores it encrypted."""
    lesson = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    return JsonResponse(asdict(make_bundle(lesson, request.user, timezone.now())))


@require_POST
@cache_control(private=True, no_store=True)
def observe_sync(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    """Take sealed notes, each once. An empty batch asks only whether one is in the team still."""
    if too_many(request, "classroom_sync"):
        return _problem(SyncProblem.TOO_MANY)
    batch = _batch_of(request)
    capability = read_capability(batch.capability) if isinstance(batch, Batch) else None
    if not isinstance(batch, Batch) or capability is None or capability.member != request.user.public_id:
        # Who may not know of this lesson hears that first.
        enter_lesson(request, public_id, number, "lesson_study.read_notes")
        if isinstance(batch, SyncProblem):
            return _problem(batch)
        return _problem(SyncProblem.OTHER_MEMBER if capability else SyncProblem.BAD_REQUEST)
    lessons = ResearchLesson.objects.filter(cycle__public_id=public_id, number=number).select_related("cycle")
    lesson = get_object_or_404(lessons, public_id=capability.lesson)
    return JsonResponse(_taken(request, lesson, capability, batch))


def _taken(request: MemberRequest, lesson: ResearchLesson, capability: Capability, batch: Batch) -> dict[str, Any]:
    place = TeamMember.objects.filter(cycle=lesson.cycle, member=request.user).first()
    in_team = place is not None and place.accepted_at is not None and place.left_at is None
    left_at = place.left_at if place is not None and place.left_at else capability.prepared_at + LONGEST_LESSON_DAY
    until = None if in_team else left_at
    receipt = actions.receive_records(
        lesson=lesson,
        envelopes=batch.envelopes,
        by=request.user,
        until=until,
        at=timezone.now(),
        clock=batch.clock,
    )
    return {
        "in_team": in_team,
        "kept": [{"uuid": str(one.uuid), "revision": one.revision} for one in receipt.kept],
        "refused": [
            {"uuid": str(one.uuid), "revision": one.revision, "reason": reason} for one, reason in receipt.refused
        ],
    }


def _batch_of(request: HttpRequest) -> Batch | SyncProblem:
    if request.content_type != "application/json":
        return SyncProblem.BAD_REQUEST
    try:
        if len(request.body) > MOST_BYTES:
            return SyncProblem.TOO_LARGE
        return read_batch(request.body)
    except BadRecordError:
        return SyncProblem.BAD_REQUEST


def _problem(problem: SyncProblem) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=STATUS_OF[problem])
