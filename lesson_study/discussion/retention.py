"""Raw observations and interviews go twelve months after the end of a study; counts and insights stay."""

from __future__ import annotations

import datetime as dt

import structlog
from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from lesson_study.classroom.actions import remove_raw_notes
from lesson_study.cycles.enums import CycleState, StepKind
from lesson_study.cycles.models import LessonStudyCycle

KEPT_FOR = relativedelta(months=12)
logger = structlog.get_logger(__name__)


def remove_due_notes(now: dt.datetime | None = None) -> int:
    """How many studies lost their raw notes. Each by itself: one that fails stops no other. Safe to run twice."""
    at = now or timezone.now()
    before = at - KEPT_FOR
    finished = Q(state=CycleState.FINISHED, finished_at__lte=before)
    stopped = Q(state=CycleState.STOPPED) & ~Q(steps__kind=StepKind.STOPPED, steps__at__gt=before)
    due = LessonStudyCycle.objects.filter(finished | stopped, observations_removed_at__isnull=True).distinct()
    done = 0
    for cycle in due.order_by("pk"):
        try:
            remove_raw_notes(cycle, at)
        except Exception:
            logger.exception("removing_notes_failed", cycle=cycle.public_id)
        else:
            done += 1
    return done
