"""Celery tells how each job went."""

from __future__ import annotations

import time
from typing import Any

import structlog
from celery import Task
from celery.signals import task_failure, task_prerun, task_success
from django.db import DatabaseError

from knowledge_network.notifications.jobs.actions import note_failure, note_success
from knowledge_network.notifications.jobs.enums import JobName

logger = structlog.get_logger(__name__)

_began: dict[str, float] = {}


@task_prerun.connect(dispatch_uid="jobs.began")
def note_begin(task_id: str, task: Task, **kwargs: Any) -> None:
    if is_watched(task):
        _began[task_id] = time.monotonic()


@task_success.connect(dispatch_uid="jobs.went_well")
def note_end(sender: Task, **kwargs: Any) -> None:
    if is_watched(sender):
        began = _began.pop(sender.request.id, None)
        keep(note_success, sender.name, seconds=None if began is None else time.monotonic() - began)


@task_failure.connect(dispatch_uid="jobs.broke")
def note_break(sender: Task, exception: BaseException, **kwargs: Any) -> None:
    if is_watched(sender):
        _began.pop(sender.request.id, None)
        keep(note_failure, sender.name, exception)


def is_watched(task: Task) -> bool:
    """A job of the schedule that a worker does; what a request does itself is no sign of life of one."""
    return task.name in JobName.values and not task.request.is_eager


def keep(note: Any, *args: Any, **kwargs: Any) -> None:
    """A database that is away must not turn a job that went well into one that failed."""
    try:
        note(*args, **kwargs)
    except DatabaseError as error:
        logger.warning("job_not_noted", job=args[0], error=type(error).__name__)
