"""Keeping how it went, and asking for a job by hand."""

from __future__ import annotations

import datetime as dt
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.jobs.enums import JobName
from knowledge_network.notifications.jobs.models import Job
from knowledge_network.notifications.jobs.queries import PLAN

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


def note_success(name: str, *, seconds: float | None = None, now: dt.datetime | None = None) -> None:
    """The job came to its end; what was wrong with it before is over."""
    Job.objects.update_or_create(
        name=name,
        defaults={"finished_at": now or timezone.now(), "seconds": seconds, "failed_in_a_row": 0, "trouble": ""},
    )


def note_failure(name: str, error: BaseException, *, now: dt.datetime | None = None) -> None:
    """The job broke. Kept is where, for the words of an error may hold what people wrote."""
    moment, place = now or timezone.now(), locate(error)
    Job.objects.update_or_create(
        name=name,
        defaults={"failed_at": moment, "failed_in_a_row": F("failed_in_a_row") + 1, "trouble": place},
        create_defaults={"failed_at": moment, "failed_in_a_row": 1, "trouble": place},
    )


def note_plans(failed: dict[str, BaseException], *, now: dt.datetime) -> None:
    """Which of the plans that were just made failed; those that failed before and did not now work again."""
    for name, error in failed.items():
        note_failure(f"{PLAN}{name}", error, now=now)
    mended = Job.objects.filter(name__startswith=PLAN, failed_in_a_row__gt=0)
    mended.exclude(name__in=[f"{PLAN}{name}" for name in failed]).update(failed_in_a_row=0, trouble="", finished_at=now)


def locate(error: BaseException) -> str:
    """«DataError in plg/meetings/tasks.py, line 40»: the last place of our own code that the error came by."""
    ours = [
        (Path(frame.filename).relative_to(settings.BASE_DIR), frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(settings.BASE_DIR) and ".venv" not in frame.filename
    ]
    name = type(error).__name__
    return (f"{name} in {ours[-1][0]}, line {ours[-1][1]}" if ours else name)[:200]


def run_job(*, name: str, by: Member) -> None:
    """Ask a worker to do the job now; RefusedError when it is no job of the schedule or the queue takes nothing."""
    if name not in JobName.values:
        raise RefusedError(_("There is no such job."))
    try:
        # By name: which of them this process knows itself does not matter.
        current_app.send_task(name, retry=False, ignore_result=True)
    except Exception as error:
        raise RefusedError(_("The queue takes nothing now. The job runs by itself when the queue is back.")) from error
    AuditEvent.objects.record("notifications.job_asked", by=by, job=name)
