"""What every change of a plan begins with, and how it gets into the logbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.plan.models import LessonPlan

# A cell is saved every few seconds: writing for an hour is one deed in the logbook.
ONE_SITTING = dt.timedelta(hours=1)


class FixedError(RefusedError):
    """The version was fixed; what is written now belongs to the next one."""


def lock_plan(plan: LessonPlan, *, even_fixed: bool = False) -> LessonPlan:
    """The plan as it stands now, held until the end of the transaction, with its next `revision`.

    Whoever changes something of a plan holds it, so that revisions become visible in their order. FixedError when the
    version was fixed.
    """
    locked: LessonPlan = (
        LessonPlan.objects.select_for_update(of=("self",)).select_related("cycle__group").get(pk=plan.pk)
    )
    if locked.is_fixed and not even_fixed:
        raise FixedError(_("This version is fixed and does not change any more. Start the next version."))
    locked.revision += 1
    LessonPlan.objects.filter(pk=locked.pk).update(revision=locked.revision)
    plan.revision = locked.revision
    return locked


def record(verb: str, cycle: LessonStudyCycle, by: Member | None, **data: Any) -> None:
    AuditEvent.objects.record(f"lesson_study.{verb}", cycle, by=by, **data)


def record_sitting(cycle: LessonStudyCycle, by: Member) -> None:
    """That somebody wrote in the plan, once an hour."""
    lately = AuditEvent.objects.filter(
        actor=by,
        verb="lesson_study.plan_written",
        object_key=cycle.public_id,
        at__gt=timezone.now() - ONE_SITTING,
    )
    if not lately.exists():
        record("plan_written", cycle, by)
