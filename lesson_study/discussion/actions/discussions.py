"""Leading a discussion: its steps in their locked order, and who has the chair."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.rounds import find_neighbour
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import Discussion, DiscussionStepTime
from lesson_study.discussion.rules import teaches


def lock_discussion(discussion: Discussion) -> Discussion:
    """The discussion as it stands now, held until the end of the transaction, with its next revision.

    Whoever changes something that screens show holds it, so that revisions become visible in their order.
    """
    locked: Discussion = (
        Discussion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lesson__cycle__group", "lesson__plan")
        .get(pk=discussion.pk)
    )
    locked.revision += 1
    Discussion.objects.filter(pk=locked.pk).update(revision=locked.revision)
    return locked


def record(verb: str, cycle: LessonStudyCycle, by: Member | None, **data: Any) -> None:
    AuditEvent.objects.record(f"lesson_study.{verb}", cycle, by=by, **data)


@transaction.atomic
def start_discussion(*, lesson: ResearchLesson, by: Member, at: dt.datetime | None = None) -> Discussion:
    """Open the first step, with `by` in the chair. The one that is open already when there is one."""
    now = at or timezone.now()
    if teaches(by, lesson):
        raise RefusedError(_("Who taught the lesson does not lead the talk about it."))
    if not lesson.is_taught:
        raise RefusedError(_("The lesson has not ended yet."))
    made, _is_new = Discussion.objects.get_or_create(lesson=lesson)
    discussion = lock_discussion(made)
    if discussion.is_started:
        return discussion
    discussion.chair, discussion.started_at = by, now
    discussion.save(update_fields=["chair", "started_at"])
    _enter(discussion, discussion.steps[0], now)
    record("discussion_started", lesson.cycle, by, number=lesson.number)
    return discussion


@transaction.atomic
def go_on(*, discussion: Discussion, by: Member, seen: Step, at: dt.datetime | None = None) -> Discussion:
    """To the next step. `seen` is the one that the chair looks at: pressed twice it is one step."""
    locked = _step_of_chair(discussion, by)
    if locked.step != seen or locked.is_finished:
        return locked
    following = find_neighbour(locked.steps, seen, 1)
    if following is None:
        raise RefusedError(_("This is the last step. Close the discussion."))
    _enter(locked, following, at or timezone.now())
    return locked


@transaction.atomic
def go_back(*, discussion: Discussion, by: Member, seen: Step, at: dt.datetime | None = None) -> Discussion:
    """To the step before; a discussion that was closed is open again at its last step."""
    locked = _step_of_chair(discussion, by)
    if locked.step != seen:
        return locked
    if locked.is_finished:
        locked.finished_at = None
        locked.save(update_fields=["finished_at"])
        _enter(locked, locked.steps[-1], at or timezone.now())
        record("discussion_reopened", locked.lesson.cycle, by, number=locked.lesson.number)
    elif (before := find_neighbour(locked.steps, seen, -1)) is not None:
        _enter(locked, before, at or timezone.now())
    return locked


@transaction.atomic
def close_discussion(*, discussion: Discussion, by: Member, at: dt.datetime | None = None) -> Discussion:
    """After the last step; earlier it is refused."""
    now = at or timezone.now()
    locked = _step_of_chair(discussion, by)
    if locked.is_finished:
        return locked
    if locked.step != locked.steps[-1]:
        raise RefusedError(_("There are still steps to come. Go through them first, however short."))
    locked.step_times.filter(ended_at=None).update(ended_at=now)
    locked.finished_at = now
    locked.save(update_fields=["finished_at"])
    record("discussion_closed", locked.lesson.cycle, by, number=locked.lesson.number)
    return locked


@transaction.atomic
def hand_over_chair(*, discussion: Discussion, to: Member, by: Member) -> Discussion:
    """Somebody else of the team leads from now on; never who taught the lesson."""
    locked = lock_discussion(discussion)
    if teaches(to, locked.lesson):
        raise RefusedError(_("Who taught the lesson does not lead the talk about it."))
    if not locked.lesson.cycle.team.present().filter(member=to).exists():
        raise RefusedError(_("Choose somebody of the team."))
    locked.chair = to
    locked.save(update_fields=["chair"])
    record("discussion_chair_given", locked.lesson.cycle, by, subject=to)
    return locked


def _step_of_chair(discussion: Discussion, by: Member) -> Discussion:
    locked = lock_discussion(discussion)
    if not locked.is_started:
        raise RefusedError(_("The discussion has not begun yet."))
    if teaches(by, locked.lesson):
        raise RefusedError(_("Who taught the lesson does not lead the talk about it."))
    return locked


def _enter(discussion: Discussion, step: Step, now: dt.datetime) -> None:
    discussion.step_times.filter(ended_at=None).update(ended_at=now)
    DiscussionStepTime.objects.create(discussion=discussion, step=step, started_at=now)
    discussion.step, discussion.step_started_at = step, now
    discussion.save(update_fields=["step", "step_started_at"])
